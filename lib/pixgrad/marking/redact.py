"""What a student is told about a failure that only a hidden test saw: the slip, without the test's numbers.

Before the deadline, a message must not give away with which values a hidden test calls a function, or what it
wants back. So only the first line of a message is kept, and of that line no number of the call, none of an
error's text (which may quote the arguments), and no list of keys. What a check's author wrote stays as it is.
"""

import re

from pixgrad.check.failure import SLIP
from pixgrad.marking.sanitise import plain

UNSHOWN = "This was seen with numbers that the visible check does not show."
LONGEST_LINE = 600
NUMBER = re.compile(r"(?<!\w)[-+]?(?:\d[\d.]*(?:e[-+]?\d+)?|\binf\b|\bnan\b)j?", re.IGNORECASE)
CALL = re.compile(r"^(?P<name>[\w<>.]+)\((?P<args>.*?)\)(?=[: ])")
RAISED = re.compile(r"\braised (?P<kind>\w+)(?P<text>: .*)?$")
LINE = re.compile(r" at `(?P<line>[^`]+)`(?P<rest>.*)$")
LISTED = re.compile(r"the keys \[.*\]")
OURS = ("TimeLimit", "NotRun", "ProcessDied")  # what the executor says holds no value


def discreet(ename: str, message: str, answer: str) -> str:
    """Return what may be said of a failed hidden test.

    Parameters
    ----------
    ename : str
        Name of the error.
    message : str
        What the instructor reads; see `pixgrad.check.failure.CheckFailed`.
    answer : str
        The student's source; a line of it may be quoted.

    Examples
    --------
    >>> print(discreet("CheckFailed", "dot(a, 0.5): the sum is missing.\\n    got    3\\n    wanted 7", ""))
    dot(a, …): the sum is missing.
    This was seen with numbers that the visible check does not show.
    >>> discreet("CheckFailed", "f(x) raised ValueError: [7.25 8] at `y = x[3]`.", "y = x[3]").splitlines()[0]
    'f(x) raised ValueError: [… …] at `y = x[3]`.'
    """
    if ename in OURS:
        return message
    if ename == "CheckFailed":
        first = SLIP.sub("", message).strip().split("\n")[0]
        return f"{_without_numbers(plain(first, LONGEST_LINE), answer)}\n{UNSHOWN}"
    if ename == "AssertionError":
        return f"A hidden test did not pass.\n{UNSHOWN}"
    return f"A hidden test stopped with {plain(ename, 60)}.\n{UNSHOWN}"


def _without_numbers(line: str, answer: str) -> str:
    line = CALL.sub(lambda call: f"{call['name']}({NUMBER.sub('…', call['args'])})", line)
    line = LISTED.sub("other keys", line)
    return RAISED.sub(lambda error: f"raised {error['kind']}{_quoting(error['text'] or '', answer)}", line)


def _quoting(text: str, answer: str) -> str:
    """Return an error's text without numbers; the student's own line, quoted behind it, keeps them."""
    quoted = LINE.search(text)
    if quoted is None or quoted["line"].strip() not in answer:
        return NUMBER.sub("…", text)
    return NUMBER.sub("…", text[: quoted.start()]) + quoted[0]
