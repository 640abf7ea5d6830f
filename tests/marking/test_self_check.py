"""What a student's own check judges: everything where the course is at hand, what it can in a hand-out."""

import nbformat
import pytest

from pixgrad.marking import self_check
from pixgrad.pages import own_verdict
from pixgrad.pages.cell_links import answer_cells

QUESTION = 'check.choice(letters, "abc", {}name="letters", exercise="double"{})'
VISIBLE = "from pixgrad import check\n" + QUESTION.format("", "")
REASONS = ', reasons={"a": "a is a reason.", "b": "b is one too.", "c": "so is c."}'
JUDGED = QUESTION.format('"b", ', REASONS)
HIDDEN = f"{VISIBLE}\n# BEGIN HIDDEN TESTS\n{JUDGED}\n# END HIDDEN TESTS"


def asking(nb, source):
    """The notebook with a question in place of the last exercise's check."""
    cell = next(cell for cell in nb.cells if cell.id == "double-check")
    cell.source = source
    return nb


@pytest.fixture
def whole(course):
    """A course whose last exercise is a question."""
    path = course.source("t1_sums")
    nbformat.write(asking(nbformat.read(path, as_version=4), HIDDEN), path)
    return course.root


@pytest.fixture
def checked(notebook, limits):
    """Check a student's notebook that lies in a folder."""

    def check(folder, **answers):
        path = folder / "mine.ipynb"
        nbformat.write(asking(notebook(**answers), VISIBLE), path)
        return self_check.check(path, limits)

    return check


def outcomes(checked):
    return {result.label: result.outcome for result in checked.verdict.results}


def test_a_hand_out_notes_what_it_cannot_judge(checked, tmp_path, capsys):
    """Is a wrong answer to a question noted without the solutions, outside the sum, and never ticked?"""
    found = checked(tmp_path, double='letters = "c"')
    assert outcomes(found) == {"add": "passed", "mean": "passed", "double": "noted"}
    assert (found.verdict.score, found.verdict.max_score) == (75, 75)
    own_verdict.show(tmp_path / "mine.ipynb", found)
    said = capsys.readouterr().out
    assert "· double  noted, judged when marked" in said
    assert "2 of 2 exercises pass, 75 of 75 points." in said
    assert "Judged here: 75 of 100 points." in said


def test_an_unanswered_or_unreadable_question_is_not_noted(checked, tmp_path):
    """Does the visible check of a question still tell what is missing or cannot be read?"""
    assert outcomes(checked(tmp_path, double='letters = ""'))["double"] == "unanswered"
    assert outcomes(checked(tmp_path, double='letters = "x"'))["double"] == "failed"


def test_a_whole_course_judges_everything_and_says_why(checked, whole):
    """Is a question judged, with its reason, where the hidden tests are at hand?"""
    found = checked(whole, double='letters = "c"')
    result = found.verdict.results[-1]
    assert (result.outcome, result.slip, result.score) == ("failed", "names-c", 0)
    assert result.message.startswith("letters: c does not belong to the answer: so is c.")
    assert (result.told, found.verdict.max_score) == (result.message, 100)
    assert "hidden tests" in found.remark


def test_a_whole_course_asks_the_hidden_tests_of_code_too(checked, whole):
    """Does an answer that fits the visible check alone fail?"""
    found = checked(whole, double='letters = "b"', add="def add(a, b):\n    return 5")
    assert outcomes(found) == {"add": "failed", "mean": "passed", "double": "passed"}


