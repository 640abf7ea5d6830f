"""From a platform's download to submissions: every attempt is kept, one of them is put where marking looks.

::

    download --downloads--> files --who_is_who--> students --> attempts --attempts--> grading/submitted

Until all of a download is read nothing is put anywhere, so a bad one changes nothing.
"""

import contextlib
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path

from pixgrad.classroom import attempts as kept
from pixgrad.classroom.attempts import Attempt
from pixgrad.classroom.batch import only_run
from pixgrad.classroom.downloads import Packed, read
from pixgrad.classroom.due_dates import due_dates_of, to_utc
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.export import roster as rosters
from pixgrad.export.download_names import HandedIn, parse
from pixgrad.export.roster import Roster, listed
from pixgrad.export.who_is_who import Directory, directory
from pixgrad.files import require_writable

SAYS_ITS_SLUG = re.compile(rb'"pixgrad"\s*:\s*\{[^{}]*"slug"\s*:\s*"([^"]{1,100})"')
# How Moodle writes a time in English; day and month in words, so that none is taken for the other.
TIMES = ("%A, %d %B %Y, %I:%M %p", "%d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%d %B %Y, %H:%M")
LONGEST_NAME = 120  # characters of a part of a path


@dataclass(frozen=True)
class File:
    """A file of a student, which lies in a scratch folder meanwhile."""

    student: str
    source: str
    handed: HandedIn
    where: str
    date: int
    path: Path
    says: str  # the assignment that it says it is of, or ""


@dataclass
class Collected:
    """What became of a download.

    Attributes
    ----------
    heading : str
        The column of the roster that folders are called by.
    new : list of str
        Students, one for each attempt that was not there yet.
    placed : dict of str to Attempt
        What marking will find.
    late : list of str
        Students whose last attempt the platform calls late.
    unplaced : dict of str to list of str
        Why files were passed over, and their names.
    by_hand : list of str
        Students whose submission was put there in another way, and is kept among the attempts.
    unread : list of str
        Hand-in times that could not be read.
    """

    heading: str = ""
    new: list[str] = field(default_factory=list)
    placed: dict[str, Attempt] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    unplaced: dict[str, list[str]] = field(default_factory=dict)
    by_hand: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    handed_in: dict[str, str] = field(default_factory=dict)

    def pass_over(self, why: str, where: str) -> None:
        """Note a file that was passed over."""
        self.unplaced.setdefault(why, []).append(where)


def collect(
    course: Course,
    slug: str,
    sources: Sequence[Path],
    roster: Path,
    heading: str | None,
    choose: Callable[[str, list[Attempt]], Attempt],
) -> Collected:
    """Take submissions out of downloads.

    Parameters
    ----------
    course : Course
    slug : str
    sources : sequence of Path
        Zips, or folders that they were unpacked in.
    roster : Path
        The platform's list of students.
    heading : str or None
        Its column that folders are called by, if it cannot be found.
    choose : callable
        Tells which of a student's attempts to mark.

    Raises
    ------
    UsageError
        For an assignment, a file or a column that does not exist.
    PixgradError
        If a download or the roster cannot be used; nothing is changed then.
    """
    course.require(slug)
    people = rosters.read(roster)
    course.make_grading()
    require_writable(course.grading)
    there = [path.name for path in course.submitted.glob("*") if path.is_dir()]
    found = Collected()
    with only_run(course), tempfile.TemporaryDirectory(prefix=".collect-", dir=course.grading) as scratch:
        files = _sorted_out(sources, people, heading, there, found, Path(scratch))
        _require_of(slug, files)
        for student, made in _attempts(files).items():
            made[-1] = replace(made[-1], when=_when(found, student, due_dates_of(course).zone))
            _keep(course, slug, student, made, choose, found)
    return found


def _sorted_out(
    sources: Sequence[Path],
    people: Roster,
    heading: str | None,
    there: list[str],
    found: Collected,
    scratch: Path,
) -> list[File]:
    """The files that are somebody's, each written into the scratch folder."""
    who: dict[str, Directory] = {}
    files: list[File] = []
    strangers: list[str] = []
    for source in sources:
        for packed in read(source):
            handed = parse(packed.where)
            if handed is None:
                found.pass_over("not called as Canvas or Moodle call a submission", packed.where)
                continue
            if handed.platform not in who:
                who[handed.platform] = directory(people, handed.platform, heading, there)
                found.heading = who[handed.platform].heading
                found.handed_in |= who[handed.platform].handed_in
            students = who[handed.platform].find(handed)
            if len(students) != 1:
                strangers.append(f"{handed.name} ({handed.number})")
                why = "of a name that several in the roster have" if students else "of nobody in the roster"
                found.pass_over(why, packed.where)
            elif packed.content is None:
                found.pass_over("too large, damaged or a link", packed.where)
            else:
                files.append(_staged(students[0], source, handed, packed, scratch / str(len(files))))
    if not files:
        raise PixgradError(_nothing(sources, people, strangers))
    return files


