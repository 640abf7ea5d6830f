import re
from pathlib import Path

import pytest

from pixgrad.authoring import claims, expand, prose, source
from pixgrad.course import Course
from pixgrad.data import cifar10

ROOT = Path(__file__).parents[2]
CLAIM = re.compile(r'^# %% claim="([\w-]+)"(?: seeds=(\d+))?', re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| `([\w-]+)` \| (\d+) \|.*\| (.*) \|$", re.MULTILINE)

TEXT = """\
# %% [markdown]
# # Title
# ## Halving
# Half of them, 50 %, are right, and 3 times as many later; the rate is 0.25.
# <!-- by hand: 3 -->

# %%
rate, draws = 0.25, [0.5, 0.5]

# %% claim="half" seeds=2
measured = draws[seed]
print(f"seed {seed}: {measured}")
assert abs(measured - 0.50) < 0.01, measured
"""


@pytest.fixture
def parsed(tmp_path):
    def parse(text):
        path = tmp_path / "t1.py"
        path.write_text(text, encoding="utf-8")
        return source.read(path)

    return parse


def test_a_claim_is_measured_for_every_seed(parsed):
    """Is what a claim printed kept, and no name of it left behind?"""
    [held], run = claims.measure(parsed(TEXT))
    assert (held.label, held.seeds, held.broken) == ("half", 2, "")
    assert held.printed == "seed 0: 0.5\nseed 1: 0.5"
    assert not run.errors
    assert "| `t1` | `half` | 2 | seed 0: 0.5<br>seed 1: 0.5 | holds |" in claims.page([held])


def test_a_claim_that_does_not_hold_says_what_was_measured(parsed):
    """Does a broken claim name its seed and value?"""
    [held], _ = claims.measure(parsed(TEXT.replace("[0.5, 0.5]", "[0.5, 0.75]")))
    assert held.broken == "AssertionError: 0.75 (seed 1)"


def test_students_see_neither_claims_nor_what_is_said_to_the_audit(parsed):
    """Is a built notebook free of claims and of the comments about numbers by hand?"""
    built = expand.to_text(expand.build(parsed(TEXT)))
    assert "measured" not in built
    assert "by hand" not in built


def test_numbers_that_nobody_measured_are_named(parsed):
    """Is a number without a claim a problem, and one with a claim, by hand or in the code none?"""
    assert list(prose.unclaimed(parsed(TEXT))) == []
    [line] = prose.unclaimed(parsed(TEXT.replace("3 times", "4 times")))
    assert "the text says 4" in line
    [line] = prose.unclaimed(parsed(TEXT.replace("50 %", "60 %")))
    assert "the text says 60" in line


def test_another_data_set_can_be_asked_for(parsed):
    """Do the cells see the data set that was asked for?"""
    text = TEXT.replace("rate, draws", 'DATA = "shapes"\nrate, draws')
    text = text.replace("measured = draws", "assert DATA == 'shapes'; measured = draws")
    [held], _ = claims.measure(parsed(text), "cifar10")
    assert held.broken.startswith("AssertionError")


def test_the_command_measures_claims_and_writes_their_page(command, course, source_text, tmp_path):
    """Are the claims counted, a broken one named, and the page written?"""
    script = course / "solutions/t1/t1.py"
    claim = '# %% claim="twice"\nassert double(2) == 4, double(2)\n'
    script.write_text(source_text + "\n" + claim, encoding="utf-8")
    page = tmp_path / "claims.md"
    told = command("t1", "--claims", "--page", str(page))
    assert "t1: 1 of 1 claims hold" in told.output
    assert "| `t1` | `twice` | 1 |  | holds |" in page.read_text(encoding="utf-8")
    script.write_text(source_text + "\n" + claim.replace("== 4", "== 5"), encoding="utf-8")
    told = command("t1", "--claims")
    assert "  twice: AssertionError: 4" in told.output
    assert told.exit_code
    assert "--on goes with --claims" in str(command("t1", "--on", "cifar10").exception)


@pytest.mark.parametrize("name", ["claims.md", "claims-cifar10.md"])
def test_the_pages_of_claims_list_those_of_today(name):
    """Has every claim of the notebooks its row in docs, with its seeds, and does it hold?"""
    today = [
        (script.stem, label, seeds or "1", "holds")
        for script in sorted(ROOT.glob("solutions/*/*.py"))
        for label, seeds in CLAIM.findall(script.read_text(encoding="utf-8"))
    ]
    assert ROW.findall((ROOT / "docs" / name).read_text(encoding="utf-8")) == today


@pytest.mark.slow
def test_what_the_first_notebook_claims_holds_of_photographs():
    """Do the claims of a0 hold on CIFAR-10 where it has been fetched?"""
    if not cifar10.folder().is_dir():
        pytest.skip("CIFAR-10 is not on this machine; pixgrad data fetch cifar10")
    held, run = claims.measure(source.read(Course(ROOT).script("a0_numpy")), "cifar10")
    assert not run.errors
    assert [(each.label, each.broken) for each in held if each.broken] == []


@pytest.mark.slow
def test_what_is_claimed_can_be_asked_of_photographs(command, course, source_text):
    """Are claims measured on CIFAR-10 where it has been fetched?"""
    if not cifar10.folder().is_dir():
        pytest.skip("CIFAR-10 is not on this machine; pixgrad data fetch cifar10")
    text = source_text.replace(
        "from pixgrad import check", 'from pixgrad import check, data\n\nDATA = "shapes"'
    )
    claim = '# %% claim="photographs"\nassert "cat" in data.load(DATA).classes\n'
    (course / "solutions/t1/t1.py").write_text(f"{text}\n{claim}", encoding="utf-8")
    assert "1 of 1 claims hold" in command("t1", "--claims", "--on", "cifar10").output


def test_a_check_that_is_shown_is_of_functions_from_another_cell():
    """Does the message that a0 describes name the call? It does not where one cell makes and checks."""
    cells = source.read(ROOT / "solutions/a0_numpy/a0_numpy.py").cells
    [shown] = [cell.source for cell in cells if cell.role == "explore" and "check.returns" in cell.source]
    assert "def " not in shown
