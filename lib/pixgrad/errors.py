"""Errors meant for people: one line that says what was wrong, where, and what to do next."""


class PixgradError(Exception):
    """Something that the person at the keyboard can mend; the command prints the message and exits 1."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: a notebook shows the line, too, without a traceback."""
        return [f"pixgrad: {self}"]


class UsageError(PixgradError):
    """The command was called with something that does not exist; the command exits 2."""

    exit_code = 2
