"""The marks, in the text of a cell, around what a release leaves out: solutions and hidden tests."""

import re

BEGIN_SOLUTION, END_SOLUTION = "BEGIN SOLUTION", "END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
MARKS = (BEGIN_SOLUTION, END_SOLUTION, BEGIN_HIDDEN, END_HIDDEN)

SOLUTION_LINE = re.compile(rf"^[ \t]*#+ (?:{BEGIN_SOLUTION}|{END_SOLUTION})[ \t]*\n?", re.MULTILINE)
HIDDEN = re.compile(
    rf"^[ \t]*#+ {BEGIN_HIDDEN}[^\n]*\n(?P<tests>.*?)^[ \t]*#+ {END_HIDDEN}[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
# Hidden tests behind all that is visible: running first what is seen and then these is running the whole.
HIDDEN_LAST = re.compile(
    rf"(?P<visible>(?:(?!^[ \t]*#+ {BEGIN_HIDDEN}).)*)"
    rf"^(?P<hidden>#+ {BEGIN_HIDDEN}(?:(?!{BEGIN_HIDDEN}).)*^#+ {END_HIDDEN})\s*",
    re.MULTILINE | re.DOTALL,
)


def without_solution_marks(source: str) -> str:
    """Return an answer as a student would have written it.

    >>> without_solution_marks("def f(x):\\n    # BEGIN SOLUTION\\n    return x\\n    # END SOLUTION\\n")
    'def f(x):\\n    return x\\n'
    """
    return SOLUTION_LINE.sub("", source)


def solution_lines(source: str) -> set[int]:
    """Return the numbers, from 1, of the lines of a solution; its first mark is one of them.

    >>> sorted(solution_lines("x = None\\n# BEGIN SOLUTION\\nx = 1\\n# END SOLUTION"))
    [2, 3]
    """
    lines: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), start=1):
        inside = (inside or BEGIN_SOLUTION in line) and END_SOLUTION not in line
        if inside:
            lines.add(number)
    return lines


def has_hidden_tests(source: str) -> bool:
    """Tell whether a check holds hidden tests.

    >>> has_hidden_tests("check(1)\\n# BEGIN HIDDEN TESTS\\ncheck(2)"), has_hidden_tests("check(1)")
    (True, False)
    """
    return BEGIN_HIDDEN in source


def visible_part(source: str) -> str:
    """Return a check without its hidden tests.

    >>> visible_part("check(1)\\n# BEGIN HIDDEN TESTS\\ncheck(2)\\n# END HIDDEN TESTS")
    'check(1)\\n'
    """
    return HIDDEN.sub("", source)


def hidden_tests(source: str) -> list[str]:
    """Return what stands between the marks.

    >>> hidden_tests("check(1)\\n# BEGIN HIDDEN TESTS\\ncheck(2)\\n# END HIDDEN TESTS")
    ['check(2)\\n']
    """
    return [found["tests"] for found in HIDDEN.finditer(source)]


def is_in_hidden_tests(source: str, number: int) -> bool:
    """Tell whether a line, numbered from 1, stands behind the mark that begins the hidden tests.

    >>> [is_in_hidden_tests("check(1)\\n# BEGIN HIDDEN TESTS\\ncheck(2)", line) for line in (1, 3)]
    [False, True]
    """
    return any(BEGIN_HIDDEN in line for line in source.splitlines()[: number - 1])
