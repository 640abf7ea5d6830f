"""Code that was written for an older NumPy or SciPy than the one that marks: said as such, at no cost."""

import ast
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import scipy
from nbformat import NotebookNode

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.notebook.cells import is_check
from pixgrad.notebook.names import parsed, without_magics

# What NumPy once had; which of them are gone is asked of the version at hand.
ONCE = """
alen alltrue asfarray asscalar bool cast complex complex_ cumproduct fastCopyAndTranspose
find_common_type float float_ in1d infty Inf Infinity int long lookfor mat msort NaN NINF
nbytes obj2sctype object PINF product rank round_ row_stack safe_eval sctypes
set_numeric_ops singlecomplex sometrue source str string_ trapz unicode unicode_ who
"""
MOST_NAMED = 4


def look_for_old_names(nb: NotebookNode) -> list[Finding]:
    """Return one finding that names what a notebook uses of older libraries, or none."""
    cells = [cell for cell in nb.cells if cell.cell_type == "code" and not is_check(cell)]
    found = list(dict.fromkeys(name for cell in cells for name in _old_names(cell.source)))
    if not found:
        return []
    listed = ", ".join(found[:MOST_NAMED]) + (" and more" if len(found) > MOST_NAMED else "")
    message = (
        f"written for older libraries than NumPy {np.__version__} and SciPy {scipy.__version__}: {listed}"
    )
    return [Finding(FindingKind.OLD_LIBRARY, message)]


@lru_cache(maxsize=512)  # most cells are the same in all submissions
def _old_names(source: str) -> tuple[str, ...]:
    return tuple(old_names(source))


def old_names(source: str) -> Iterator[str]:
    """Yield what a source uses that NumPy and SciPy no longer have.

    >>> list(old_names("import numpy as np\\nx = np.float(1) + np.float64(2)"))
    ['np.float is gone']
    >>> list(old_names("from scipy import stats\\nstats.mode(votes)[0][0]"))
    ['mode(...)[0] is a number by now, no array']
    """
    tree = parsed(without_magics(source))
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in ("np", "numpy") and node.attr in ONCE.split() and not _has(node.attr):
                yield f"{node.value.id}.{node.attr} is gone"
        elif isinstance(node, ast.Subscript) and _is_one_mode(node.value):
            yield "mode(...)[0] is a number by now, no array"


def _has(name: str) -> bool:
    return name in dir(np)  # asking for the name itself may warn


def _is_one_mode(node: ast.expr) -> bool:
    """Tell whether a node is what ``stats.mode`` found, as older versions put it into an array."""
    if isinstance(node, ast.Attribute) and node.attr in ("mode", "count"):
        return _is_mode(node.value)
    return isinstance(node, ast.Subscript) and _is_mode(node.value)


def _is_mode(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or any(
        keyword.arg in ("keepdims", "axis") for keyword in node.keywords
    ):
        return False
    return ast.unparse(node.func) in ("stats.mode", "scipy.stats.mode", "mode")
