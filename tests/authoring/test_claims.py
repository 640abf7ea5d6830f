import pytest

from pixgrad.authoring import claims, expand, prose, source

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
