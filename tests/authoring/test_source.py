import pytest

from pixgrad.authoring import source
from pixgrad.errors import PixgradError


def parse(tmp_path, text):
    path = tmp_path / "t1.py"
    path.write_text(text, encoding="utf-8")
    return source.read(path)


def test_cells_get_their_roles_points_and_exercise(tmp_path, source_text):
    """Does every key of the percent format become the role it stands for?"""
    parsed = parse(tmp_path, source_text)
    assert parsed.title == "Two small exercises"
    assert parsed.exercises() == ["doubling", "concept-doubling"]
    roles = [cell.role for cell in parsed.cells]
    assert roles == [
        "text",
        "given",
        "text",
        "answer",
        "check",
        "hint",
        "explore",
        "text",
        "answer",
        "check",
        "hint",
    ]
    assert [cell.points for cell in parsed.cells if cell.role == "check"] == [60, 40]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('# %% anser="a"\n1', "anser"),
        ('# %% answer="a" check="a" points=1\n1', "at most one of"),
        ('# %% answer="Loud_Label"\n1', "kebab-case"),
        ('# %% check="a"\n1', "needs points"),
        ('# %% answer="a" points=3\n1', "needs points"),
        ('# %% hint="a"\n1', "a hint is a markdown cell"),
        ('# %% [markdown] answer="a"\n# 1', "code cells"),
        ('# %% tags=["later"]\n1', "later"),
    ],
)
def test_a_malformed_cell_is_named(tmp_path, cell, said):
    """Is a slip in a cell's keys reported with the file and the cell?"""
    with pytest.raises(PixgradError, match=said) as caught:
        parse(tmp_path, f"# %% [markdown]\n# # Title\n\n{cell}\n")
    assert "t1.py" in str(caught.value)


def test_a_missing_source_or_heading_is_named(tmp_path):
    """Does a missing file or a missing title say what to do?"""
    with pytest.raises(PixgradError, match="no source"):
        source.read(tmp_path / "none.py")
    with pytest.raises(PixgradError, match="begin with '# Title'"):
        parse(tmp_path, "# %%\n1\n")


def test_ids_stay_when_another_section_grows(tmp_path, source_text):
    """Does a new cell leave the ids of other sections and of all exercises as they were?"""
    before = source.cell_ids(parse(tmp_path, source_text).cells)
    longer = source_text.replace("# Text.\n", "# Text.\n\n# %% [markdown]\n# More text.\n")
    after = source.cell_ids(parse(tmp_path, longer).cells)
    assert len(set(before)) == len(before)
    assert [cell for cell in after if cell not in before] == ["two-small-exercises-3"]
