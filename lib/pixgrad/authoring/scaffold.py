"""A new exercise: text, answer, check and hint in the source, its file in the bank, and what is left to do.

What is written is a small exercise that works, so that every step of an author can be tried at once; each
line that is still to be written says TODO, and the audit lists those lines until none is left.
"""

import keyword
import re
from collections.abc import Iterator
from pathlib import Path

from pixgrad.authoring import source
from pixgrad.authoring.rules import TOTAL_POINTS
from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.errors import UsageError, nearest

TODO = "TODO"
ANSWER = re.compile(r'# %% answer="([^"]+)"')
CELLS = '''\
# %% [markdown]
# ## TODO: a heading
#
# TODO: why, in one to three lines. Then what to write: `{name}(x)`.


# %% answer="{label}"
def {name}(x):
    """TODO: what it returns, in one line. This text is the whole specification.

    Parameters
    ----------
    x : ndarray of shape (N,)
        TODO: what it is, its dtype, and its edge cases.

    Returns
    -------
    ndarray of shape (N,)
        TODO: what it is.
    """
    # BEGIN SOLUTION
    return 2 * x  # TODO: your solution
    # END SOLUTION


# %% check="{label}" points={points}
# TODO: small numbers that a student can follow by hand, the edge cases among them.
check.returns({name}, [(np.array([1.0, -2.0]),)], [np.array([2.0, -4.0])], exercise="{label}")
# BEGIN HIDDEN TESTS
# TODO: the same questions with fresh numbers; another way to the right answer, no copy of the solution.
fresh = check.rng("{label}").normal(size=5)
check.returns({name}, [(fresh,)], lambda x: x + x, exercise="{label}")
# END HIDDEN TESTS

# %% [markdown] hint="{label}"
# TODO: what helps without giving the code away.
'''
ANSWERS = """\
# %% exercise="{label}" name="{name}"

# %% right="in-one-line"
def {name}(x):  # TODO: right answers in other styles, four or more of them
    return x * 2

# %% mistake="squared"
# this is the square of each number, not twice the number. TODO: a slip that people make, and its sentence.
def {name}(x):
    return x**2

# %% mistake="sign-lost" edits="in-one-line"
# the sign is lost. TODO: a slip that is a few lines away from another answer says which lines change.
-     return x * 2
+     return abs(x) * 2
"""


def new(root: Path, slug: str, label: str, name: str = "", points: int = 5, after: str = "") -> list[str]:
    """Write a new exercise into the source of an assignment and into the bank.

    Parameters
    ----------
    root : Path
        Folder of the course.
    label : str
        Kebab label of the exercise, new in the whole course.
    name : str
        Function it asks for; the label with underscores without.
    after : str
        Label of the exercise that it follows; the last one without.

    Returns
    -------
    list of str
        What was written, and what to do next.

    Raises
    ------
    UsageError
        For an unknown assignment, a label that is none or is taken, a name that is none.
    """
    Course(root).chosen((slug,))
    name = name or label.replace("-", "_")
    _look_at_names(root, label, name)
    path, answers = Course(root).script(slug), bank.FOLDER / slug / f"{label}.py"
    line = _insert(path, CELLS.format(label=label, name=name, points=points), after)
    answers.parent.mkdir(exist_ok=True)
    answers.write_text(ANSWERS.format(label=label, name=name), encoding="utf-8")
    total = sum(cell.points for cell in source.read(path).cells)
    return [
        f"{_shown(path, root)}:{line}: text, answer, check and hint of {label}",
        f"{_shown(answers, root)}:1: right and wrong answers",
        f"next: replace every line with {TODO} in these two files",
        *_points_line(total),
        f"then: pixgrad build {slug} && pixgrad audit {slug} --only {label}",
        "more: CONTRIBUTING.md, Adding an exercise",
    ]


def _look_at_names(root: Path, label: str, name: str) -> None:
    """Raise UsageError unless label and name can be those of a new exercise."""
    if not source.LABEL.fullmatch(label):
        raise UsageError(f"the label {label!r} should be kebab-case, such as svm-loss")
    if not name.isidentifier() or keyword.iskeyword(name):
        raise UsageError(f"no function can be called {name!r}; say another one: --name FUNCTION")
    for slug in Course(root).written():
        lines = Course(root).script(slug).read_text(encoding="utf-8").splitlines()
        if any(found[1] == label for line in lines if (found := ANSWER.match(line))):
            raise UsageError(f"{slug} has an exercise {label} already; labels are unique in the whole course")
    if taken := next(bank.FOLDER.glob(f"*/{label}.py"), None):
        raise UsageError(f"{_shown(taken, root)} is there already, but no notebook has an exercise {label}")


def _insert(path: Path, cells: str, after: str) -> int:
    """Write cells at the end of a source, or before the exercise that is next; returns the line."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = _place(lines, path.stem, after) if after else len(lines)
    before = "".join(lines[:place]).rstrip("\n") + "\n\n"
    text = before + cells + "\n" + "".join(lines[place:])
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    return before.count("\n") + 1


def _place(lines: list[str], slug: str, after: str) -> int:
    """The line before which a new exercise is written: the text of the exercise that is next, or the end."""
    answers = {found[1]: place for place, line in enumerate(lines) if (found := ANSWER.match(line))}
    if after not in answers:
        raise UsageError(f"--after {after}: {slug} has no such exercise{nearest(after, answers)}")
    behind = [place for place in answers.values() if place > answers[after]]
    if not behind:
        return len(lines)
    return max(place for place in range(behind[0]) if lines[place].startswith("# %% [markdown]"))


def _points_line(total: int) -> list[str]:
    excess = total - TOTAL_POINTS
    if not excess:
        return []
    change = f"take {excess} from other checks" if excess > 0 else f"give {-excess} to checks"
    return [f"next: the points of the notebook add up to {total}, and should to {TOTAL_POINTS}: {change}"]


def unfinished(root: Path, slug: str, only: str = "") -> Iterator[str]:
    """One line for each line that still says TODO, in the source of an assignment and in its bank."""
    for path in [Course(root).script(slug), *sorted(bank.FOLDER.glob(f"{slug}/{only or '*'}.py"))]:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if TODO in line:
                yield f"{_shown(path, root)}:{number}: {line.strip().removeprefix('# ')}"


def _shown(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path