def _staged(student: str, source: Path, handed: HandedIn, packed: Packed, path: Path) -> File:
    content = packed.content or b""
    path.write_bytes(content)
    said = SAYS_ITS_SLUG.search(content)
    slug = said[1].decode("utf-8", "replace") if said else ""
    return File(student, source.name, handed, packed.where, packed.date, path, slug)


def _nothing(sources: Sequence[Path], people: Roster, strangers: list[str]) -> str:
    names = listed(path.name for path in sources)
    if strangers:
        return (
            f"nobody of {names}, such as {strangers[0]}, is in {people.name}: is it the roster of this "
            "course? Nothing was taken"
        )
    return (
        f"{names} holds no submission as Canvas or Moodle pack them (lovelaceada_1234_56789_a1_knn.ipynb, or "
        "Ada Lovelace_4711_assignsubmission_file/); nothing was taken"
    )


def _require_of(slug: str, files: list[File]) -> None:
    """Raise PixgradError if what says its assignment is all of others."""
    said = Counter(file.says for file in files if file.says)
    if said and slug not in said:
        other, count = said.most_common(1)[0]
        names = listed(dict.fromkeys(file.source for file in files))
        raise PixgradError(
            f"{names} holds submissions of {listed([other])} ({count} notebooks), none of {slug}; "
            "nothing was taken"
        )


def _attempts(files: Iterable[File]) -> dict[str, list[Attempt]]:
    """The attempts of each student, the oldest first.

    Of files that have one name the newest belong to the last attempt of their download, the others to those
    before it.
    """
    named: dict[tuple[str, str, str], list[File]] = {}
    for file in sorted(files, key=lambda file: (file.handed.order, file.date)):
        named.setdefault((file.student, file.source, file.handed.again), []).append(file)
    ranked: dict[tuple[str, str, int], list[File]] = {}
    for (student, source, _), same in named.items():
        for back, file in enumerate(reversed(same)):
            ranked.setdefault((student, source, back), []).append(file)
    made: dict[str, list[Attempt]] = {}
    for (student, source, _), together in ranked.items():
        made.setdefault(student, []).append(_attempt(source, together))
    return {student: sorted(each, key=lambda attempt: attempt.order) for student, each in made.items()}


def _attempt(source: str, files: list[File]) -> Attempt:
    order = max((file.handed.order or file.date) for file in files)
    late = any(file.handed.late for file in files)
    paths = {_short(file.handed.file): file.path for file in files}
    return Attempt(source, order, late, paths, called=files[-1].where)


def _when(found: Collected, student: str, zone: tzinfo) -> str:
    """When a student's last attempt came, as timestamp.txt has it; a time that cannot be read is noted."""
    said = found.handed_in.get(student, "").strip()
    if said in ("", "-"):
        return ""
    for form in TIMES:
        with contextlib.suppress(ValueError):
            return f"{to_utc(datetime.strptime(said, form).replace(tzinfo=zone)):%Y-%m-%d %H:%M:%S} UTC"
    found.unread.append(f"{student}: {said}")
    return ""


def _short(where: str) -> str:
    """A path no part of which is too long for a disk; the end of a name tells its kind.

    >>> _short("a/" + "b" * 500 + ".ipynb")[-8:], len(_short("a/" + "b" * 500 + ".ipynb"))
    ('bb.ipynb', 122)
    """
    return "/".join(part[-LONGEST_NAME:] for part in where.replace("\\", "/").split("/") if part)


def _keep(
    course: Course,
    slug: str,
    student: str,
    made: list[Attempt],
    choose: Callable[[str, list[Attempt]], Attempt],
    found: Collected,
) -> None:
    """Keep the attempts of a student, and put one where marking looks."""
    if kept.save_what_is_there(course, slug, student):
        found.by_hand.append(student)
    for attempt in made:
        if kept.keep(course, slug, student, attempt):
            found.new.append(student)
    every = kept.attempts(course, slug, student)
    chosen = choose(student, every)
    kept.place(course, slug, student, chosen)
    found.placed[student] = chosen
    if chosen.late:
        found.late.append(student)
