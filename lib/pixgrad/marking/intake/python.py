"""What the Python of a cell binds and reads, told from its text; nothing is executed."""

import ast
import builtins
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_PARSED = 200_000  # characters; what is longer is looked at by its lines only
# Cell magics whose body is Python that stays in the notebook's own names.
PYTHON_MAGICS = ("time", "timeit", "capture", "prun")
DEFINES = re.compile(
    r"^(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE
)


@dataclass(frozen=True)
class Names:
    """Names that a cell binds at its top level, and names that it reads anywhere but does not bind itself."""

    bound: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()


@lru_cache(maxsize=1024)
def names_of(source: str) -> Names:
    """Return what the source of a cell binds and reads; of one with a syntax error, what its lines define.

    >>> names_of("%time x = 1\\ndef f(a):\\n    return a + helper(x)").bound == {"f"}
    True
    >>> names_of("def f(a):\\n    return a + helper(x)").read == {"helper", "x"}
    True
    >>> names_of("def f(a:\\n    return a").bound == {"f"}
    True
    """
    text = without_magics(source)
    tree = parsed(text)
    try:
        if tree is not None:
            return _names_in(tree)
    except RecursionError:  # an expression of a thousand terms
        pass
    return Names(frozenset(word for pair in DEFINES.findall(text) for word in pair if word))


def _names_in(tree: ast.Module) -> Names:
    bound = frozenset(word for node in tree.body for word in bound_by(node))
    everywhere = {node.id: node.ctx for node in ast.walk(tree) if isinstance(node, ast.Name)}
    loaded = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    local = {word for word, context in everywhere.items() if not isinstance(context, ast.Load)}
    local |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return Names(bound, frozenset(loaded - local - bound - set(dir(builtins))))


def without_magics(source: str) -> str:
    """Return the Python of a cell: IPython's own lines left out, a cell of another language empty.

    >>> without_magics("%%time\\n%matplotlib inline\\nx = 1")
    '\\nx = 1'
    >>> without_magics("%%bash\\nls")
    ''
    """
    first, _, rest = source.lstrip().partition("\n")
    if first.startswith("%%"):
        words = first[2:].split()
        source = rest if words and words[0] in PYTHON_MAGICS else ""
    return "\n".join("" if line.lstrip().startswith(("%", "!", "?")) else line for line in source.split("\n"))


def parsed(text: str) -> ast.Module | None:
    """Return the syntax tree of a text, or None if it has none that can be looked at."""
    if len(text) > LONGEST_PARSED:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes in strings
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def bound_by(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement at the top level binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).split(".")[0]
    else:
        yield from _stored(node)


def _stored(node: ast.AST) -> Iterator[str]:
    """Yield the names that are stored, except those that live inside a comprehension or a function."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif not isinstance(node, ast.comprehension | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _stored(child)


def additions(source: str, original: str) -> str:
    """Return the statements of an edited cell that bind names which the original does not bind.

    >>> additions("import math\\nimport os\\nx = 2\\ncheck(x)\\ndef f(): pass", "import math\\nx = 1")
    'import os\\ndef f(): pass'
    """
    text = without_magics(source)
    tree, known = parsed(text), names_of(original).bound
    if tree is None:
        return ""
    new = (node for node in tree.body if (bound := set(bound_by(node))) and not bound & known)
    return "\n".join(_segment(text, node) for node in new)


def _segment(text: str, node: ast.stmt) -> str:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(text.split("\n")[first - 1 : node.end_lineno])
