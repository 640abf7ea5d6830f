"""What a notebook shows below a cell with checks: one line if all have passed, perhaps a picture if not."""

import contextlib
import sys
from collections.abc import Callable
from typing import Any

from pixgrad.check.failure import CheckFailed

_lines: dict[str, str] = {}  # of the cell that runs, in order, by label
_watching: list[Any] = []  # the notebook's shell, if there is one


def passed(exercise: str | None) -> None:
    """Remember that a check of an exercise has passed."""
    if exercise:
        _lines[exercise] = f"✓ {exercise}"


def say(exercise: str, line: str) -> None:
    """Print a line about an exercise; in a notebook once, and only where no check of the cell has passed."""
    if _watching:
        _lines.setdefault(exercise, line)
    else:
        print(line)


def watch(shell: Any = None) -> None:
    """Let the notebook that this process serves, if any, print a line after each cell with checks."""
    shell = shell or getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        _watching[:] = [shell]
        shell.events.register("pre_run_cell", _begin)
        shell.events.register("post_run_cell", _end)


def _begin(info: Any) -> None:
    _lines.clear()


def _end(result: Any) -> None:
    if result.success:
        for line in _lines.values():
            print(line)
    elif isinstance(result.error_in_exec, CheckFailed) and result.error_in_exec.picture:
        _show(result.error_in_exec.picture)
    _lines.clear()


def _show(make: Callable[[], object]) -> None:
    """Show a picture below the message of a failed check, which says all by itself."""
    from IPython.display import display

    with contextlib.suppress(Exception):  # one that cannot be drawn must not hide the message
        if (shown := make()) is not None:
            display(shown)
