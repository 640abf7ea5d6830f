"""A check cell that passes prints one line in a notebook."""

import subprocess
import sys

import pytest

NOTEBOOK = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
run = lambda source: shell.run_cell(source, store_history=False)
run("from pixgrad import check")
print("first")
run("for _ in range(3): check.returns(abs, [(-1,)], [1], exercise='size')")
print("second")
run("check.returns(abs, [(-1,)], [1], exercise='size'); check.returns(abs, [(-1,)], [2], exercise='size')")
print("third")
run("check.unchanged(abs, [(-1,)], exercise='size'); check.returns(abs, [(2,)], [2], exercise='other')")
run("1 + 1")
"""


@pytest.mark.slow
def test_a_cell_of_passed_checks_prints_one_line_for_each_exercise():
    """Does a cell print its label once where all its checks pass, and not at all where one fails?"""
    done = subprocess.run([sys.executable, "-c", NOTEBOOK], capture_output=True, text=True, check=True)
    first, rest = done.stdout.split("second\n")
    second, third = rest.split("third\n")
    assert first.split("first\n")[1] == "✓ size\n"
    assert "✓" not in second
    assert third.startswith("✓ size\n✓ other\n")
    assert done.stdout.count("✓") == 3
