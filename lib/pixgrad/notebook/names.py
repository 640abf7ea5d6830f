"""What the code of a cell binds and reads in its notebook, told from its text; nothing is executed.

What a check reads of a student, what a changed answer can reach, and what a cell of a submission answers are
one question, answered here. Which names are local to functions, lambdas and comprehensions is told by the
standard library's ``symtable``; what a cell has bound before it reads is told by following its statements.
"""

import ast
import re
import symtable
import warnings
from collections.abc import Iterable
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
    """What a cell does to the names of its notebook.

    Attributes
    ----------
    bound : frozenset of str
        Names that it binds at its top level, certainly or perhaps; ``*`` if it imports all of a module.
    changed : frozenset of str
        These, and names whose values it changes or deletes: ``a`` of ``a.b = 1``, ``a[0] = 1`` and ``del a``,
        and what its functions declare ``global`` and bind.
    read : frozenset of str
        Names, builtins among them, whose value from before the cell it may read, in its functions too.
    """

    bound: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()


@lru_cache(maxsize=1024)
def names_of(source: str) -> Names:
    """Return what the source of a cell binds and reads; of one with a syntax error, what its lines define.

    Examples
    --------
    >>> names = names_of("cases = [X for X in given]\\nfor case in cases:\\n    table[case] = f(case)")
    >>> sorted(names.bound), sorted(names.changed), sorted(names.read)
    (['case', 'cases'], ['case', 'cases', 'table'], ['f', 'given', 'table'])
    >>> sorted(names_of("%time x = 1\\ndef f(a:\\n    return a").bound)
    ['f']
    """
    text = without_magics(source)
    tree = parsed(text)
    names = names_in(tree.body) if tree is not None else None
    if names is not None:
        return names
    defined = frozenset(word for pair in DEFINES.findall(text) for word in pair if word)
    return Names(defined, defined)


def names_in(body: Iterable[ast.AST]) -> Names | None:
    """Return what statements at the top level of a cell bind and read; None for what is nested too deeply."""
    scope = _Scope(set())
    try:
        scope.run(body)
    except RecursionError:  # an expression of a thousand terms
        return None
    return Names(frozenset(scope.bound), frozenset(scope.changed), frozenset(scope.read))


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


def imports_in(source: str) -> str:
    """Return the lines of a cell that import something, but for those in functions and other blocks.

    >>> imports_in("import numpy as np\\nX = np.ones(3)")
    'import numpy as np'
    """
    tree = parsed(source)
    imports = (node for node in (tree.body if tree else ()) if isinstance(node, ast.Import | ast.ImportFrom))
    return "\n".join(map(ast.unparse, imports))


