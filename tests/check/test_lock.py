"""What a notebook teaches cannot be imported in it."""

import importlib
import subprocess
import sys

import pytest

from pixgrad.check.lock import TAUGHT


def python(*lines):
    """Run lines in a Python of their own; returns what it printed and its errors."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """As on a student's machine."""
    monkeypatch.delenv("PIXGRAD_UNLOCK", raising=False)


@pytest.mark.parametrize("slug", TAUGHT)
def test_every_module_in_the_table_exists(slug):
    """Is no lock an empty one, because its module was renamed?"""
    for name in TAUGHT[slug]:
        importlib.import_module(name)


@pytest.mark.slow
def test_a_locked_module_answers_with_a_sentence_and_can_be_opened():
    """Is the solution refused, also when something has imported it before, and released on request?"""
    said = python(
        "import pixgrad.models.linear",
        "from pixgrad.check import lock",
        "lock.teaches('a2_svm')",
        "try:",
        "    from pixgrad.models import linear",
        "except ImportError as error:",
        "    print(error)",
        "lock.release()",
        "from pixgrad.models import linear",
        "print(linear.__name__)",
    )
    assert "what you build in a2_svm" in said
    assert said.splitlines()[-1] == "pixgrad.models.linear"


@pytest.mark.slow
def test_what_earlier_notebooks_taught_stays_open():
    """Can a3 use the linear models and the trainer of a2?"""
    said = python(
        "from pixgrad.check import lock",
        "lock.teaches('a3_softmax')",
        "from pixgrad.models import linear, sgd",
        "print('open')",
    )
    assert said == "open\n"


@pytest.mark.slow
def test_the_oracle_of_gradients_is_locked_where_it_is_built():
    """Is check.numeric_gradient out of reach in a2, and there in a3?"""
    ask = "from pixgrad import check\nfrom pixgrad.check.lock import teaches\nteaches({!r})\n"
    ask += "print(check.numeric_gradient)"
    assert "pixgrad.check.numeric is what you build in a2_svm" in python(ask.format("a2_svm"))
    assert "<function" in python(ask.format("a3_softmax"))


@pytest.mark.slow
def test_hidden_tests_may_import_what_is_locked(monkeypatch):
    """Does a notebook of solutions/ run with its lock?"""
    said = python(
        "import linecache",
        "from pixgrad.check import lock",
        "lock.teaches('a1_knn')",
        "cell = '# BEGIN HIDDEN TESTS\\nfrom pixgrad.models import knn\\nprint(knn.__name__)'",
        "linecache.cache['<cell>'] = (1, None, cell.splitlines(), '<cell>')",
        "exec(compile(cell, '<cell>', 'exec'), {'__name__': '__main__'})",
    )
    assert said == "pixgrad.models.knn\n"
