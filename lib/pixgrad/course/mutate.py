"""Small changes to an answer, one at a time: what a check has to notice.

Only what stands between the marks of a solution is changed: signatures, docstrings and the lines that an
exercise gives are not a student's to write. Every mutant parses and differs from the answer.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Expressions = Iterator[ast.AST]
Operator = Callable[[ast.AST], Expressions]

MARK = re.compile(r"\s*#+ (BEGIN|END) SOLUTION\s*")
ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
ONE_SIDED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)  # a - b is not b - a
COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
FUNCTIONS = {
    "max": "min",
    "maximum": "minimum",
    "argmax": "argmin",
    "sum": "mean",
    "zeros": "ones",
    "all": "any",
    "hstack": "vstack",
}
FUNCTIONS |= {there: here for here, there in FUNCTIONS.items()}
NARROWER = {"float": "np.float32", "float64": "np.float32", "int": "np.uint8", "int64": "np.uint8"}
STATEMENTS = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return, ast.For, ast.While, ast.If)


@dataclass(frozen=True)
class Mutant:
    """An answer with one small change.

    Attributes
    ----------
    operator : str
        Name of the kind of change, a key of `OPERATORS`.
    where : str
        The function that holds the change, with its class; empty at the top level.
    old, new : str
        The changed statement before and after, of a compound statement its first line; `new` is empty for
        a dropped statement.
    source : str
        The whole answer cell.
    """

    operator: str
    where: str
    old: str
    new: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return all mutants of an answer, each once, in the order of the source.

    Parameters
    ----------
    source : str
        An answer cell. Where it has marks of a solution, only what they enclose is changed.

    Examples
    --------
    >>> for mutant in mutants("def half(x):\\n    return x / 2"):
    ...     print(f"{mutant.operator}: {mutant.new or '(nothing)'}")
    statement: (nothing)
    arithmetic: return x * 2
    order: return 2 / x
    constant: return x / 3
    constant: return x / 1
    """
    tree = ast.parse(source)
    seen = {ast.dump(tree)}
    found = []
    for place in list(_places(tree, _solution_lines(source))):
        for name, operator in OPERATORS.items():
            for replacement in operator(place.node):
                mutant = place.mutant(tree, name, replacement)
                shape = ast.dump(ast.parse(mutant.source))
                if shape not in seen:
                    seen.add(shape)
                    found.append(mutant)
    return found


def is_code(source: str) -> bool:
    """Whether an answer computes something, rather than naming a choice.

    A letter, a number or a setting that was chosen is right when it does what the text asks; most changes of
    it are other right choices, so they tell nothing about the check.

    Examples
    --------
    >>> is_code("def f(x): return x"), is_code("best = max(curves)"), is_code("W = np.array([[1.0]]) / 2")
    (True, True, False)
    """
    nodes = list(ast.walk(ast.parse(source)))
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return bool(read - {"np"}) or any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in nodes)


@dataclass(frozen=True)
class _Place:
    """A node, where it hangs, and the statement that it belongs to."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    statement: ast.stmt
    where: str

    def mutant(self, tree: ast.Module, operator: str, replacement: ast.AST) -> Mutant:
        """Put the replacement in, write everything down, and put the node back."""
        dropped = isinstance(replacement, ast.Pass)
        old = _first_line(self.statement)
        self._put(replacement)
        new = "" if dropped else _first_line(self.statement)
        source = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        self._put(self.node)
        return Mutant(operator, self.where, old, new, source)

    def _put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def _solution_lines(source: str) -> set[int]:
    """Numbers of the lines between the marks of a solution, or of all lines where there are no marks."""
    inside: set[int] = set()
    lines = source.splitlines()
    within = not any(MARK.fullmatch(line) for line in lines)
    for number, line in enumerate(lines, start=1):
        mark = MARK.fullmatch(line)
        within = mark[1] == "BEGIN" if mark else within
        if within:
            inside.add(number)
    return inside


def _places(tree: ast.Module, lines: set[int]) -> Iterator[_Place]:
    """All places of expressions and statements on some lines, without signatures and docstrings."""
    for index, statement in enumerate(tree.body):
        yield from _below(_Place(statement, tree, "body", index, statement, ""), lines)


def _below(place: _Place, lines: set[int]) -> Iterator[_Place]:
    node, where = place.node, place.where
    if isinstance(node, ast.JoinedStr | ast.arguments) or _is_text(node):
        return
    if getattr(node, "lineno", 0) in lines:
        yield place
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}" if where else node.name
    for field, index, child in _children(node):
        statement = child if isinstance(child, ast.stmt) else place.statement
        yield from _below(_Place(child, node, field, index, statement, where), lines)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in ("decorator_list", "returns", "annotation"):
            continue
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            yield from ((field, i, each) for i, each in enumerate(value) if isinstance(each, ast.AST))


def _is_text(node: ast.AST) -> bool:
    """Whether a statement is a docstring."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _first_line(statement: ast.stmt) -> str:
    return ast.unparse(statement).splitlines()[0]


def _statement(node: ast.AST) -> Expressions:
    """A statement is left out."""
    if isinstance(node, STATEMENTS):
        yield ast.Pass()


def _arithmetic(node: ast.AST) -> Expressions:
    """Another operation: ``+`` for ``-``, ``*`` for ``/`` and so on."""
    if isinstance(node, ast.BinOp):
        yield from (ast.BinOp(node.left, op(), node.right) for op in ARITHMETIC.get(type(node.op), ()))
    elif isinstance(node, ast.AugAssign):
        yield from (ast.AugAssign(node.target, op(), node.value) for op in ARITHMETIC.get(type(node.op), ()))


