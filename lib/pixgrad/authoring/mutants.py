"""Small changes to a right answer, one at a time: what a check must be able to tell from it.

Only what stands between ``BEGIN SOLUTION`` and ``END SOLUTION`` is changed, and of that only code: a value
that is assigned outside of a function is an answer of its own (a letter, a number that was measured, a rate
that reaches the bar), whose neighbours may be as right as itself. Texts, and what is raised, stay as well.
"""

import ast
import copy
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pixgrad.notebook.marks import solution_lines

Change = Callable[[ast.AST], Iterator[tuple[str, ast.AST]]]

OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
NAMES = {
    "argmax": "argmin",
    "argmin": "argmax",
    "max": "min",
    "maximum": "minimum",
    "mean": "sum",
    "min": "max",
    "minimum": "maximum",
    "ones": "zeros",
    "sum": "mean",
    "zeros": "ones",
    "zeros_like": "ones_like",
}
DTYPES = {"float64": "float32", "float32": "float64", "int64": "float64", "intp": "float64"}
OTHER_AXIS = {0: 1, 1: 0, -1: 0, 2: 1, 3: 1}


@dataclass(frozen=True)
class Mutant:
    """An answer with one small change.

    Attributes
    ----------
    kind : str
        What was changed: ``operator``, ``comparison``, ``constant``, ``axis``, ``dropped statement`` ...
    old, new : str
        The lines that differ, as `ast.unparse` writes them; a number follows where they occur before.
    source : str
        The whole answer cell.
    """

    kind: str
    old: str
    new: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every small change to an answer, each once.

    Parameters
    ----------
    source : str
        The answer cell with its solution marked.

    Examples
    --------
    >>> answer = "def f(x):\\n    # BEGIN SOLUTION\\n    return x + 1\\n    # END SOLUTION\\n"
    >>> [(mutant.kind, mutant.new) for mutant in mutants(answer)]
    [('operator', 'return x - 1'), ('constant', 'return x + 2'), ('constant', 'return x + 0')]
    """
    tree = ast.parse(source)
    before = ast.unparse(tree)
    lines = solution_lines(source)
    found: dict[str, Mutant] = {}
    seen: dict[tuple[str, str], int] = {}
    for place, kind, changed in _changes(tree, lines):
        after = ast.unparse(_with(tree, place, changed))
        if after == before or after in found:
            continue
        old, new = _difference(before, after)
        seen[old, new] = count = seen.get((old, new), 0) + 1
        found[after] = Mutant(kind, old + (f"  #{count}" if count > 1 else ""), new, after + "\n")
    return list(found.values())


def _changes(tree: ast.Module, lines: set[int]) -> Iterator[tuple[int, str, ast.AST]]:
    """Number of a node in `ast.walk`'s order, kind of the change, and what stands in its place."""
    kept = _kept(tree)
    for place, node in enumerate(ast.walk(tree)):
        if getattr(node, "lineno", 0) in lines and id(node) not in kept:
            for change in CHANGES:
                for kind, changed in change(node):
                    yield place, kind, changed


def _kept(tree: ast.Module) -> set[int]:
    """What is not changed: answers outside of functions, what is raised, texts, and annotations."""
    kept: set[int] = set()
    for statement in tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            kept |= {id(node) for node in ast.walk(statement)}
    for node in ast.walk(tree):
        inner: list[ast.AST] = []
        if isinstance(node, ast.Raise | ast.JoinedStr):
            inner = list(ast.iter_child_nodes(node))
        elif isinstance(node, ast.FunctionDef):
            inner = [each for each in (node.returns, *(arg.annotation for arg in node.args.args)) if each]
        kept |= {id(child) for each in inner for child in ast.walk(each)}
    return kept


def _with(tree: ast.Module, place: int, changed: ast.AST) -> ast.Module:
    """A copy of the tree with another node at a place."""
    other = copy.deepcopy(tree)
    old = next(node for number, node in enumerate(ast.walk(other)) if number == place)
    for parent in ast.walk(other):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, changed)
            elif isinstance(value, list) and any(item is old for item in value):
                setattr(parent, name, [changed if item is old else item for item in value])
    return ast.fix_missing_locations(other)


