"""Canvas' and Moodle's downloads become submissions: each attempt kept, the last placed, or nothing done."""

import zipfile
from pathlib import Path

import nbformat
import pytest

from pixgrad.classroom import downloads

SLUG = "t1_sums"
GRADEBOOK = """Student,ID,SIS User ID,SIS Login ID,Section,t1_sums (77)
    Points Possible,,,,,100
"Lovelace, Ada",1234,007,ada,S1,
"Bo, Cy",1235,008,cy,S1,
"Student, Test",99,,,S1,
"""
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum grade
Participant 4711,Ada Lovelace,ada@uni.example,Submitted,,100
Participant 4712,Cy Bo,cy@uni.example,Submitted,,100
"""


@pytest.fixture
def zipped(tmp_path):
    """Write a zip of (name, content) and return its path."""

    def write(files, name="submissions.zip", level=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(tmp_path / name, "w", level) as archive:
            for where, content in files.items():
                archive.writestr(where, content)
        return str(tmp_path / name)

    return write


@pytest.fixture
def roster(tmp_path):
    """Write a roster and return its path."""

    def write(text=GRADEBOOK, name="gradebook.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


@pytest.fixture
def nb(notebook):
    """Text of a student's notebook."""
    return lambda **answers: nbformat.writes(notebook(**answers))


def placed(course, student="ada"):
    """What lies where marking looks: name -> text."""
    folder = course.submitted / student / SLUG
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.*"))}


def state(course):
    """Every file under grading, with its content, apart from locks."""
    files = (path for path in course.grading.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path: path.read_bytes() for path in files}


def test_canvas_attempts_are_told_by_their_numbers(pixgrad, course, zipped, roster, nb):
    """Is the file that was handed in last placed, the one before it kept, and lateness told?"""
    first, second, other = nb(add="def add(a, b):\n    return 1"), nb(), nb(double="double = abs")
    download = zipped(
        {
            "lovelaceada_1234_50_t1_sums.ipynb": first,
            "lovelaceada_LATE_1234_61_t1_sums-1.ipynb": second,
            "lovelaceada_LATE_1234_62_notes.txt": "see above",
            "bocy_1235_40_t1_sums.ipynb": other,
        }
    )
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster())
    assert said.code == 0, said.err
    assert placed(course) == {"t1_sums-1.ipynb": second, "notes.txt": "see above"}
    assert placed(course, "cy") == {"t1_sums.ipynb": other}
    assert "late, says the platform (1): ada" in said.out
    assert "attempts that were not there yet: 3" in said.out
    kept = course.grading / "collected" / SLUG / "ada"
    assert (kept / "001" / "files" / "t1_sums.ipynb").read_text() == first


def test_the_same_download_twice_changes_nothing(pixgrad, course, zipped, roster, nb):
    """Is collecting again without effect?"""
    words = (
        "collect",
        SLUG,
        "--from",
        zipped({"lovelaceada_1234_5_t1_sums.ipynb": nb()}),
        "--roster",
        roster(),
    )
    pixgrad(*words)
    before = state(course)
    said = pixgrad(*words)
    assert said.code == 0
    assert "not there yet: 0" in said.out
    assert state(course) == before


def test_an_older_download_that_is_collected_later_is_kept_but_not_placed(
    pixgrad, course, zipped, roster, nb
):
    """Does Canvas' number of a file decide what is last, not the order of collecting?"""
    new, old = nb(), nb(double="double = abs")
    friday = zipped({"lovelaceada_1234_90_t1_sums.ipynb": new}, "friday.zip")
    monday = zipped({"lovelaceada_1234_10_t1_sums.ipynb": old}, "monday.zip")
    for download in (friday, monday):
        pixgrad("collect", SLUG, "--from", download, "--roster", roster())
    assert placed(course) == {"t1_sums.ipynb": new}
    assert len(list((course.grading / "collected" / SLUG / "ada").glob("0*"))) == 2


