"""Which names a cell needs and which it sets: what a changed answer can reach, and what it cannot."""

import ast


def sets(source: str) -> set[str]:
    """Names that a cell binds or changes at its top level.

    ``a.b = 1`` and ``a[0] = 1`` change ``a``; what happens inside functions binds nothing outside.

    Examples
    --------
    >>> sorted(sets("import numpy as np\\ndef f(x):\\n    y = x\\ntable['k'] = [v for v in range(3)]"))
    ['f', 'np', 'table']
    """
    try:
        return _bound(ast.parse(source).body)
    except SyntaxError:
        return set()


def needs(source: str) -> set[str]:
    """Names that a cell may read before it has set them itself, inside its functions too.

    Examples
    --------
    >>> sorted(needs("cases = [X]\\nfor case in cases:\\n    print(case)\\nresult = f(cases)"))
    ['X', 'case', 'f', 'print']
    """
    known: set[str] = set()
    read: set[str] = set()
    for statement in ast.parse(source).body:
        names = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
        read |= {node.id for node in names if isinstance(node.ctx, ast.Load)} - known
        if not isinstance(statement, ast.If | ast.For | ast.While | ast.Try | ast.With):
            known |= _bound([statement])
    return read


def to_run(sources: list[str], own: set[int], changed: set[str]) -> set[int]:
    """Places of the cells that must run again after some names have changed.

    These are the cells asked for, those that read a changed name or one that such a cell sets, and, since
    nothing below the change has run, whatever sets a name that one of these reads.

    Parameters
    ----------
    sources : list of str
        The cells below the change, in order.
    own : set of int
        Places of cells to run in any case.
    changed : set of str
        The names that have changed.

    Examples
    --------
    >>> cells = ["a = f(1)", "b = 2", "c = a + b", "d = 4", "check(d)"]
    >>> sorted(to_run(cells, own=set(), changed={"f"}))
    [0, 1, 2]
    """
    reads, writes = [needs(source) for source in sources], [sets(source) for source in sources]
    running, tainted = set(own), set(changed)
    for place in range(len(sources)):
        if place in own or reads[place] & tainted:
            running.add(place)
            tainted |= writes[place]
    wanted: set[str] = set()
    for place in reversed(range(len(sources))):
        if place in running or writes[place] & wanted:
            running.add(place)
            wanted |= reads[place]
    return running


def _bound(body: list[ast.stmt]) -> set[str]:
    found: set[str] = set()
    for node in _outside_functions(body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            found.add(node.id)
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            found |= {base.id for base in ast.walk(node.value) if isinstance(base, ast.Name)}
    return found


def _outside_functions(body: list[ast.stmt]) -> list[ast.AST]:
    """All nodes but those inside functions, classes and comprehensions."""
    inner = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    found: list[ast.AST] = []
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, *inner)):
            waiting += ast.iter_child_nodes(node)
    return found
