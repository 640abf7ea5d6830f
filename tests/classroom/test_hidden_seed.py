"""Hidden numbers that another attempt does not meet again, and a mark that can be repeated."""

import stat
from dataclasses import replace

import pytest

from pixgrad.classroom.batch import Options, grade
from pixgrad.classroom.hidden_seed import seeds_of
from pixgrad.errors import PixgradError
from pixgrad.marking.mark import Submission


def test_each_attempt_has_its_own_numbers_in_every_run(course):
    """Does the same file meet the same numbers again, and another file, assignment or course others?"""
    first, second = Submission("ada", b"first attempt"), Submission("ada", b"second attempt")
    drawn = [seeds_of(course).of(each, "t1_sums") for each in (first, second, first)]
    assert drawn[0] == drawn[2] != drawn[1]
    assert seeds_of(course).of(first, "t2") != drawn[0]
    course.secret.unlink()
    assert seeds_of(course).of(first, "t1_sums") != drawn[0]


def test_the_secret_is_its_owners_alone(course):
    """Can nobody else on the machine read it?"""
    seeds_of(course)
    assert stat.S_IMODE(course.secret.stat().st_mode) == 0o600


def test_a_damaged_secret_is_one_sentence(course):
    """Is half a secret, which anybody could guess, refused instead of used?"""
    course.secret.write_text("abc")
    with pytest.raises(PixgradError, match="shorter than 32 characters"):
        seeds_of(course)


@pytest.mark.slow
def test_the_seed_stands_in_the_verdict_and_repeats_the_mark(course, hand_made, limits):
    """Does marking with the seed of a verdict give it again, and is nothing run that has been?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    first = grade(course, "t1_sums", Options(limits), progress=False)
    seed = first.verdicts["ada"].seed
    assert seed == seeds_of(course).of(Submission("ada", _payload(course)), "t1_sums")
    assert grade(course, "t1_sums", Options(limits, seed=seed), progress=False).marked == ()
    again = grade(course, "t1_sums", Options(limits, seed=seed, again=True), progress=False)
    assert replace(again.verdicts["ada"], seconds=0) == replace(first.verdicts["ada"], seconds=0)
    other = grade(course, "t1_sums", Options(limits, seed=seed + 1), progress=False)
    assert other.marked == ("ada",) and other.verdicts["ada"].seed == seed + 1


def _payload(course):
    return (course.submitted / "ada" / "t1_sums" / "t1_sums.ipynb").read_bytes()
