"""One file of the bank: what it holds, and what is said of one that is not as it should be."""

import numpy as np
import pytest

from pixgrad.check.bank import Edit, Equivalent
from pixgrad.check.bank.reading import disjoint, edited, read
from pixgrad.errors import PixgradError

FILE = """\
# %% exercise="scaled-sum" name="scaled_sum"

# %% right="textbook"
def scaled_sum(X, factor):
    total = np.zeros(len(X))
    for row in range(len(X)):
        total[row] = X[row].sum()

    total *= factor
    return total

# %% right="with-shift" edits="textbook"
-         total[row] = X[row].sum()
+         total[row] = X[row].sum() + 0

# %% mistake="factor-missing" edits="textbook"
# the factor is missing; every sum
# should be multiplied by it.
-     total *= factor

# %% mistake="first-row-only" edits="textbook" caught="hidden tests"
# only the first row is summed.
-     for row in range(len(X)):
+     for row in range(1):

# %% mistake="rounded" edits="first-row-only"
# the sums are rounded.
  total = np.zeros(len(X))
+
+     X = X.round()

# %% mistake="whole"
# all rows are added up.

# Not part of the message.
def scaled_sum(X, factor):
    return X.sum() * factor

# %% equivalent="function"
# every entry is written afterwards
- total = np.zeros(len(X))
+ total = np.ones(len(X))
""".replace("  total = np.zeros(len(X))\n+\n", "      total = np.zeros(len(X))\n+\n")


@pytest.fixture
def written(tmp_path):
    """Write a file of the bank and read it."""

    def write(text=FILE):
        path = tmp_path / "scaled-sum.py"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return write


@pytest.fixture
def mistakes(written):
    return {mistake.label: mistake for mistake in written().mistakes}


def test_a_file_holds_all_that_is_known_of_an_exercise(written):
    """Are mistakes, right answers and equivalent mutants read, in the order of the file?"""
    exercise = written()
    assert (exercise.label, exercise.name) == ("scaled-sum", "scaled_sum")
    assert [each.label for each in exercise.mistakes] == [
        "factor-missing",
        "first-row-only",
        "rounded",
        "whole",
    ]
    assert [each.label for each in exercise.variants] == ["textbook", "with-shift"]
    assert {(each.exercise, each.name) for each in exercise.mistakes} == {("scaled-sum", "scaled_sum")}
    reason = "every entry is written afterwards"
    old, new = "total = np.zeros(len(X))", "total = np.ones(len(X))"
    assert exercise.equivalents == (Equivalent("function", old, new, reason, "scaled-sum"),)


def test_a_message_is_one_sentence_however_its_comment_is_wrapped(mistakes):
    """Are the lines of the first comment joined, up to the first line that is none?"""
    assert (
        mistakes["factor-missing"].message == "the factor is missing; every sum should be multiplied by it."
    )
    assert mistakes["whole"].message == "all rows are added up."
    assert mistakes["whole"].source.startswith("# Not part of the message.\ndef ")


def test_only_what_hidden_tests_catch_is_not_visible(mistakes):
    """Is a mistake visible unless its heading says that only the hidden tests catch it?"""
    assert [label for label, mistake in mistakes.items() if not mistake.visible] == ["first-row-only"]


def test_patches_are_answers(written, mistakes):
    """Does a patch of a right answer, or of a patch of one, behave as its lines say?"""
    X = np.array([[1.4, 2.0], [3.0, 4.0]])
    assert mistakes["factor-missing"].function()(X, 2).tolist() == [3.4, 7.0]
    assert mistakes["first-row-only"].function()(X, 2).tolist() == [6.8, 0.0]
    assert mistakes["rounded"].function()(X, 2).tolist() == [6.0, 0.0]
    assert written().variants[1].source.count("+ 0") == 1


def test_a_patch_keeps_its_base_and_the_lines_that_change(mistakes):
    """Are base and edits there for those that put two slips together, and none for a whole answer?"""
    assert mistakes["factor-missing"].base == "textbook"
    assert mistakes["factor-missing"].edits == (Edit(5, ("    total *= factor",), ()),)
    assert mistakes["rounded"].edits == (Edit(2, (), ("", "    X = X.round()")),)
    assert (mistakes["whole"].base, mistakes["whole"].edits) == ("", ())


