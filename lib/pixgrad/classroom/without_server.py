"""nbgrader as marking needs it, without its extensions of the Jupyter server.

Its ``__init__`` imports all of them, which costs every process half a second of CPU, and gives nothing to its
other modules. Importing this module first puts the same package in place without running that file; its
submodules are found and imported as ever. Where nbgrader is there already, as in its own commands and in
Jupyter, nothing happens.
"""

import sys
from importlib.util import find_spec, module_from_spec

import pixgrad.notebook  # noqa: F401  # before nbformat, which nbgrader imports

if "nbgrader" not in sys.modules and (spec := find_spec("nbgrader")) is not None:
    sys.modules["nbgrader"] = module_from_spec(spec)
