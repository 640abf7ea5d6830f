"""The grade table as a file."""

import pytest

from pixgrad.pages.grade_file import grades_csv


@pytest.mark.parametrize("student", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_student_is_a_formula(kit, student):
    """Is a folder called =1+1 text in a spreadsheet, too?"""
    row = {exercise.label: 0.0 for exercise in kit.exercises}
    lines = grades_csv(kit, {student: row, "ada": row}).splitlines()
    assert lines[1].startswith(f"'{student}")
    assert lines[2].startswith("ada,")
