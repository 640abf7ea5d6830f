"""A course of one small assignment, made new for every test that edits it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pixgrad.authoring.commands import audit
from pixgrad.check import bank

SOURCE = '''\
# %% [markdown]
# # Two small exercises
# 5 to 20 minutes.
# Text.

# %%
import numpy as np

from pixgrad import check

# %% [markdown]
# ## Doubling
# Write it.

# %% answer="doubling"
def double(x):
    """Return 2 * x for a number or an array."""
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION

# %% check="doubling" points=60
check.returns(double, [(1.5,), (np.array([1.0, 2.0]),)], [3.0, np.array([2.0, 4.0])], exercise="doubling")
# BEGIN HIDDEN TESTS
fresh_numbers_for_doubling = check.rng("doubling").normal(size=4)
check.returns(double, [(fresh_numbers_for_doubling,)], lambda x: x + x, exercise="doubling")
# END HIDDEN TESTS

# %% [markdown] hint="doubling"
# Adding a number to itself doubles it.

# %% tags=["explore"]
double(np.arange(3))

# %% [markdown]
# ## Concept

# %% answer="concept-doubling"
doubling_answer = ""
# BEGIN SOLUTION
doubling_answer = "b"
# END SOLUTION

# %% check="concept-doubling" points=40
check.choice(doubling_answer, "ab", name="doubling_answer", exercise="concept-doubling")
# BEGIN HIDDEN TESTS
check.choice(
    doubling_answer,
    "ab",
    "b",
    name="doubling_answer",
    exercise="concept-doubling",
    reasons={"a": "it is the identity.", "b": "it adds the number to itself."},
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-doubling"
# Try both.
'''

EXERCISES = (
    bank.KnownAnswers(
        "doubling",
        "double",
        mistakes=(
            bank.Mistake(
                "squared", "this is the square, not twice the number.", "def double(x): return x * x"
            ),
            bank.Mistake("input-modified", "works in place.", "def double(x):\n    x *= 2\n    return x"),
            bank.Mistake(
                "hard-coded",
                "fits the example only.",
                "def double(x): return 3.0 if np.ndim(x) == 0 else np.array([2.0, 4.0])",
                visible=False,
            ),
        ),
        variants=(
            bank.Variant("sum", "double = lambda number: number + number"),
            bank.Variant("halved-below", "def double(x): return x / 0.5"),
            bank.Variant("ufunc", "double = lambda x: np.multiply(x, 2)"),
            bank.Variant("subtracted", "def double(x):\n    return x - (-x)"),
        ),
    ),
    bank.KnownAnswers(
        "concept-doubling",
        "doubling_answer",
        mistakes=(bank.Mistake("took-a", "a is the identity.", "doubling_answer = 'A'", visible=False),),
    ),
)


@pytest.fixture
def source_text():
    return SOURCE


def written(exercise):
    """The file of the bank that holds an exercise."""
    cells = [f'exercise="{exercise.label}" name="{exercise.name}"\n']
    cells += [f'right="{each.label}"\n{each.source}\n' for each in exercise.variants]
    for each in exercise.mistakes:
        caught = "" if each.visible else ' caught="hidden tests"'
        cells.append(f'mistake="{each.label}"{caught}\n# {each.message}\n{each.source}\n')
    return "".join(f"# %% {cell}\n" for cell in cells)


@pytest.fixture
def use_bank(monkeypatch, tmp_path_factory):
    """Put exercises, and more cells for the first of them, into the bank of the test course's assignment."""

    def use(exercises, more=""):
        folder = tmp_path_factory.mktemp("bank") / "t1"
        folder.mkdir()
        for exercise in exercises:
            (folder / f"{exercise.label}.py").write_text(written(exercise) + more, encoding="utf-8")
            more = ""
        monkeypatch.setattr(bank, "FOLDER", folder.parent)

    return use


@pytest.fixture
def course(tmp_path: Path, use_bank) -> Path:
    use_bank(EXERCISES)
    (tmp_path / "solutions" / "t1").mkdir(parents=True)
    (tmp_path / "grader_config.py").touch()
    (tmp_path / "solutions" / "t1" / "t1.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def command(course, monkeypatch):
    """Call `pixgrad audit` in the course's folder; what it sets in the environment ends with the test."""
    monkeypatch.chdir(course)
    threads = [f"{kind}_NUM_THREADS" for kind in ("OPENBLAS", "MKL", "OMP")]
    for name in ("PIXGRAD_SEED", "PIXGRAD_STATE", *threads):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("MPLBACKEND", "agg")

    def call(*words: str):
        monkeypatch.delenv("PIXGRAD_SEED", raising=False)
        return CliRunner().invoke(audit, words)

    return call
