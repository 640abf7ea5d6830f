import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad.authoring.mutants import mutants
from pixgrad.check import bank


def answer(body):
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    head = 'def f(x, y, axis=0):\n    """A text with 1 + 1."""\n'
    return f"{head}    # BEGIN SOLUTION\n{lines}\n    # END SOLUTION\n"


@pytest.mark.parametrize(
    ("body", "kind", "new"),
    [
        ("return x + y", "operator", "return x - y"),
        ("return x / y", "operator", "return x * y"),
        ("x += y", "operator", "x = y"),
        ("return -x", "operator", "return x"),
        ("return x or y", "operator", "return x and y"),
        ("return x < y", "comparison", "return x <= y"),
        ("return x == y", "comparison", "return x != y"),
        ("return 1 if x else 0", "comparison", "return 1 if not x else 0"),
        ("return x[3]", "constant", "return x[2]"),
        ("return 0.5", "constant", "return 1.0"),
        ("return x.sum(axis=1)", "axis", "return x.sum(axis=0)"),
        ("return x.sum(keepdims=True)", "dropped keyword", "return x.sum()"),
        ("return x.sum(keepdims=True)", "constant", "return x.sum(keepdims=False)"),
        ("return np.dot(x, y)", "swapped arguments", "return np.dot(y, x)"),
        ("return x.copy()", "dropped call", "return x"),
        ("return np.exp(x)", "dropped call", "return x"),
        ("return x.T", "dropped transpose", "return x"),
        ("return np.float64", "dtype", "return np.float32"),
        ("return x.max()", "function", "return x.min()"),
        ("return range(x)", "index", "return range(x - 1)"),
        ("return x[y]", "index", "return x[y - 1]"),
        ("return x[y, axis]", "index", "return x[axis, y]"),
        ("return x[:y]", "index", "return x[:y + 1]"),
        ("x[0] = 1\nreturn x", "dropped statement", "pass"),
        ("return x, y", "swapped results", "return (y, x)"),
    ],
)
def test_every_kind_of_change_is_made(body, kind, new):
    """Is this change among the mutants of this answer?"""
    assert (kind, new) in {(mutant.kind, mutant.new) for mutant in mutants(answer(body))}


def test_only_the_solution_is_changed():
    """Do signature, text, what is raised, messages and values outside of functions stay?"""
    source = answer('if x:\n    raise ValueError("a" + "b")\nprint(f"{x + 1}")')
    assert {mutant.new for mutant in mutants(source)} == {"if not x:", "pass"}
    assert mutants("# BEGIN SOLUTION\nrate = 0.1 + 1\n# END SOLUTION\n") == []


def test_equal_changes_are_told_apart():
    """Do two places that look the same get names of their own?"""
    twice = [mutant.old for mutant in mutants(answer("x += 1\nx += 1")) if mutant.new == "x -= 1"]
    assert twice == ["x += 1", "x += 1  #2"]


RIGHT = [
    variant.source for slug in ("a0_numpy", "a2_svm", "a5_backprop") for variant in bank.load(slug).variants
]


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.sampled_from(RIGHT))
def test_mutants_are_other_programs(source):
    """Does every mutant of a real answer parse, differ from it, and occur once?"""
    found = mutants(f"# BEGIN SOLUTION\n{source}\n# END SOLUTION\n")
    trees = {ast.dump(ast.parse(mutant.source)) for mutant in found}
    assert len(trees) == len(found)
    assert ast.dump(ast.parse(source)) not in trees