def test_moodles_worksheet_says_when_something_came(pixgrad, course, zipped, roster, nb):
    """Is the hand-in time where penalties look for it, in UTC, and one that cannot be read told?"""
    settings = course.settings.read_text() + '\nc.DueDates.timezone = "Europe/Berlin"\n'
    course.settings.write_text(settings)
    times = ["Last modified (submission)", '"Monday, 3 March 2025, 10:05 PM"', "3.3.25"]
    sheet = "\n".join(f"{row},{time}" for row, time in zip(WORKSHEET.splitlines(), times, strict=True))
    names = [f"{name}_assignsubmission_file/t1.ipynb" for name in ("Ada Lovelace_4711", "Cy Bo_4712")]
    words = ("collect", SLUG, "--from", zipped(dict.fromkeys(names, nb())), "--roster", roster(sheet))
    said = pixgrad(*words)
    assert said.code == 0, said.err
    assert placed(course, "ada@uni.example")["timestamp.txt"] == "2025-03-03 21:05:00 UTC\n"
    assert "timestamp.txt" not in placed(course, "cy@uni.example")
    assert "could not be read, so not late (1): cy@uni.example: 3.3.25" in said.out
    again = pixgrad(*words)
    assert "not there yet: 0" in again.out
    assert "in another way" not in again.out


@pytest.mark.parametrize("folders", [True, False])
def test_moodle_tells_who_by_the_number_of_the_worksheet(pixgrad, course, zipped, roster, nb, folders):
    """Are Moodle's two forms of a download, with a folder for each student and without, read?"""
    sign = "/" if folders else "_"
    download = zipped({f"Ada Lovelace_4711_assignsubmission_file{sign}my sums.ipynb": nb()})
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster(WORKSHEET))
    assert said.code == 0, said.err
    assert "called by column 'Email address'" in said.out
    assert placed(course, "ada@uni.example") == {"my sums.ipynb": nb()}


def test_moodles_list_of_names_does_where_no_number_is_in_it(pixgrad, course, zipped, roster, nb):
    """Is a student found by the full name in a grade export, and nobody taken for a namesake?"""
    names = "First name,Last name,ID number\nAda,Lovelace,7\nCy,Bo,8\nCy,Bo,9\n"
    download = zipped(
        {
            "Ada Lovelace_4711_assignsubmission_file/a.ipynb": nb(),
            "Cy Bo_4712_assignsubmission_file/a.ipynb": nb(),
        }
    )
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster(names))
    assert said.code == 0
    assert [path.name for path in course.submitted.iterdir()] == ["7"]
    assert "of a name that several in the roster have (1): Cy Bo_4712" in said.err


def test_an_unpacked_download_is_read_as_well(pixgrad, course, tmp_path, roster, nb):
    """Does a folder do, links and hidden files in it left alone?"""
    folder = tmp_path / "unpacked"
    folder.mkdir()
    (folder / "lovelaceada_1234_5_t1_sums.ipynb").write_text(nb())
    (folder / ".DS_Store").touch()
    (folder / "bocy_1235_6_t1_sums.ipynb").symlink_to("/etc/passwd")
    said = pixgrad("collect", SLUG, "--from", str(folder), "--roster", roster())
    assert said.code == 0, said.err
    assert [path.name for path in course.submitted.iterdir()] == ["ada"]
    assert "damaged or a link (1): bocy_1235" in said.err


def test_folders_that_are_there_decide_by_which_id_students_are_called(pixgrad, course, zipped, roster, nb):
    """Are students called as they are already, and by --match as somebody says?"""
    (course.submitted / "007").mkdir(parents=True)
    download = zipped({"lovelaceada_1234_5_t1_sums.ipynb": nb()})
    pixgrad("collect", SLUG, "--from", download, "--roster", roster())
    assert placed(course, "007")
    pixgrad("collect", SLUG, "--from", download, "--roster", roster(), "--match", "ID")
    assert placed(course, "1234")


def test_what_was_put_there_by_hand_is_kept(pixgrad, course, zipped, roster, nb, hand_made, notebook):
    """Is a submission that no download brought found among the attempts afterwards?"""
    hand_made.hand_in(course.submitted, "ada", notebook(add="def add(a, b):\n    return 3"))
    download = zipped({"lovelaceada_1234_5_t1_sums.ipynb": nb()})
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster())
    assert "put there in another way before, kept among the attempts (1): ada" in said.out
    assert placed(course) == {"t1_sums.ipynb": nb()}
    assert "return 3" in (course.grading / f"collected/{SLUG}/ada/001/files/t1_sums.ipynb").read_text()


