"""What is taken out of a cell that is put back as it was handed out, or that is not run."""

import ast
from collections.abc import Iterable, Set
from functools import lru_cache

from pixgrad.notebook.names import Names, names_in, names_of, parsed, without_magics


def additions(source: str, original: str) -> str:
    """Return the statements of an edited cell that bind names which the original does not bind.

    Of an import that was extended, what was added.

    >>> additions("import math, re\\nimport os\\nx = 2\\ncheck(x)\\ndef f(): pass", "import math\\nx = 1")
    'import re\\nimport os\\ndef f(): pass'
    """
    if source == original:  # as most cells are
        return ""
    text = without_magics(source)
    tree, known = parsed(text), names_of(original).bound
    if tree is None:
        return ""
    return "\n".join(found for node in tree.body if (found := _what_is_new(text, node, known)))


def _what_is_new(text: str, node: ast.stmt, known: frozenset[str]) -> str:
    names = names_in([node])
    if names is None or not names.bound - known:
        return ""
    if not names.bound & known:
        return _segment(text, node)
    if isinstance(node, ast.Import | ast.ImportFrom):
        node.names = [
            alias for alias in node.names if (alias.asname or alias.name).split(".")[0] not in known
        ]
        return ast.unparse(node)
    return ""


def binding(source: str, wanted: Set[str], known: Set[str]) -> tuple[str, set[str]]:
    """Return the statements of a cell that names need, and the names that are still wanted before them.

    Parameters
    ----------
    source : str
    wanted, known : set of str
        Names that are looked for, and names that need not be.

    Examples
    --------
    >>> binding("k = 2\\nplot(k)\\ndouble = lambda x: k * abs(x)", {"double", "z"}, {"abs"})[0]
    'k = 2\\ndouble = lambda x: k * abs(x)'
    """
    still, chosen = set(wanted), list[str]()
    for segment, names in reversed(_statements(source)):
        if names.changed & still:
            chosen.insert(0, segment)
            still |= names.read - known
    return "\n".join(chosen), still - _bound(chosen)


@lru_cache(
    maxsize=1024
)  # a cell is asked for the names of each answer, and is much the same in all submissions
def _statements(source: str) -> tuple[tuple[str, Names], ...]:
    """The statements of a cell, and what each does to the notebook's names."""
    text = without_magics(source)
    tree = parsed(text)
    known = [(_segment(text, node), names_in([node])) for node in (tree.body if tree is not None else [])]
    return tuple((segment, names) for segment, names in known if names is not None)


def _bound(sources: Iterable[str]) -> set[str]:
    return {name for source in sources for name in names_of(source).bound}


def _segment(text: str, node: ast.stmt) -> str:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(text.split("\n")[first - 1 : node.end_lineno])
