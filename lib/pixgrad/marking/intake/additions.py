"""What a student added to a cell that is put back as it was handed out."""

import ast

from pixgrad.notebook.names import names_in, names_of, parsed, without_magics


def additions(source: str, original: str) -> str:
    """Return the statements of an edited cell that bind names which the original does not bind.

    >>> additions("import math\\nimport os\\nx = 2\\ncheck(x)\\ndef f(): pass", "import math\\nx = 1")
    'import os\\ndef f(): pass'
    """
    text = without_magics(source)
    tree, known = parsed(text), names_of(original).bound
    if tree is None:
        return ""
    return "\n".join(_segment(text, node) for node in tree.body if _binds_what_is_new(node, known))


def _binds_what_is_new(node: ast.stmt, known: frozenset[str]) -> bool:
    names = names_in([node])
    return names is not None and bool(names.bound) and not names.bound & known


def _segment(text: str, node: ast.stmt) -> str:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(text.split("\n")[first - 1 : node.end_lineno])