@pytest.mark.slow
def test_the_best_attempt_is_the_one_with_the_most_points(pixgrad, course, zipped, roster, nb):
    """Does --keep best place an earlier attempt that has more points?"""
    good, bad = nb(), nb(add="def add(a, b):\n    return 1")
    download = zipped({"lovelaceada_1234_5_t1_sums.ipynb": good, "lovelaceada_1234_6_t1_sums-1.ipynb": bad})
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster(), "--keep", "best")
    assert said.code == 0, said.err
    assert placed(course) == {"t1_sums.ipynb": good}


def bad_downloads(zipped, tmp_path, nb):
    """Downloads that cannot be taken, with a piece of what is said."""
    good = {"lovelaceada_1234_5_t1_sums.ipynb": nb()}
    other = nb().replace('"slug": "t1_sums"', '"slug": "a9_other"')
    (tmp_path / "text.zip").write_text("not a zip")
    return {
        "dots": (zipped(good | {"../../evil_1_2_x.ipynb": ""}, "dots.zip"), "outside of itself"),
        "absolute": (zipped(good | {"/tmp/evil_1_2_x.ipynb": ""}, "abs.zip"), "outside of itself"),
        "drive": (zipped(good | {"C:evil_1_2_x.ipynb": ""}, "c.zip"), "outside of itself"),
        "other": (zipped({"lovelaceada_1234_5_a9.ipynb": other}, "other.zip"), "none of t1_sums"),
        "nobody": (zipped({"zoe_77_5_t1_sums.ipynb": nb()}, "zoe.zip"), "is it the roster of this course?"),
        "photos": (zipped({"photos/beach.jpg": "x"}, "photos.zip"), "no submission as Canvas or Moodle"),
        "empty": (zipped({}, "empty.zip"), "no submission as Canvas or Moodle"),
        "text": (str(tmp_path / "text.zip"), "neither a folder nor a zip"),
        "missing": (str(tmp_path / "tset.zip"), "did you mean text.zip?"),
    }


@pytest.mark.parametrize(
    "kind", ["dots", "absolute", "drive", "other", "nobody", "photos", "empty", "text", "missing"]
)
def test_a_bad_download_is_one_line_and_changes_nothing(kind, pixgrad, course, zipped, roster, nb, tmp_path):
    """Is a download that cannot be trusted refused as a whole?"""
    download, wanted = bad_downloads(zipped, tmp_path, nb)[kind]
    before = state(course)
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster())
    assert said.code == (2 if kind == "missing" else 1)
    assert wanted in said.err
    assert len(said.err.splitlines()) == 1
    assert state(course) == before
    assert not (tmp_path / "evil_1_2_x.ipynb").exists()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (GRADEBOOK.replace(",cy,", ",ada,"), "two students have one id, 'ada'"),
        ("Name,Seat\nAda,7\nCy,8\n", "no list of Canvas that tells who is who"),
    ],
)
def test_a_bad_roster_is_one_line_and_changes_nothing(text, wanted, pixgrad, course, zipped, roster, nb):
    """Is nothing placed where it is not certain who is who?"""
    before = state(course)
    download = zipped({"lovelaceada_1234_5_t1_sums.ipynb": nb()})
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster(text))
    assert said.code == 1
    assert wanted in said.err
    assert state(course) == before


def test_a_zip_that_would_fill_the_disk_is_refused(pixgrad, course, zipped, roster, nb, monkeypatch):
    """Does what comes out count, not what the zip weighs?"""
    monkeypatch.setattr(downloads, "MOST_BYTES", 1_000_000)
    download = zipped({f"lovelaceada_1234_{n}_t1_sums.ipynb": b"\0" * 400_000 for n in range(4)})
    assert Path(download).stat().st_size < 5_000
    said = pixgrad("collect", SLUG, "--from", download, "--roster", roster())
    assert said.code == 1
    assert "is it made to fill a disk?" in said.err
    assert not course.submitted.exists()