class _Scope(ast.NodeVisitor):
    """The code of a cell, or of a class in it, followed in the order in which Python runs it.

    Of two ways that a run may take, only what both bind is settled: its value from before cannot be seen.

    Parameters
    ----------
    settled : set of str
        Names that are settled before it begins.
    seen_inside : set of str or None
        Settled names that functions can see: for a class those of the cell, not its own. None: all.
    """

    def __init__(self, settled: set[str], seen_inside: set[str] | None = None) -> None:
        self.settled, self.seen_inside = settled, seen_inside
        self.bound, self.changed, self.read = set[str](), set[str](), set[str]()
        self.ended = False  # by raise, break or continue: what follows is not reached on this way

    def run(self, nodes: Iterable[ast.AST | None]) -> None:
        """Follow nodes one after the other."""
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _ways(self, *ways: Iterable[ast.AST | None]) -> None:
        """Follow each of several ways from here; one of them is taken."""
        before, arrived = self.settled, []
        for nodes in ways:
            self.settled, self.ended = set(before), False
            self.run(nodes)
            if not self.ended:
                arrived.append(self.settled)
        self.ended = not arrived
        self.settled = set.intersection(*arrived) if arrived else before

    def _maybe(self, *nodes: ast.AST | None) -> None:
        self._ways(nodes, ())

    def _bind(self, name: str) -> None:
        self.bound.add(name)
        self.changed.add(name)
        self.settled.add(name)

    def _look_up(self, name: str) -> None:
        if name not in self.settled:
            self.read.add(name)

    def _seen_inside(self) -> set[str]:
        return self.settled if self.seen_inside is None else self.seen_inside

    def _enter(self, node: ast.AST) -> set[str]:
        """Note what the inside of a function or comprehension reads; returns what it binds out here."""
        read, bound = _outer_names(node)
        self.read |= read - self._seen_inside() - {"__class__"}  # which methods that call super() read
        self.changed |= bound
        return bound

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._bind(node.id)
            return
        self._look_up(node.id)
        if isinstance(node.ctx, ast.Del):
            self.changed.add(node.id)
            self.settled.add(node.id)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load):
            self.changed |= _loaded(node.value)

    visit_Subscript = visit_Attribute

    def visit_Assign(self, node: ast.Assign) -> None:
        self.run([node.value, *node.targets])

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self._look_up(node.target.id)
        self.run([node.value, node.target])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.run([node.value, node.annotation])
        if node.value is not None or not isinstance(node.target, ast.Name):
            self.visit(node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.run([node.value, node.target])

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.bound.add("*")
            else:
                self._bind((alias.asname or alias.name).split(".")[0])

    visit_ImportFrom = visit_Import

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.run([*node.decorator_list, node.args, node.returns])
        self._bind(node.name)
        self._enter(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        self._enter(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.run([*node.decorator_list, *node.bases, *node.keywords])
        body = _Scope(set(self.settled), set(self._seen_inside()))
        body.run(node.body)
        self.read |= body.read
        self.changed |= body.changed - body.bound
        self._bind(node.name)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self.visit(node.generators[0].iter)
        self.bound |= self._enter(node)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> None:
        # As a generator: from Python 3.12 on the others have no table of their own outside of functions.
        self.visit_GeneratorExp(ast.GeneratorExp(node.elt, node.generators))

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> None:
        pair = ast.Tuple([node.key, node.value], ast.Load())
        self.visit_GeneratorExp(ast.GeneratorExp(pair, node.generators))

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        self.visit(node.values[0])
        self._maybe(*node.values[1:])

    def visit_Compare(self, node: ast.Compare) -> None:
        self.run([node.left, node.comparators[0]])
        self._maybe(*node.comparators[1:])

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.visit(node.test)
        self._ways([node.body], [node.orelse])

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self._ways(node.body, node.orelse)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self._maybe(node.target, *node.body)
        self._maybe(*node.orelse)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> None:
        self.visit(node.test)
        self._maybe(*node.body)
        self._maybe(*node.orelse)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        self.run(node.items)
        self._maybe(*node.body)  # some contexts end an error, and with it the rest of the body

    visit_AsyncWith = visit_With

    def visit_Try(self, node: ast.Try | ast.TryStar) -> None:
        before = set(self.settled)
        self._ways([*node.body, *node.orelse], *([handler] for handler in node.handlers))
        after, ended, self.settled = self.settled, self.ended, before
        self.run(node.finalbody)
        self.settled, self.ended = self.settled | after, self.ended or ended

    visit_TryStar = visit_Try

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self.run([node.type])
        if node.name is not None:  # gone again behind the handler
            self.changed.add(node.name)
            self.settled.add(node.name)
        self.run(node.body)

    def visit_Match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        ways = [[case.pattern, case.guard, *case.body] for case in node.cases]
        last = node.cases[-1]
        catches_all = isinstance(last.pattern, ast.MatchAs) and not last.pattern.pattern and not last.guard
        self._ways(*ways, *([] if catches_all else [[]]))

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar | ast.MatchMapping) -> None:
        self.generic_visit(node)
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        if name is not None:
            self._bind(name)

    visit_MatchStar = visit_MatchMapping = visit_MatchAs

    def visit_Raise(self, node: ast.stmt) -> None:
        self.generic_visit(node)
        self.ended = True

    visit_Break = visit_Continue = visit_Raise


def _outer_names(node: ast.AST) -> tuple[set[str], set[str]]:
    """Names that the inside of a function or comprehension reads and binds in the notebook itself."""
    try:
        table = symtable.symtable(ast.unparse(node), "<cell>", "exec")
    except (RecursionError, SyntaxError, ValueError):
        # Too deep to be written out, or no Python after all (a parameter that is global): any may be.
        return _loaded(node), set()
    read, bound = set[str](), set[str]()
    waiting = table.get_children()
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        outer = [symbol for symbol in table.get_symbols() if symbol.is_global()]
        read |= {symbol.get_name() for symbol in outer if symbol.is_referenced()}
        bound |= {symbol.get_name() for symbol in outer if symbol.is_assigned() or symbol.is_imported()}
    return read | bound & _updated(node), bound


def _updated(node: ast.AST) -> set[str]:
    """Names that an augmented assignment reads or a deletion needs; in a symbol table they are bound only."""
    nodes = list(ast.walk(node))
    targets = [each.target for each in nodes if isinstance(each, ast.AugAssign)]
    targets += [each for each in nodes if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Del)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _loaded(node: ast.AST) -> set[str]:
    return {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }
