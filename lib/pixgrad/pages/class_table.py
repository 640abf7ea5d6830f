"""Grades of a class as a person sees them in the terminal."""

from collections.abc import Mapping

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Outcome, Verdict
from pixgrad.pages.grade_file import number
from pixgrad.pages.standing import Standing, duration, totals

SIGNS: dict[Outcome, tuple[str, str]] = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "error": ("!", "red"),
    "timeout": ("◷", "magenta"),
    "not-run": ("–", "yellow"),
    "unanswered": ("·", "dim"),
    "noted": ("·", "dim"),
}
LONGEST_ID = 40  # characters of an id that are shown; the grade file has them all
MOST_ROWS = 200  # that a person scrolls through; of a larger class, those with something unusual
COLUMNS = ("student", "score", "exercises", "time", "remarks")


def class_table(
    kit: Kit,
    scores: dict[str, dict[str, float]],
    verdicts: Mapping[str, Verdict],
    width: int = 120,
    standings: Mapping[str, Standing] | None = None,
) -> Table:
    """Return the grade table for the terminal: a sign for each exercise, and what was unusual.

    Parameters
    ----------
    kit : Kit
    scores : dict of str to dict of str to float
        Points per student and exercise as the gradebook has them.
    verdicts : dict of str to Verdict
        By student.
    width : int
        Columns of the terminal; remarks are cut to what is left of them.
    standings : mapping of str to Standing
        By student: who came late, what a person has to look at.
    """
    standings = standings or {}
    total, late = totals(scores, standings), {who: _late(each) for who, each in standings.items()}
    columns = [*COLUMNS[:2], *(["late"] if any(late.values()) else []), *COLUMNS[2:]]
    table = Table(box=SIMPLE, title=f"{kit.slug}: {kit.title}", title_justify="left")
    for name in columns:
        table.add_column(
            name, no_wrap=True, justify="left" if name in ("student", "exercises", "remarks") else "right"
        )
    taken = (
        max(len(_short(student)) for student in [*scores, "student"])
        + max(len(kit.exercises), len("exercises"))
        + 30
        + (2 + max(map(len, late.values())) if "late" in columns else 0)
    )
    for student in scores:
        cells = _cells(verdicts.get(student), standings.get(student), max(0, width - taken))
        lateness = [late.get(student, "")] if "late" in columns else []
        table.add_row(escape(_short(student)), number(total[student]), *lateness, *cells)
    return table


def chosen(
    students: list[str], verdicts: Mapping[str, Verdict], standings: Mapping[str, Standing]
) -> list[str]:
    """Return the students whose rows are shown: all, or in a large class first who needs to be looked at."""
    if len(students) <= MOST_ROWS:
        return students
    waiting = [each for each in students if each in standings and standings[each].waiting]
    odd = [each for each in students if each in verdicts and verdicts[each].findings]
    return list(dict.fromkeys([*waiting, *odd, *students]))[:MOST_ROWS]


def _late(standing: Standing) -> str:
    """Return what lateness cost, or that it cost nothing; empty if nothing came late."""
    if standing.penalty:
        return f"-{number(standing.penalty)}"
    return f"{duration(standing.late)}" if standing.late else ""


def _short(student: str) -> str:
    return student if len(student) <= LONGEST_ID else student[: LONGEST_ID - 1] + "…"


def _cells(verdict: Verdict | None, standing: Standing | None, room: int) -> tuple[Text, str, Text]:
    waiting = f"for a person: {', '.join(standing.waiting)}" if standing and standing.waiting else ""
    if verdict is None:
        return Text("?", style="dim"), "", Text("not marked by pixgrad"[:room])
    signs = Text.assemble(*(SIGNS[result.outcome] for result in verdict.results))
    words = waiting or remark(verdict)
    cut = words if len(words) <= room else words[: room - 1] + "…" if room else ""
    return signs, f"{verdict.seconds:.1f} s", Text(cut)


def remark(verdict: Verdict) -> str:
    """Return the most telling line about a submission: a finding, or the first thing that went wrong."""
    if verdict.findings:
        return verdict.findings[0].message
    lost = [result for result in verdict.results if result.outcome not in ("passed", "unanswered")]
    if not lost:
        return ""
    first = lost[0].message.splitlines()[0] if lost[0].message else lost[0].outcome
    return f"{lost[0].label}: {first}"


def show(
    kit: Kit,
    scores: dict[str, dict[str, float]],
    verdicts: Mapping[str, Verdict],
    standings: Mapping[str, Standing] | None = None,
) -> None:
    """Print the grade table as wide as the terminal; into a pipe, 140 columns wide."""
    width = max(60, Console().width) if Console().is_terminal else 140
    console = Console(width=width, highlight=False)
    shown = chosen(list(scores), verdicts, standings or {})
    there = {student: standings[student] for student in shown if standings and student in standings}
    console.print(class_table(kit, {each: scores[each] for each in shown}, verdicts, width, there))
    if len(shown) < len(scores):
        console.print(
            f"{len(shown)} of {len(scores)} submissions, those with something unusual first; "
            "all of them are in the files named below"
        )
    console.print("  ".join(f"{sign} {name}" for name, (sign, _) in SIGNS.items()), style="dim")
