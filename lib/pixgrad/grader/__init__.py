"""Marking: from the bytes a student handed in to a score, a page of feedback and a class report.

The parts, in the order in which a submission meets them:

``course``     where things lie; ``kit``: what an assignment expects of a submission;
``intake``     bytes -> notebook and findings; ``execute``: notebook -> outputs, in a kernel of its own;
``verdict``    outputs -> outcome, score and message per exercise; ``mark``: these four as one pure function;
``pool``       where ``mark`` runs; ``batch``: a class; ``gradebook``: the one writer of nbgrader's database;
``table``, ``feedback``, ``report``   what people read.
"""

import sys
from types import ModuleType
from typing import cast

# Every import of nbformat would build 38 grammars for addresses in other alphabets, a second of CPU in each
# process; no notebook has such addresses to validate, and jsonschema does without.
sys.modules.setdefault("rfc3987_syntax", cast(ModuleType, None))
