"""Marking one submission: from the bytes a student handed in to a verdict. No database is touched here.

::

    bytes --intake--> notebook, findings --execution--> outputs --verdict--> outcome, score, message
                                 (kit: what the assignment expects; mark: all of it as one function)
"""