def test_two_patches_of_one_answer_make_a_third(written, mistakes):
    """Do two slips at once follow from their edits, where these touch different lines?"""
    edits = [*mistakes["factor-missing"].edits, *mistakes["first-row-only"].edits]
    both = edited(written().variants[0].source, edits)
    assert disjoint(edits)
    assert not disjoint([*edits, *mistakes["factor-missing"].edits])
    assert "range(1)" in both
    assert "factor\n" not in both


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("# %% exercise", "\n# %% exercise", 1, "the first line should be the heading of a cell"),
        (
            'exercise="scaled-sum"',
            'exercise="scaled"',
            1,
            'the first cell should be: # %% exercise="scaled-sum"',
        ),
        (' name="scaled_sum"', "", 1, "the first cell should be"),
        ('right="textbook"', 'right="Text Book"', 3, "the label 'Text Book' should be kebab-case"),
        (
            'right="with-shift"',
            'variant="with-shift"',
            12,
            "wants one of exercise, right, mistake, equivalent",
        ),
        ('right="with-shift"', "right=with-shift", 12, "wants one of exercise, right, mistake, equivalent"),
        (
            'right="with-shift"',
            'exercise="with-shift"',
            12,
            'edits="textbook" is unknown in a cell with exercise=',
        ),
        (
            'right="with-shift" edits="textbook"',
            'exercise="x"',
            12,
            "a file holds the answers to one exercise",
        ),
        (
            'mistake="whole"',
            'mistake="whole" patches="x"',
            32,
            'patches="x" is unknown in a cell with mistake=',
        ),
        (
            'mistake="whole"',
            'mistake="whole" hidden',
            32,
            "wants one of exercise, right, mistake, equivalent as key=",
        ),
        ('caught="hidden tests"', 'caught="late"', 21, 'it may have edits="label", caught="hidden tests"'),
        ('mistake="whole"', 'mistake="textbook"', 32, "the label textbook is used twice"),
        (
            'edits="first-row-only"',
            'edits="first-row"',
            26,
            "which is no answer above it; did you mean first-row-only?",
        ),
        ("-     total *= factor", "-     total /= factor", 19, "this block fits nowhere in 'textbook'"),
        ("-     total *= factor", "+     total /= factor", 19, "this block fits nowhere in 'textbook'"),
        (
            "    total *= factor\n    return",
            "    total = factor\n    total = factor\n    return",
            20,
            "fits nowhere",
        ),
        ("-     total *= factor", "      total *= factor", 19, "this block changes nothing"),
        (
            "-     total *= factor",
            "-     total *= factor\n\n-     total *= factor",
            21,
            "a block above it changes",
        ),
        (
            "-     total *= factor",
            "total *= factor",
            19,
            "a line of a patch begins with '- ', '+ ' or two spaces",
        ),
        ("# the sums are rounded.\n", "", 26, "begins with no comment"),
        ("# every entry is written afterwards\n", "#\n", 39, "begins with no comment"),
        ("- total = np.zeros(len(X))\n+ total", "total", 39, "wants a reason as a comment, then the lines"),
        ("-     total *= factor\n", "", 16, "holds no answer"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(written, old, new, line, said):
    """Is each slip of an author one sentence that begins with the file and the line?"""
    assert FILE.count(old) == 1
    with pytest.raises(PixgradError) as error:
        written(FILE.replace(old, new))
    place, text = str(error.value).split(": ", 1)
    assert place.endswith(f"scaled-sum.py:{line}"), place
    assert said in text
    assert "\n" not in text


def test_a_block_that_fits_twice_is_told(written):
    """Is a patch that could be meant for either of two places refused?"""
    twice = FILE.replace("    return total\n", "    total *= factor\n    return total\n")
    with pytest.raises(
        PixgradError, match=r"this block fits in 2 places in 'textbook'; it should fit in one"
    ):
        written(twice)
