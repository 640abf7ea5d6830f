"""What a check reads of a student, and what it costs them that something else is there too."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from pixgrad.marking.execution.check_inputs import inputs_of_checks
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute
from pixgrad.marking.mark import check_inputs_of
from pixgrad.notebook.cells import answers, is_check, label_of
from pixgrad.notebook.names import names_of

TOO_LARGE = "import numpy as np\n{} = np.zeros((5000, 5000))"
READS_LOCALS = """
cases = [p for p in range(3)]
for rows in cases:
    assert double(rows) == (lambda size: size + size)(rows)
"""


def cell(role, source, label="double"):
    """A code cell of the course in one of its roles, or a student's own."""
    if role == "own":
        return new_code_cell(source)
    name = f"{label}-{role}"
    nbgrader = {"grade_id": name, "grade": role == "check", "solution": role == "answer", "points": 1}
    return new_code_cell(source, id=name, metadata={"nbgrader": {**nbgrader, "locked": role != "answer"}})


def errors(*cells):
    """What the checks say after these cells have run; None where they pass."""
    nb = new_notebook(cells=list(cells))
    execute(nb, Limits(cell_seconds=8, submission_seconds=60, grace_seconds=1, isolation="none"))
    found = []
    for each in nb.cells:
        said = [f"{out.ename}: {out.evalue}" for out in each.outputs if out.output_type == "error"]
        found += [said[0] if said else None] if is_check(each) else []
    return found


ANSWER = cell("answer", "def double(x): return 2 * x")


def test_a_check_asks_for_what_it_reads_and_for_no_local_name():
    """Are loops, comprehensions and lambdas of a check its own business?"""
    nb = new_notebook(cells=[ANSWER, cell("check", READS_LOCALS)])
    assert inputs_of_checks(nb).asked == {"double-check": ("double",)}


@pytest.mark.parametrize("name", ["p", "rows", "size", "cases", "len"])
def test_a_stray_variable_costs_nothing(name):
    """Does a right answer pass beside a variable too large to be fetched, called as a local of the check?"""
    assert errors(ANSWER, cell("own", TOO_LARGE.format(name)), cell("check", READS_LOCALS)) == [None]


def test_what_cannot_be_fetched_fails_only_the_check_that_reads_it():
    """Does a check that may read a name pass as long as it does not, and one that does say why it fails?"""
    for_some = "if double(1) == 2:\n    table = 1\nassert table == 1"
    own = cell("own", TOO_LARGE.format("table"))
    first, second = errors(
        ANSWER, own, cell("check", for_some), cell("check", "assert table is not None", "other")
    )
    assert first is None
    assert second == "table cannot be checked: it is a value of more than 128 MiB"


def test_the_checks_of_the_kit_read_answers_alone(kit, hand_made):
    """Is every name that is asked of a student one that the exercise asks for?"""
    solutions = answers(hand_made.source_notebook())
    own = {label: names_of(source).bound for label, source in solutions.items()}
    labels = {each.id: label_of(each) for each in kit.blank().cells if is_check(each)}
    assert {name: set(asked) - own[labels[name]] for name, asked in check_inputs_of(kit).asked.items()} == {
        name: set() for name in labels
    }


def test_a_given_name_is_what_the_given_cell_says():
    """Does a check read the given value, also of a name that a student's own cell has bound anew?"""
    given = cell("given", "X = [1, 2, 3]")
    check = cell("check", "assert [double(each) for each in X] == [2, 4, 6]")
    assert errors(given, cell("own", "X = 5"), ANSWER, check) == [None]
    assert errors(given, ANSWER, cell("own", "%matplotlib inline\ndel X"), check) == [None]


def test_a_given_name_that_an_answer_reaches_is_the_students():
    """Is what a given cell makes of an answer asked of the student, whatever a later cell has made of it?"""
    given, check = cell("given", "made = double(4)"), cell("check", "assert made == 8")
    assert errors(ANSWER, given, check) == [None]
    assert errors(ANSWER, given, cell("own", "made = 5"), check) == ["AssertionError: "]