def _difference(before: str, after: str) -> tuple[str, str]:
    changed = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    old = [line[2:].strip() for line in changed if line.startswith("- ")]
    new = [line[2:].strip() for line in changed if line.startswith("+ ")]
    return "; ".join(old), "; ".join(new)


def _other(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of a node with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _operators(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for kind in OPERATORS.get(type(node.op), ()):
            yield "operator", _other(node, op=kind())
    if isinstance(node, ast.AugAssign):
        yield "operator", ast.Assign([node.target], node.value)
    if isinstance(node, ast.UnaryOp) and not isinstance(node.operand, ast.Constant):
        yield "operator", node.operand
    if isinstance(node, ast.BoolOp):
        yield "operator", _other(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _comparisons(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for kind in COMPARISONS.get(type(node.ops[0]), ()):
            yield "comparison", _other(node, ops=[kind()])
    if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare):
        yield "comparison", _other(node, test=ast.UnaryOp(ast.Not(), node.test))


def _constants(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield "constant", ast.Constant(value + 1)
        yield "constant", ast.Constant(value - 1)
    elif isinstance(value, float):
        yield "constant", ast.Constant(2 * value if value else 1.0)


def _arguments(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node, ast.Call):
        return
    for number, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:number], *node.keywords[number + 1 :]]
        yield "dropped keyword", _other(node, keywords=rest)
        if keyword.arg == "axis" and (axis := _integer(keyword.value)) is not None:
            other = ast.keyword("axis", ast.Constant(OTHER_AXIS[axis]))
            yield (
                "axis",
                _other(node, keywords=[*node.keywords[:number], other, *node.keywords[number + 1 :]]),
            )
    if len(node.args) > 1 and ast.dump(node.args[0]) != ast.dump(node.args[1]):
        yield "swapped arguments", _other(node, args=[node.args[1], node.args[0], *node.args[2:]])


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _integer(node: ast.AST) -> int | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if value in OTHER_AXIS else None


def _calls(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "dropped transpose", node.value
    if isinstance(node, ast.Attribute) and node.attr in DTYPES:
        yield "dtype", _other(node, attr=DTYPES[node.attr])
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
        return
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
    if name in NAMES:
        field = "attr" if isinstance(node.func, ast.Attribute) else "id"
        yield "function", _other(node, func=_other(node.func, **{field: NAMES[name]}))
    if node.args and isinstance(node.func, ast.Attribute) and _name(node.func.value) == "np":
        yield "dropped call", node.args[0]
    if name in {"copy", "astype", "reshape", "ravel"} and isinstance(node.func, ast.Attribute):
        yield "dropped call", node.func.value
    if name == "range":
        last = node.args[min(1, len(node.args) - 1)]
        shorter = ast.BinOp(last, ast.Sub(), ast.Constant(1))
        args = [shorter if arg is last else arg for arg in node.args]
        yield "index", _other(node, args=args)


def _indices(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name | ast.BinOp):
        yield "index", _other(node, slice=ast.BinOp(node.slice, ast.Sub(), ast.Constant(1)))
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        yield "index", _other(node, slice=ast.Tuple(node.slice.elts[::-1], ast.Load()))
        for number, each in enumerate(node.slice.elts):
            if isinstance(each, ast.Name):
                shifted = ast.BinOp(each, ast.Sub(), ast.Constant(1))
                elements = [*node.slice.elts[:number], shifted, *node.slice.elts[number + 1 :]]
                yield "index", _other(node, slice=ast.Tuple(elements, ast.Load()))
    if isinstance(node, ast.Slice):
        for name in ("lower", "upper"):
            bound = getattr(node, name)
            if bound is not None and not isinstance(bound, ast.Constant):
                yield "index", _other(node, **{name: ast.BinOp(bound, ast.Add(), ast.Constant(1))})


def _statements(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.For | ast.If | ast.Raise | ast.While):
        yield "dropped statement", ast.Pass()
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
        elements = node.value.elts
        yield "swapped results", ast.Return(ast.Tuple([elements[1], elements[0], *elements[2:]], ast.Load()))


CHANGES: tuple[Change, ...] = (
    _operators,
    _comparisons,
    _constants,
    _arguments,
    _calls,
    _indices,
    _statements,
)
