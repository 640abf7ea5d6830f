"""What the code of a cell binds and reads in its notebook."""

import pytest

from pixgrad.notebook.names import LONGEST_PARSED, names_of

READ = {
    "a list comprehension": ("[x + y for x in xs if x > low]", "low xs y"),
    "a dict comprehension": ("{k: v * scale for k, v in table.items()}", "scale table"),
    "a set and a generator": ("sum({x for x in xs} | set(y for y in ys))", "set sum xs ys"),
    "comprehensions in comprehensions": (
        "[[c for c in row if c != r] for r, row in enumerate(rows)]",
        "enumerate rows",
    ),
    "the first iterable is read outside": ("[x for x in x]", "x"),
    "a lambda": ("sorted(given, key=lambda row, n=size: (row, n, m))", "given m size sorted"),
    "a function": (
        "def f(a, *rest, k=default, **more):\n    b = a\n    return b, rest, k, more, g",
        "default g",
    ),
    "a local set later in a function": ("def f():\n    print(X)\n    X = 1", "print"),
    "a nested function": ("def f(a):\n    def g(b):\n        return a + b + c\n    return g", "c"),
    "a function that calls itself": ("def f(n):\n    return f(n - 1)", ""),
    "a decorator, an annotation, a base": (
        "@wrap(times)\ndef f(a: kind) -> other: ...\nclass A(Base, metaclass=Meta): ...",
        "Base Meta kind other times wrap",
    ),
    "the names of a class": ("class A:\n    size = 3\n    twice = 2 * size\n    old = old", "old"),
    "a class as its methods see it": (
        "class A:\n    size = 3\n    def f(self):\n        return size",
        "size",
    ),
    "a comprehension in a class": ("class A:\n    n = 3\n    all = [n for _ in range(n)]", "n range"),
    "super": ("class A(B):\n    def f(self):\n        return super().f()", "B super"),
    "nonlocal": (
        "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += step\n    return g",
        "step",
    ),
    "global in a function": ("def f():\n    global n\n    n += step", "n step"),
    "augmented assignment": ("n += 1", "n"),
    "augmented assignment of what is bound": ("n = 0\nn += 1", ""),
    "an item and an attribute": ("table[key] = 1\nthing.size = 2", "key table thing"),
    "del": ("del n", "n"),
    "del of what is bound": ("n = 1\ndel n", ""),
    "an f-string": ("f'{a!r:{width}} {[b for b in bs]}'", "a bs width"),
    "a walrus": ("(n := size) + n", "size"),
    "a walrus in a comprehension": ("[last := x for x in xs]", "xs"),
    "a walrus that may not be reached": ("a and (n := 1)\nn", "a n"),
    "an import": ("import a.b as c, d.e\nfrom f import g as h\nc, d, h", ""),
    "a star import": ("from numpy import *\nzeros(3)", "zeros"),
    "an annotation without a value": ("n: int\nn", "int n"),
    "bound before it is read": ("n = 1\nprint(n)", "print"),
    "read before it is bound": ("print(n)\nn = 1", "n print"),
    "bound in one branch": ("if a:\n    n = 1\nn", "a n"),
    "bound in both branches": ("if a:\n    n = 1\nelse:\n    n = 2\nn", "a"),
    "bound or ended": ("if a:\n    n = 1\nelse:\n    raise b\nn", "a b"),
    "the variable of a loop": ("for row in rows:\n    print(row)", "print rows"),
    "after a loop that may not run": ("for row in rows:\n    n = row\nrow, n", "n row rows"),
    "while": ("while a:\n    n = 1\n    n\nn", "a n"),
    "with": ("with a as b:\n    n = b\nb, n", "a n"),
    "try and its error": ("try:\n    f()\nexcept Bad as error:\n    error\nerror", "Bad error f"),
    "bound in try and in its handler": ("try:\n    import a\nexcept E:\n    a = None\na", "E"),
    "bound in try alone": ("try:\n    n = f()\nexcept E:\n    pass\nn", "E f n"),
    "bound at last": ("try:\n    f()\nfinally:\n    n = 1\nn", "f"),
    "match": (
        "match a:\n    case [b, *c] if b > low:\n        c\n    case Kind(x=d):\n        d",
        "Kind a low",
    ),
    "match of all cases": (
        "match a:\n    case 1:\n        n = 1\n    case other:\n        n = other\nn",
        "a",
    ),
    "match of some cases": ("match a:\n    case {'k': n, **more}:\n        more\nn", "a n"),
    "async": ("async def f():\n    return [await q async for q in r]", "r"),
    "a builtin that is bound here": ("len = 3\nlen, max", "max"),
}


