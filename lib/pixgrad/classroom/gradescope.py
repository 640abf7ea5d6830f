"""Marking at Gradescope: what its container runs for every submission, see `pixgrad.export.bundles`.

The verdict is written as results/results.json, in the form of
https://gradescope-autograders.readthedocs.io/en/latest/specs/: a test for each exercise, with what a student
may be told, and one without points, to be seen when grades are published, with all that a hidden test said.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pixgrad.classroom.hidden_seed import seeds_of
from pixgrad.classroom.submissions import read_submission
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.sandbox import why_not_bwrap
from pixgrad.marking.kit import Kit, load_kit
from pixgrad.marking.mark import mark
from pixgrad.marking.verdict import Result, Verdict

LATER = "after_published"


def main(root: Path) -> None:
    """Mark what lies in submission/ and write results/results.json, below Gradescope's folder."""
    course = Course(root / "source" / "course")
    (slug,) = course.slugs()
    kit = load_kit(course, slug)
    submission = read_submission("", root / "submission", kit)
    if reason := why_not_bwrap():
        print(f"no sandbox here, so student code can read this container: {reason}")
    limits = Limits(isolation="none" if reason else "bwrap", seed=seeds_of(course).of(submission, slug))
    verdict = mark(kit, replace(submission, student="student"), limits).verdict
    (root / "results").mkdir(exist_ok=True)
    text = json.dumps(results(kit, verdict), indent=1, ensure_ascii=False)
    (root / "results" / "results.json").write_text(text + "\n", encoding="utf-8")


def results(kit: Kit, verdict: Verdict) -> dict[str, Any]:
    """Return a verdict in Gradescope's form."""
    hints = {exercise.label: exercise.hint for exercise in kit.exercises}
    tests = [_test(result, hints[result.label]) for result in verdict.results]
    tests += [_hidden(result) for result in verdict.results if result.message != result.told]
    return {
        "execution_time": verdict.seconds,
        "stdout_visibility": "hidden",
        "output": "\n".join(finding.message for finding in verdict.findings),
        "tests": tests,
    }


def _test(result: Result, hint: str) -> dict[str, Any]:
    passed = result.outcome == "passed"
    said = [result.told, result.note, "" if passed or not hint else f"hint: {hint}"]
    return {
        "name": result.label,
        "score": result.score,
        "max_score": result.points,
        "status": "passed" if passed else "failed",
        "output": "\n\n".join(filter(None, said)),
        "visibility": "visible",
    }


def _hidden(result: Result) -> dict[str, Any]:
    return {
        "name": f"{result.label}: what hidden tests saw",
        "score": 0,
        "max_score": 0,
        "status": "passed" if result.outcome == "passed" else "failed",
        "output": result.message,
        "visibility": LATER,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
