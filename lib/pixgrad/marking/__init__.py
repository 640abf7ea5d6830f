"""Marking one submission: from the bytes a student handed in to a verdict. No database is touched here.

::

    bytes --intake--> notebook, findings --execution--> outputs --judging--> verdict

``kit``         what the assignment expects: exercises, cells, hidden tests;
``mark``        all of the way as one function, fit for any process; ``self_check``: one's own notebook;
``recheck``     the same, run where it changed: ``kept_results`` has the rest; ``versions``: what counts;
``outputs``     what a marked cell may keep; ``judging``: from outputs to outcome, score and message;
``redact``      what may be told of a hidden test; ``sanitise``: text of strangers, fit to be shown;
``verdict``     what is said in the end; ``findings``: the kinds of what is unusual.
"""

import pixgrad.notebook  # noqa: F401  # before any import of nbformat, which costs a second otherwise