def test_the_page_of_a_hand_out_says_noted(notebook, tmp_path, pixgrad, monkeypatch):
    """Does the page name what is only noted, with the points that were judged, and no failure?"""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.ipynb"
    nbformat.write(asking(notebook(double='letters = "c"'), VISIBLE), path)
    said = pixgrad("check", str(path), "--html", str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert said.code == 0
    assert "· noted, judged when marked" in page
    assert "75 <small>of 75 points</small>" in page and "Judged here: 75 of 100 points." in page


def without_identity(nb):
    """The notebook without cell ids and without the metadata of its cells, as some platforms save it."""
    for cell in nb.cells:
        cell.pop("id", None)
        cell.metadata.clear()
    nb.nbformat_minor = 4
    return nb


def test_ids_and_metadata_may_be_lost(notebook, whole, limits):
    """Is a notebook from another platform checked as it is marked, and each exercise's cell found?"""
    path = whole / "t1_sums.ipynb"
    nb = without_identity(asking(notebook(double='letters = "b"'), VISIBLE))
    path.write_text(nbformat.writes(nb))
    found = self_check.check(path, limits)
    assert set(outcomes(found).values()) == {"passed"}
    assert all(cell.number for cell in answer_cells(found.nb, found.exercises).values())


def test_a_hand_out_is_checked_by_the_release_beside_it(notebook, hand_made, tmp_path, limits):
    """Are lost metadata mended from an unanswered copy, where the solutions are not at hand?"""
    nbformat.write(hand_made.release_notebook(), tmp_path / "fresh.ipynb")
    nb = without_identity(notebook())
    (tmp_path / "mine.ipynb").write_text(nbformat.writes(nb))
    found = self_check.check(tmp_path / "mine.ipynb", limits)
    assert outcomes(found) == {"add": "passed", "mean": "passed", "double": "passed"}


def test_a_hand_out_alone_needs_no_ids(notebook, tmp_path, limits):
    """Is a notebook of format 4.0 checked by its own metadata, where nothing else is at hand?"""
    nb = notebook()
    for cell in nb.cells:
        cell.pop("id")
    nb.nbformat_minor = 0
    (tmp_path / "mine.ipynb").write_text(nbformat.writes(nb))
    found = self_check.check(tmp_path / "mine.ipynb", limits)
    assert outcomes(found) == {"add": "passed", "mean": "passed", "double": "passed"}


def test_the_course_may_be_where_the_command_is_given(notebook, whole, tmp_path, limits, monkeypatch):
    """Is a notebook that lies elsewhere, without metadata, checked by the course of the working folder?"""
    path = tmp_path / "downloaded.ipynb"
    path.write_text(nbformat.writes(without_identity(asking(notebook(double='letters = "c"'), VISIBLE))))
    monkeypatch.chdir(whole)
    found = self_check.check(path, limits)
    assert found.whole
    assert outcomes(found) == {"add": "passed", "mean": "passed", "double": "failed"}


def test_the_whole_course_judges_before_an_untouched_copy(
    notebook, hand_made, whole, tmp_path, limits, monkeypatch
):
    """Is a copy beside the untouched notebook judged by the course of the working folder all the same?"""
    nbformat.write(hand_made.release_notebook(), tmp_path / "t1_sums.ipynb")
    path = tmp_path / "t1_sums-Copy1.ipynb"
    nbformat.write(asking(notebook(double='letters = "c"'), VISIBLE), path)
    monkeypatch.chdir(whole)
    assert self_check.check(path, limits).whole


def test_a_notebook_of_another_version_is_told_so(notebook, tmp_path, pixgrad, monkeypatch):
    """Is a given cell that asks for what this package lacks one sentence, not a traceback?"""
    monkeypatch.chdir(tmp_path)
    nb = asking(notebook(double='letters = "b"'), VISIBLE + "\nassert math.pi > 3")
    given = next(cell for cell in nb.cells if cell.source.startswith("import math"))
    given.source += "\nfrom pixgrad import plots_of_old"
    nbformat.write(nb, tmp_path / "mine.ipynb")
    said = pixgrad("check", str(tmp_path / "mine.ipynb"))
    assert said.code == 1
    assert "stops with ImportError: cannot import name 'plots_of_old'" in said.err
    assert "another version of pixgrad" in said.err and "Traceback" not in said.err