def _order(node: ast.AST) -> Expressions:
    """Two neighbours change places: operands, arguments, results, sizes, indices."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ONE_SIDED):
        yield ast.BinOp(node.right, node.op, node.left)
    elif isinstance(node, ast.Call):
        yield from (ast.Call(node.func, args, node.keywords) for args in _swapped(node.args))
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        yield from (ast.Tuple(elements, node.ctx) for elements in _swapped(node.elts))


def _swapped(nodes: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for i in range(len(nodes) - 1):
        yield [*nodes[:i], nodes[i + 1], nodes[i], *nodes[i + 2 :]]


def _keyword(node: ast.AST) -> Expressions:
    """A keyword argument is left out: ``keepdims``, ``axis``, ``dtype`` and others."""
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            yield ast.Call(node.func, node.args, [each for each in node.keywords if each is not keyword])


def _constant(node: ast.AST) -> Expressions:
    """Another constant: the next integers, twice or half the number, the other truth value."""
    if isinstance(node, ast.Attribute) and node.attr == "inf":
        yield ast.Constant(0.0)
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(other) for other in (value + 1, value - 1) if other >= 0)
    elif isinstance(value, float):
        yield from (ast.Constant(other) for other in ((value * 2, value / 2) if value else (1.0,)))


def _comparison(node: ast.AST) -> Expressions:
    """Another comparison: ``<=`` for ``<``, ``>`` for ``<`` and so on."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from (ast.Compare(node.left, [op()], node.comparators) for op in COMPARISON[type(node.ops[0])])


def _condition(node: ast.AST) -> Expressions:
    """A condition is turned round; ``and`` becomes ``or``; a ``not`` is dropped."""
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.If):
        yield ast.If(_not(node.test), node.body, node.orelse)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(_not(node.test), node.body, node.orelse)


def _not(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def _minus(node: ast.AST) -> Expressions:
    """A unary minus is left out."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand


def _index(node: ast.AST) -> Expressions:
    """An index, the end of a slice or of a range is off by one."""
    if isinstance(node, ast.Subscript):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for place, part in enumerate(parts):
            for other in _moved(part):
                changed = [*parts[:place], other, *parts[place + 1 :]]
                whole = ast.Tuple(changed, ast.Load()) if isinstance(node.slice, ast.Tuple) else other
                yield ast.Subscript(node.value, whole, node.ctx)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        *before, stop = node.args[:2]
        ends = [[*(before or [ast.Constant(1)]), stop], *([*before, other] for other in _moved(stop))]
        yield from (ast.Call(node.func, [*args, *node.args[2:]], []) for args in ends)


def _moved(part: ast.expr) -> Iterator[ast.expr]:
    """An index, or a slice, one further or one less; constants have their own operator."""
    if isinstance(part, ast.Slice):
        for lower in _moved(part.lower) if part.lower else [ast.Constant(1)]:
            yield ast.Slice(lower, part.upper, part.step)
        for upper in _moved(part.upper) if part.upper else [ast.UnaryOp(ast.USub(), ast.Constant(1))]:
            yield ast.Slice(part.lower, upper, part.step)
    elif isinstance(part, ast.Name | ast.BinOp | ast.Call | ast.Subscript):
        yield ast.BinOp(part, ast.Add(), ast.Constant(1))
        yield ast.BinOp(part, ast.Sub(), ast.Constant(1))


def _unwrapped(node: ast.AST) -> Expressions:
    """A call is left out, and what it was given stays: ``.copy()``, ``np.abs(x)``, ``.astype(float)``.

    ``float(x)`` is not taken away: a NumPy number counts as a number.
    """
    if not isinstance(node, ast.Call) or (isinstance(node.func, ast.Name) and node.func.id == "float"):
        return
    if len(node.args) == 1:
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and not isinstance(node.func.value, ast.Name):
        yield node.func.value
    elif isinstance(node.func, ast.Attribute) and node.func.attr in ("copy", "astype", "ravel", "reshape"):
        yield node.func.value


def _dtype(node: ast.AST) -> Expressions:
    """A narrower type: float32 for float64, uint8 for int64."""
    types = [keyword.value for keyword in node.keywords if keyword.arg == "dtype"] if _is_call(node) else []
    if _is_call(node) and isinstance(node.func, ast.Attribute) and node.func.attr == "astype":
        types += node.args
    for each in types:
        name = each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "")
        if name in NARROWER:
            narrow = ast.parse(NARROWER[name], mode="eval").body
            keywords = [ast.keyword(k.arg, narrow if k.value is each else k.value) for k in node.keywords]
            yield ast.Call(node.func, [narrow if arg is each else arg for arg in node.args], keywords)


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)


def _function(node: ast.AST) -> Expressions:
    """A related function: minimum for maximum, mean for sum, ones for zeros."""
    if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
        yield ast.Attribute(node.value, FUNCTIONS[node.attr], node.ctx)
    elif isinstance(node, ast.Name) and node.id in FUNCTIONS:
        yield ast.Name(FUNCTIONS[node.id], node.ctx)


def _length(node: ast.AST) -> Expressions:
    """Another axis is counted: the last for the first."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
        yield ast.parse(f"{ast.unparse(node.args[0])}.shape[-1]", mode="eval").body


OPERATORS: dict[str, Operator] = {
    "statement": _statement,
    "arithmetic": _arithmetic,
    "order": _order,
    "keyword": _keyword,
    "constant": _constant,
    "comparison": _comparison,
    "condition": _condition,
    "minus": _minus,
    "index": _index,
    "unwrapped": _unwrapped,
    "dtype": _dtype,
    "function": _function,
    "length": _length,
}
