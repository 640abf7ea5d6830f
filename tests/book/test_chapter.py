"""What a page of the book holds, and what it holds not."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output

from pixgrad.book import exercise, terms
from pixgrad.book.chapter import chapter
from pixgrad.book.executed import PICTURE, WIDGET, for_readers
from pixgrad.book.site import links
from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.notebook.cells import answers, label_of, role_of
from pixgrad.notebook.marks import hidden_tests

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
SLUG = "a0_numpy"


@pytest.fixture(scope="module")
def solved():
    """The solved notebook; for the text of a page it need not have run."""
    return nbformat.read(COURSE.source(SLUG), as_version=4)


def page(notebook, solved):
    """The text of the whole page."""
    release = nbformat.read(COURSE.release(SLUG), as_version=4)
    made = chapter(SLUG, notebook, release, solved, "links")
    nbformat.validate(made)
    return "\n".join(cell.source for cell in made.cells)


def test_every_exercise_has_all_its_parts(solved):
    """Are stub, check, hint, solution, other ways and what others got wrong on the page?"""
    text = page(solved, solved=True)
    for label in answers(solved):
        assert f'id="{label}"' in text
    for part in ("The check that you run", "Hint", "Solution, and other ways", "What others got wrong"):
        assert text.count(f"<summary>{part}") >= 10
    assert "**Larger minus smaller.**" in text and "Another way." not in text and "`wraps-around`" in text
    assert "d does not: " in text or "belongs: " in text  # reasons of questions, in their solutions


@pytest.mark.slow
def test_without_solutions_nothing_of_them_is_left(solved):
    """Are solutions, reasons, other ways and the slips of questions absent for a graded course?"""
    text = page(solved, solved=False)
    assert "Solution" not in text and "The way: " not in text
    for label, answer in answers(solved).items():
        lines = {line.strip() for line in answer.splitlines()[1:] if len(line.strip()) > 25}
        stub = {line.strip() for line in text.splitlines()}
        released = nbformat.read(COURSE.release(SLUG), as_version=4)
        known = {line.strip() for cell in released.cells for line in cell.source.splitlines()}
        assert not (lines - known) & stub, label
        for way in bank.known(label).variants:
            assert way.source.strip() not in text


def test_no_hidden_test_is_shown(solved):
    """Do the checks on the page end where what students see ends?"""
    text = page(solved, solved=True)
    for cell in solved.cells:
        if role_of(cell) == "check":
            for tests in hidden_tests(cell.source):
                assert tests.strip() not in text, label_of(cell)


def test_a_sentence_of_a_check_is_shown_as_it_is_told():
    """Is a mistake with a number of its own told with its example, and no sign taken for Markdown?"""
    text = exercise.under("pixel-difference", "check", "", "answer", solved=True)
    assert "3 - 5 is 254 for them" in text
    free = next(each for each in bank.load("a5_backprop").mistakes if each.free)
    assert f"{{{free.free}}}" not in exercise.under(free.exercise, "check", "", "answer", solved=True)


def test_every_term_of_the_index_is_in_the_course():
    """Does each term of the index lead somewhere?"""
    chapters = {slug: nbformat.read(COURSE.source(slug), as_version=4) for slug in COURSE.slugs()}
    assert {term for term, places in terms.places_of_terms(chapters).items() if not places} == set()


def test_links_come_from_one_setting():
    """Are Colab and Binder offered for a known repository only?"""
    assert "colab" not in links(SLUG, "")
    text = links(SLUG, "ada/course")
    assert "colab.research.google.com/github/ada/course/blob/HEAD/assignments/a0_numpy/a0_numpy.ipynb" in text
    assert "mybinder.org/v2/gh/ada/course" in text


def test_sliders_stand_still_in_the_book():
    """Is the still picture of a slider shown, and a progress bar not?"""
    view = {WIDGET: {"model_id": "1"}, "text/plain": "..."}
    outputs = [
        new_output("display_data", view),
        new_output("stream", name="stderr", text="..."),
        new_output("display_data", view | {PICTURE: "cGl4ZWxz", "text/html": '<img alt="k = 5">'}),
        new_output("stream", text="printed"),
    ]
    slider, printed = for_readers(outputs)
    assert set(slider.data) == {PICTURE, "text/html", "text/plain"}
    assert printed.text == "printed"
