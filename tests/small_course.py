"""A course of one small assignment, t1_sums, written by hand in the format that `pixgrad build` produces."""

import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parents[1]
SLUG = "t1_sums"

GIVEN = "import math\nimport warnings"

ANSWERS = {
    "add": "def add(a, b):\n    # BEGIN SOLUTION\n    return a + b\n    # END SOLUTION\n",
    "mean": 'def mean(numbers):\n    """Return the mean."""\n    # BEGIN SOLUTION\n'
    "    return sum(numbers) / len(numbers)\n    # END SOLUTION\n",
    "double": "# BEGIN SOLUTION\ndouble = lambda number: 2 * number\n# END SOLUTION\n",
}

CHECKS = {
    "add": 'got = add(2, 3)\nassert got == 5, f"add(2, 3): got {got}, wanted 5"\n'
    '# BEGIN HIDDEN TESTS\ngot = add(5, -7)\nassert got == -2, f"add(5, -7): got {got}, wanted -2'
    '\\n[slip: minus-for-plus]"\n# END HIDDEN TESTS',
    "mean": "assert mean([1, 2, 3]) == 2\n# BEGIN HIDDEN TESTS\nassert mean([4]) == 4\n# END HIDDEN TESTS",
    "double": "assert double(4) == 8, 'double(4) is not 8'",
}
POINTS = {"add": 40, "mean": 35, "double": 25}


def nbgrader(
    grade_id: str, *, grade: bool = False, solution: bool = False, points: float | None = None
) -> dict:
    """Return nbgrader metadata of one cell."""
    meta = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return meta if points is None else {**meta, "points": points}


def exercise_cells(label: str) -> list:
    """Return text, answer, check and hint of one exercise."""
    answer, check, hint = f"{label}-answer", f"{label}-check", f"{label}-hint"
    roles = {role: {"pixgrad": {"role": role, "exercise": label}} for role in ("answer", "check", "hint")}
    return [
        new_markdown_cell(f"## {label}", id=f"text-{label}"),
        new_code_cell(
            ANSWERS[label],
            id=answer,
            metadata={**roles["answer"], "nbgrader": nbgrader(answer, solution=True)},
        ),
        new_code_cell(
            CHECKS[label],
            id=check,
            metadata={**roles["check"], "nbgrader": nbgrader(check, grade=True, points=POINTS[label])},
        ),
        new_markdown_cell(
            f"<details>\n<summary>Hint</summary>\n\nThink of **{label}**.\n\n</details>",
            id=hint,
            metadata=roles["hint"],
        ),
    ]


def source_notebook() -> nbformat.NotebookNode:
    """Return the source notebook of t1_sums."""
    given = new_code_cell(
        GIVEN, id="given-1", metadata={"pixgrad": {"role": "given"}, "nbgrader": nbgrader("given-1")}
    )
    explore = new_code_cell(
        "raise SystemError('explore cells are not run')",
        id="explore-1",
        metadata={"tags": ["explore"], "pixgrad": {"role": "explore"}},
    )
    cells = [new_markdown_cell("# Sums", id="title"), given]
    for label in ANSWERS:
        cells += exercise_cells(label)
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
        "pixgrad": {"slug": SLUG, "title": "Sums"},
    }
    return new_notebook(cells=[*cells, explore], metadata=metadata)


def make_course(folder: Path) -> Path:
    """Write a course into a folder and return it."""
    notebook = folder / "solutions" / SLUG / f"{SLUG}.ipynb"
    notebook.parent.mkdir(parents=True)
    nbformat.write(source_notebook(), notebook)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


RIGHT = {
    "add": "def add(a, b):\n    return a + b",
    "mean": "def mean(numbers):\n    return sum(numbers) / len(numbers)",
    "double": "def double(number):\n    return number + number",
}
MINUS = {"add": "def add(a, b):\n    return a + b if a < b and b > 0 else a - b"}
STUB = "# YOUR CODE HERE\nraise NotImplementedError()\n"


def release_notebook() -> nbformat.NotebookNode:
    """Return what students of t1_sums open: no solution, no hidden test."""
    nb = source_notebook()
    for cell in nb.cells:
        role = cell.metadata.get("pixgrad", {}).get("role")
        if role == "answer":
            head = cell.source.split("    # BEGIN")[0].split("# BEGIN")[0]
            indent = "    " if head else ""
            cell.source = head + STUB.replace("# YOUR", indent + "# YOUR").replace("raise", indent + "raise")
        elif role == "check":
            cell.source = cell.source.split("# BEGIN HIDDEN")[0].rstrip()
    return nb


def student_notebook(**answers: str | None) -> nbformat.NotebookNode:
    """Return a student's notebook: right, but for the answers given by label (None: not answered)."""
    nb = release_notebook()
    for cell in nb.cells:
        label = cell.metadata.get("pixgrad", {}).get("exercise", "")
        source = {**RIGHT, **answers}.get(label)
        if cell.id.endswith("-answer") and source is not None:
            cell.source = source
    return nb


def hand_in(submitted: Path, student: str, content: nbformat.NotebookNode | bytes) -> Path:
    """Put a submission where `pixgrad grade` looks for it."""
    path = submitted / student / SLUG / f"{SLUG}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else nbformat.writes(content).encode())
    return path


def hand_in_class(submitted: Path) -> None:
    """Hand in one submission of every kind that a batch must survive."""
    right = student_notebook()
    hand_in(submitted, "ada-right", right)
    hand_in(submitted, "ben-minus", student_notebook(**MINUS))
    hand_in(submitted, "cleo-untouched", release_notebook())
    hand_in(
        submitted, "dan-endless", student_notebook(mean="def mean(numbers):\n    while True:\n        pass")
    )
    hand_in(submitted, "eve-no-notebook", b"\x89PNG not a notebook")
    (submitted / "gus-nothing" / SLUG).mkdir(parents=True)
    (submitted / "hal-absent").mkdir()
    hand_in(submitted, "ida-link", b"").unlink()
    (submitted / "ida-link" / SLUG / f"{SLUG}.ipynb").symlink_to(
        submitted / "ada-right" / SLUG / f"{SLUG}.ipynb"
    )
    (submitted / "jo-folder" / SLUG / f"{SLUG}.ipynb").mkdir(parents=True)
    (submitted / "lea-dead" / SLUG).mkdir(parents=True)
    dead = student_notebook(add="import os\n\ndef add(a, b):\n    os._exit(3)")
    nbformat.write(dead, submitted / "lea-dead" / SLUG / f"{SLUG}.ipynb")
