"""A cell whose checks have all passed says so in one line, however many calls it makes."""

import sys
from typing import Any

_labels: dict[str, None] = {}  # of the cell that runs, in order


def passed(exercise: str | None) -> None:
    """Remember that a check of an exercise has passed."""
    if exercise:
        _labels[exercise] = None


def watch(shell: Any = None) -> None:
    """Let the notebook that this process serves, if any, print a line after each cell with checks."""
    shell = shell or getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        shell.events.register("pre_run_cell", _begin)
        shell.events.register("post_run_cell", _end)


def _begin(info: Any) -> None:
    _labels.clear()


def _end(result: Any) -> None:
    if result.success:
        for label in _labels:
            print(f"✓ {label}")
    _labels.clear()
