"""What a failed check says: the call, what came back, what was wanted, and one likely slip."""

import re
from collections.abc import Callable

SLIP = re.compile(r"\[slip: ([a-z0-9+.-]+)\]\s*$")  # a factor has a point: penalty-times-0.5


class CheckFailed(AssertionError):
    """A check that did not pass.

    In a notebook it shows as its message alone: a traceback through the checks would tell a student
    nothing about their own code, and would show the source of hidden tests.

    Parameters
    ----------
    headline : str
        The call and what is wrong with its result, in one or two sentences.
    details : sequence of str
        Lines below the headline: arguments, value got, value wanted.
    slip : str or None
        Label of the recognised mistake; joins message, bank of mistakes and class report.
    """

    def __init__(self, headline: str, details: tuple[str, ...] = (), slip: str | None = None) -> None:
        self.headline = headline
        self.details = details
        self.slip = slip
        self.picture: Callable[[], object] | None = None  # makes what a notebook shows below the message
        self.explained: Callable[[], CheckFailed] | None = (
            None  # the same, once its reason has been looked for
        )
        lines = [headline, *(f"    {line}" for line in details)]
        if slip:
            lines.append(f"[slip: {slip}]")
        super().__init__("\n".join(lines))

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: the lines to show instead of a traceback."""
        return [f"CheckFailed: {self}"]


def slip_of(message: str) -> str | None:
    """Label of the recognised mistake at the end of a message, or None.

    Examples
    --------
    >>> slip_of("l2_distance(a, b): the root is missing.\\n[slip: no-square-root]")
    'no-square-root'
    >>> slip_of("l2_distance(a, b) raised ValueError") is None
    True
    """
    found = SLIP.search(message)
    return found.group(1) if found else None
