"""A student's notebook checked in GitHub Actions: points as notices, the verdict as the summary of the run.

The notices are those that GitHub Classroom's own reporter writes, by which it reads points
(https://github.com/classroom-resources/autograding-grading-reporter). Hidden tests are not there, so what
only they can judge is noted, and its points are not in the sum.
"""

import json
import os
import sys
from pathlib import Path

from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.self_check import Checked, check
from pixgrad.marking.verdict import Verdict

SIGNS = {"passed": "✓", "noted": "·"}


def main(notebook: Path) -> int:
    """Check a notebook and report; returns 1 if something is wrong in it."""
    checked = check(notebook, Limits(isolation="none"))
    for line in notices(checked.verdict):
        print(line)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(page(checked))
    return 0 if all(result.outcome in SIGNS for result in checked.verdict.results) else 1


def notices(verdict: Verdict) -> tuple[str, str]:
    """Return the two lines by which points are read.

    >>> from pixgrad.marking.verdict import Result
    >>> for line in notices(Verdict("", "a1", "marked", (Result("sum", 4, 4, "passed"),))):
    ...     print(line)
    ::notice title=Autograding complete::Points 4/4
    ::notice title=Autograding report::{"totalPoints": 4.0, "maxPoints": 4.0}
    """
    points = {"totalPoints": verdict.score, "maxPoints": verdict.max_score}
    return (
        f"::notice title=Autograding complete::Points {verdict.score:g}/{verdict.max_score:g}",
        f"::notice title=Autograding report::{json.dumps(points)}",
    )


def page(checked: Checked) -> str:
    """Return the verdict as Markdown; what is said stands in blocks, in which nothing is read as Markdown."""
    lines = [f"## {checked.verdict.slug}", "", checked.remark, ""]
    for result in checked.verdict.results:
        lines.append(
            f"- {SIGNS.get(result.outcome, '✗')} `{result.label}` {result.score:g} of {result.points:g}"
        )
        if result.outcome not in SIGNS:
            lines += ["", *(f"        {line}" for line in result.told.splitlines()), ""]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
