"""Many submissions: which there are, who marks them, and where the marks are kept.

::

    submissions --> batch --workers--> pixgrad.marking.mark --> gradebook, store --> pages and tables
"""
