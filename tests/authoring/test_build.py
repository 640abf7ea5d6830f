import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.nbgraderformat import MetadataValidator

from pixgrad.authoring import build, source
from pixgrad.authoring.commands import build as build_command
from pixgrad.course import Course
from pixgrad.errors import UsageError
from pixgrad.notebook.cells import answers, with_answers


def built(course, top):
    return nbformat.read(course / top / "t1" / "t1.ipynb", as_version=4)


def test_the_notebooks_are_valid_and_the_release_hides_what_it_should(course):
    """Is the source notebook valid for nbgrader, and the release free of solutions and hidden tests?"""
    build.write(course, ["t1"])
    for top in ("solutions", "assignments"):
        nbformat.validate(built(course, top))
        MetadataValidator().validate_nb(built(course, top))
    text = (course / "assignments/t1/t1.ipynb").read_text(encoding="utf-8")
    assert "return 2 * x" not in text
    assert "fresh_numbers_for_doubling" not in text
    assert "raise NotImplementedError()" in text
    assert "<details><summary>Hint</summary>" in text
    assert not list((course / "assignments").rglob("*.py"))


def test_building_twice_gives_the_same_bytes(course):
    """Is the output byte-stable?"""
    assert build.products(course, ["t1"]) == build.products(course, ["t1"])
    assert len(build.write(course, ["t1"])) == 2
    assert build.write(course, ["t1"]) == []


def test_cell_ids_of_source_and_release_agree(course):
    """Does every cell keep its id from the source to the release?"""
    build.write(course, ["t1"])
    ids = source.cell_ids(source.read(course / "solutions/t1/t1.py").cells)
    for folder in ("solutions", "assignments"):
        assert [cell.id for cell in built(course, folder).cells if cell.id != "install"] == ids


def test_a_one_word_edit_changes_one_line_of_each_notebook(course, source_text):
    """Is the difference of two builds as small as the difference of their sources?"""
    before = build.products(course, ["t1"])
    (course / "solutions/t1/t1.py").write_text(source_text.replace("# Text.", "# Words."), encoding="utf-8")
    after = build.products(course, ["t1"])
    for path in before:
        pairs = zip(before[path].splitlines(), after[path].splitlines(), strict=True)
        assert sum(old != new for old, new in pairs) == 1


def test_drift_names_the_file_and_the_cell(course):
    """Does a hand edit, a missing product or a stray file get named, and nothing else?"""
    build.write(course, ["t1"])
    assert build.drifted(course, ["t1"]) == []
    path = course / "assignments/t1/t1.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Write it.", "Write!"), encoding="utf-8")
    (course / "assignments/t1/answers.txt").touch()
    (course / "solutions/t1/t1.ipynb").unlink()
    lines = build.drifted(course, ["t1"])
    assert len(lines) == 3
    assert "solutions/t1/t1.ipynb is missing" in lines
    assert "assignments/t1/t1.ipynb differs from its source at cell doubling" in lines
    assert any("answers.txt is a stray file" in line for line in lines)


def test_answers_and_with_answers_are_inverse(course):
    """Does putting the solution's answers into the release give a solved notebook?"""
    build.write(course, ["t1"])
    wanted = answers(built(course, "solutions"))
    assert list(wanted) == ["doubling", "concept-doubling"]
    assert "SOLUTION" not in "".join(wanted.values())
    solved = with_answers(built(course, "assignments"), wanted)
    assert answers(solved) == {label: text.rstrip("\n") for label, text in wanted.items()}


def test_unknown_assignments_and_folders_are_named(course, tmp_path_factory):
    """Does a wrong name or a wrong folder get one clear line?"""
    with pytest.raises(UsageError, match="no assignment is called t2; did you mean t1"):
        Course(course).chosen(["t2"])
    with pytest.raises(UsageError, match="not inside a course"):
        Course.find(tmp_path_factory.mktemp("elsewhere"))
    assert Course.find(course / "solutions" / "t1").root == course.resolve()


def test_points_that_do_not_add_up_are_refused(course, monkeypatch):
    """Does `pixgrad build` write nothing of a notebook of 105 points, and say so in one line?"""
    path = course / "solutions/t1/t1.py"
    path.write_text(path.read_text(encoding="utf-8").replace("points=60", "points=65"), encoding="utf-8")
    monkeypatch.chdir(course)
    done = CliRunner().invoke(build_command, [])
    assert str(done.exception).startswith("t1: the points add up to 105, not 100; change points=")
    assert not (course / "assignments/t1").exists()


def test_the_solution_shows_other_ways_and_the_release_none(course, source_text, use_bank):
    """Does a right variant that teaches something stand, as a comment, in the solution notebook alone?"""
    from .conftest import EXERCISES

    variant = 'right="shown" teaches="A product is a sum."\ndef double(x):\n    return x + x\n'
    use_bank(EXERCISES, f"\n# %% {variant}")
    made = build.products(course, ["t1"])
    solution, release = made[course / "solutions/t1/t1.ipynb"], made[course / "assignments/t1/t1.ipynb"]
    wanted = '    #\\n",\n    "    # Another way. A product is a sum.\\n",\n    "    #     def double(x):\\n'
    assert wanted in solution
    assert "Another way" not in release


def test_checks_are_folded_and_cells_that_explore_say_that_marking_skips_them(course):
    """Is the code of a check folded in the release, with one line that says what it is?"""
    build.write(course, ["t1"])
    check = next(cell for cell in built(course, "assignments").cells if cell.id == "doubling-check")
    assert check.metadata["jupyter"] == {"source_hidden": True}
    assert check.metadata["cellView"] == "form"
    assert check.source.startswith("# Check of doubling: run this cell.\n")
    explore = next(
        cell for cell in built(course, "assignments").cells if "double(np.arange(3))" in cell.source
    )
    assert "not run when your notebook is marked" in explore.source.splitlines()[0]
