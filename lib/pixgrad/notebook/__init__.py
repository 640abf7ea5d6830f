"""Cells of notebooks, their roles and marks, and the names that their code binds and reads.

The only place that knows how a notebook says which cell is an answer, a check or a picture.

``cells``    the role of a cell, its exercise and points; the answers of a notebook, taken out and filled in;
``marks``    the marks around solutions and hidden tests;
``names``    what the source of a cell binds and reads, told by the standard library's ``symtable``;
``running``  running the source of a cell in this process.
"""

import sys
from types import ModuleType
from typing import cast

# Every import of nbformat would build 38 grammars for addresses in other alphabets, a second of CPU in each
# process, and a library of dates; no notebook has such addresses or durations to validate, and jsonschema
# does without.
for _name in ("rfc3987_syntax", "isoduration"):
    sys.modules.setdefault(_name, cast(ModuleType, None))
