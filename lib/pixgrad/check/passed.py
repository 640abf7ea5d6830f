"""What a notebook shows below a cell with checks: one line if all have passed, perhaps a picture if not."""

import contextlib
import sys
from collections.abc import Callable
from typing import Any

from pixgrad.check.failure import CheckFailed

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
    elif isinstance(result.error_in_exec, CheckFailed) and result.error_in_exec.picture:
        _show(result.error_in_exec.picture)
    _labels.clear()


def _show(make: Callable[[], object]) -> None:
    """Show a picture below the message of a failed check, which says all by itself."""
    from IPython.display import display

    with contextlib.suppress(Exception):  # one that cannot be drawn must not hide the message
        if (shown := make()) is not None:
            display(shown)