@pytest.mark.parametrize(("source", "read"), READ.values(), ids=list(READ))
def test_reads_what_it_takes_from_the_notebook(source, read):
    """Are names that are local, or bound before they are read, not taken for the notebook's?"""
    assert sorted(names_of(source).read) == read.split()


BINDS = {
    "assignments": ("a = b, *c = [1, 2]\nd: int = 3", "a b c d", ""),
    "what is inside stays inside": ("f = lambda x: [y for y in x]\ndef g():\n    z = 1", "f g", ""),
    "branches, loops, with and try": (
        "if x:\n    a = 1\nfor b in x:\n    c = 1\nwith x as d:\n    pass\n"
        "try:\n    e = 1\nexcept E as f:\n    g = 1",
        "a b c d e g",
        "f",
    ),
    "imports": ("import a.b, c as d\nfrom e import f, g as h\nfrom i import *", "* a d f h", ""),
    "a walrus in a comprehension": ("[last := x for x in xs]", "last", ""),
    "what is changed": ("a[0] = 1\nb.c = 2\ndel d, e[0]\nf['k'] += 1", "", "a b d e f"),
    "global in a function": ("def f():\n    global n\n    n = 1", "f", "n"),
    "a class": ("class A:\n    n = 1\n    table[0] = n", "A", "table"),
    "patterns": (
        "match a:\n    case [b, *c] | {'k': b, **c}:\n        pass\n    case d:\n        pass",
        "b c d",
        "",
    ),
}


@pytest.mark.parametrize(("source", "bound", "changed"), BINDS.values(), ids=list(BINDS))
def test_binds_at_the_top_level_and_changes_what_it_reaches(source, bound, changed):
    """Is what a cell binds told from what it changes otherwise, and from what stays inside its functions?"""
    names = names_of(source)
    assert sorted(names.bound) == bound.split()
    assert sorted(names.changed - names.bound) == changed.split()


ODD = {
    "a magic line": ("%time x = 1\n!ls\ny = 2\n?z", {"y"}),
    "a magic cell of Python": ("%%time\ny = 2", {"y"}),
    "a cell of another language": ("%%bash\ny=2", set()),
    "a syntax error": ("def f(a:\n    return a\nx = 1\ny: int = 2\nasync def g(): ...", {"f", "g", "x", "y"}),
    "a null byte": ("x = 1\0", {"x"}),
    "too long to be parsed": (f"x = 1\n{'#' * LONGEST_PARSED}", {"x"}),
    "too deep at the top level": ("x = " + "+".join(["a"] * 1500), {"x"}),
    "global and a parameter": ("def f(x):\n    x = 1\n    global x", {"f"}),
    "nonlocal at the top level": ("nonlocal x\ny = 1", {"y"}),
}


@pytest.mark.parametrize(("source", "bound"), ODD.values(), ids=list(ODD))
def test_what_is_no_plain_python_is_looked_at_by_its_lines(source, bound):
    """Does a cell with magics, a mistake of syntax or a monstrous expression still tell what it defines?"""
    assert names_of(source).bound == bound


def test_a_function_too_deep_to_be_analysed_reads_all_that_it_names():
    """Is a name rather read in vain than missed?"""
    terms = [f"a{number}" for number in range(400)]
    assert set(terms) <= names_of("def f():\n    return " + "+".join(terms)).read
