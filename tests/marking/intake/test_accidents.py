"""A right notebook that went through an accident keeps full marks; what is no accident earns nothing."""

import copy
import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from pixgrad.marking.intake import admit
from pixgrad.notebook.cells import grade_id_of


def as_data(nb):
    """A notebook as plain JSON data, to be damaged at will."""
    return json.loads(nbformat.writes(nb))


def admitted(data, kit):
    """Hand data, text or bytes through intake; returns the notebook and the kinds of the findings."""
    payload = data if isinstance(data, bytes) else json.dumps(data).encode()
    nb, findings = admit(payload, kit)
    nbformat.validate(nb)
    return nb, sorted(finding.kind for finding in findings)


def run(nb):
    """Execute answers and own cells, then every check where it stands; returns labels of those that pass."""
    passed, scope = [], {}
    for cell in nb.cells:
        if cell.cell_type != "code" or "explore" in cell.metadata.get("tags", []):
            continue
        try:
            exec(cell.source, scope)
        except BaseException:
            continue
        if cell.metadata.get("nbgrader", {}).get("grade"):
            passed.append(grade_id_of(cell).removesuffix("-check"))
    return passed


EVERYTHING = ["add", "mean", "double"]


def without_metadata(data):
    for cell in data["cells"]:
        cell["metadata"] = {}
    data["metadata"] = {}


def without_anything(data):
    without_metadata(data)
    for place, cell in enumerate(data["cells"]):
        cell["id"] = f"x{place}"


def as_format_3(data):
    cells = [
        {
            "cell_type": cell["cell_type"],
            ("input" if cell["cell_type"] == "code" else "source"): cell["source"],
            "language": "python",
        }
        for cell in data.pop("cells")
    ]
    data["worksheets"] = [{"cells": cells[:4]}, {"cells": cells[4:]}]
    data["nbformat"] = 3


def of_minor(minor):
    def change(data):
        data["nbformat_minor"] = minor

    return change


def backwards(data):
    data["cells"].reverse()


def check_moved_up(data):
    cells = data["cells"]
    cells.insert(0, cells.pop(next(i for i, cell in enumerate(cells) if cell["id"] == "double-check")))


def retyped(kind):
    def change(data):
        for cell in data["cells"]:
            if cell["id"].endswith(("-answer", "-check")):
                cell["cell_type"] = kind
                cell.pop("outputs"), cell.pop("execution_count")

    return change


def sources_as_nothing(data):
    for cell in data["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = None
        elif cell["id"].endswith("-check"):
            cell["source"] = {"odd": [1]}


def other_language(data):
    data["metadata"] = {
        "kernelspec": {"name": "julia-1.9", "language": "julia"},
        "language_info": {"name": "R"},
    }


def metadata_of_odd_kinds(data):
    odd = [None, 7, "x", [1], {"nbgrader": 7}, {"nbgrader": {"grade_id": ["a"]}}, {"tags": "explore"}]
    for place, cell in enumerate(data["cells"]):
        cell["metadata"] = odd[place % len(odd)]


def same_ids(data):
    for cell in data["cells"]:
        cell["id"] = "same"


def believed_to_be_pictures(data):
    for cell in data["cells"]:
        cell["metadata"]["tags"] = ["explore"]


def without_text(data):
    data["cells"] = [cell for cell in data["cells"] if cell["cell_type"] == "code"]


def without_checks_and_given(data):
    data["cells"] = [cell for cell in data["cells"] if cell["id"].endswith("-answer")]


def answers_in_own_cells_at_the_end(data):
    own = []
    for cell in data["cells"]:
        if cell["id"].endswith("-answer"):
            own.append({**copy.deepcopy(cell), "metadata": {}, "id": f"own-{len(own)}"})
            cell["source"] = STUBS[cell["id"]]
    data["cells"] += own


def answers_in_one_own_cell(data):
    answers_in_own_cells_at_the_end(data)
    own, data["cells"] = data["cells"][-3:], data["cells"][:-3]
    own[0]["source"] = ["\n\n".join("".join(cell["source"]) for cell in own)]
    data["cells"].insert(1, own[0])


def answers_in_the_checks(data):
    cells = {cell["id"]: cell for cell in data["cells"]}
    for label in EVERYTHING:
        answer, check = cells[f"{label}-answer"], cells[f"{label}-check"]
        check["source"] = "".join(answer["source"]) + "\n" + "".join(check["source"])
        answer["source"] = STUBS[answer["id"]]


def answers_in_the_pictures(data):
    explore = next(cell for cell in data["cells"] if cell["id"] == "explore-1")
    for cell in data["cells"]:
        if cell["id"].endswith("-answer"):
            explore["source"] = "".join(explore["source"]) + "\n" + "".join(cell["source"])
            cell["source"] = STUBS[cell["id"]]


def a_blank_copy_behind(data):
    for cell in list(data["cells"]):
        if cell["id"].endswith("-answer"):
            place = data["cells"].index(cell)
            data["cells"].insert(place + 1, {**copy.deepcopy(cell), "source": STUBS[cell["id"]]})


def a_blank_copy_without_marks_behind(data):
    a_blank_copy_behind(data)
    for cell in data["cells"]:
        if cell["source"] == STUBS.get(cell["id"]):
            cell["metadata"], cell["id"] = {}, f"copy-of-{cell['id']}"


def wrong_copies_before(data):
    for cell in list(data["cells"]):
        if cell["id"].endswith("-answer"):
            name = cell["id"].removesuffix("-answer")
            place = data["cells"].index(cell)
            data["cells"].insert(
                place, {**copy.deepcopy(cell), "source": f"def {name}(*all):\n    return 99"}
            )


STUBS: dict[str, str] = {}
ACCIDENTS = {
    "no metadata": (without_metadata, ["lost-metadata"]),
    "no metadata, no ids": (without_anything, ["lost-metadata"]),
    "format 3": (as_format_3, ["lost-metadata", "other-format"]),
    "format 4.0": (of_minor(0), []),
    "format 4.99": (of_minor(99), ["other-format"]),
    "minor is odd": (of_minor("NaN"), ["other-format"]),
    "backwards": (backwards, ["moved-cell"]),
    "one cell elsewhere": (check_moved_up, ["moved-cell"]),
    "text": (retyped("markdown"), ["retyped-cell"]),
    "raw": (retyped("raw"), ["retyped-cell"]),
    "sources are nothing": (sources_as_nothing, ["edited-cell"]),
    "another language": (other_language, ["other-language"]),
    "odd metadata": (metadata_of_odd_kinds, ["lost-metadata"]),
    "same ids": (same_ids, []),
    "explore everywhere": (believed_to_be_pictures, []),
    "no text": (without_text, []),
    "answers alone": (without_checks_and_given, ["deleted-cell"]),
    "own cells at the end": (answers_in_own_cells_at_the_end, ["moved-answer"]),
    "one own cell at the start": (answers_in_one_own_cell, ["moved-answer"]),
    "in the checks": (answers_in_the_checks, ["edited-cell", "moved-answer"]),
    "in the pictures": (answers_in_the_pictures, ["moved-answer"]),
    "blank copies": (a_blank_copy_behind, ["copied-cell"]),
    "blank copies without marks": (a_blank_copy_without_marks_behind, ["copied-cell"]),
    "wrong copies before": (wrong_copies_before, ["copied-cell"]),
}


@pytest.fixture(autouse=True)
def stubs(kit):
    """Fill in what the answer cells looked like when they were handed out."""
    STUBS.update(kit.blanks)


@pytest.mark.parametrize("accident, kinds", ACCIDENTS.values(), ids=ACCIDENTS)
def test_a_right_notebook_keeps_its_marks(notebook, kit, accident, kinds):
    """Does everything pass after an accident, with findings that say what it was?"""
    data = as_data(notebook())
    accident(data)
    nb, found = admitted(data, kit)
    assert run(nb) == EVERYTHING
    assert found == kinds
    assert [name for cell in nb.cells if (name := grade_id_of(cell))] == list(kit.cells)


@pytest.mark.parametrize("accident, kinds", ACCIDENTS.values(), ids=ACCIDENTS)
def test_an_accident_earns_nothing_by_itself(hand_made, kit, accident, kinds):
    """Does an untouched notebook that went through the same pass nothing?"""
    data = as_data(hand_made.release_notebook())
    accident(data)
    nb, _ = admitted(data, kit)
    assert run(nb) == []


def test_tampered_metadata_is_noted_and_not_believed(notebook, kit):
    """Are points of 1000 remarked on?"""
    data = as_data(notebook())
    for cell in data["cells"]:
        if cell["id"] == "add-check":
            cell["metadata"]["nbgrader"] |= {"points": 1000, "grade": False}
    nb, kinds = admitted(data, kit)
    assert kinds == ["changed-metadata"]
    assert next(cell for cell in nb.cells if cell.id == "add-check").metadata.nbgrader["points"] == 40


def test_a_forged_check_is_put_back(notebook, kit, hand_made):
    """Is an own cell with the id of a check, in place of it or beside it, worth nothing?"""
    for beside in (True, False):
        nb = hand_made.release_notebook()
        nb.cells = [cell for cell in nb.cells if beside or cell.id != "add-check"]
        forged = new_code_cell(
            "pass", metadata={"nbgrader": hand_made.nbgrader("add-check", grade=True, points=99)}
        )
        nb.cells.append(forged)
        assert run(admitted(nb, kit)[0]) == []


def test_what_a_student_adds_to_a_given_cell_is_kept(notebook, kit):
    """Does an import beside the given ones still work, and a changed given name not?"""
    nb = notebook(double="double = partial(lambda a, b: a * b, 2)\nassert math.pi > 3")
    given = next(cell for cell in nb.cells if cell.id == "given-1")
    given.source = "from functools import partial\nimport warnings\nmath = None"
    nb, kinds = admitted(nb, kit)
    assert kinds == ["edited-cell"]
    assert run(nb) == EVERYTHING


def test_own_cells_stay_behind_the_cell_that_they_followed(notebook, kit):
    """Do helpers and notes keep their place, also when kit cells are brought back into order?"""
    nb = notebook(mean="def mean(numbers):\n    return total(numbers) / len(numbers)")
    place = next(i for i, cell in enumerate(nb.cells) if cell.id == "mean-answer")
    nb.cells.insert(place, new_markdown_cell("my note"))
    nb.cells.insert(place, new_code_cell("total = sum"))
    moved = nb.cells.pop(place + 2)
    nb.cells.append(moved)
    nb, _ = admitted(nb, kit)
    sources = [cell.source for cell in nb.cells]
    assert sources.index("total = sum") + 1 == sources.index("my note")
    assert run(nb) == EVERYTHING


def test_a_helper_is_there_before_an_answer_that_was_moved(notebook, kit):
    """Does an answer written at the end of the notebook find the own cells before it?"""
    nb = notebook(mean=None)
    nb.cells += [
        new_code_cell("base = 0"),
        new_code_cell("total = lambda numbers: sum(numbers, base)"),
        new_code_cell("def mean(numbers):\n    return total(numbers) / len(numbers)"),
    ]
    for cell in nb.cells:
        if cell.id == "mean-answer":
            cell.source = STUBS["mean-answer"]
    nb, kinds = admitted(nb, kit)
    assert kinds == ["moved-answer"]
    assert run(nb) == EVERYTHING


def test_a_renamed_function_is_recognised_by_its_place(notebook, kit):
    """Is an answer under a wrong name, all metadata lost, still shown as the answer?"""
    data = as_data(notebook(mean="def average(numbers):\n    return sum(numbers) / len(numbers)"))
    without_anything(data)
    nb, _ = admitted(data, kit)
    assert "average" in next(cell for cell in nb.cells if cell.id == "mean-answer").source
    assert run(nb) == ["add", "double"]


def test_of_two_answers_the_last_counts_and_a_syntax_error_stays(notebook, kit):
    """Is the choice the one that Jupyter makes, and is a broken answer not replaced by an earlier one?"""
    nb = notebook()
    place = next(i for i, cell in enumerate(nb.cells) if cell.id == "add-answer")
    for source in ("def add(a, b):\n    return 0", "def add(a, b:\n    return a + b"):
        nb.cells.insert(place + 1, copy.deepcopy(nb.cells[place]))
        nb.cells[place + 1].source = source
        assert "add" not in run(admitted(nb, kit)[0])


def test_magics_do_not_hide_an_answer(notebook, kit):
    """Is a function behind a cell magic found, and left as it is?"""
    nb = notebook(add=STUBS["add-answer"])
    nb.cells.append(new_code_cell("%%time\n%matplotlib inline\ndef add(a, b):\n    return a + b"))
    nb, kinds = admitted(nb, kit)
    assert kinds == ["moved-answer"]
    assert next(cell for cell in nb.cells if cell.id == "add-answer").source.startswith("%%time")


def test_odd_characters_do_not_stop_anything(notebook, kit):
    """Are halves of surrogate pairs and zeros taken out, so that the notebook can be written?"""
    text = nbformat.writes(notebook(add="# 1\ndef add(a, b):\n    return a + b"))
    text = text.replace("# 1", "# \\ud800 \\u0000 \\u001b[0m").replace("## mean", "raw\x01control")
    nb, kinds = admitted(text.encode(), kit)
    assert kinds == ["odd-characters"]
    nbformat.writes(nb).encode()
    assert run(nb) == EVERYTHING


def test_numbers_and_nesting_beyond_measure_do_no_harm(notebook, kit):
    """Are NaN, a number of 10,000 digits, duplicate keys and 500 nested lists read past?"""
    text = nbformat.writes(notebook())
    odd = '{"metadata": 1, "metadata": {"a": NaN, "b": -Infinity, "c": 1' + 9999 * "0" + ', "d": ' + 500 * "["
    text = text.replace("{", odd + 500 * "]" + '}, "x": 0,', 1)
    nb, _ = admitted(text.encode(), kit)
    assert run(nb) == EVERYTHING


@pytest.mark.slow
def test_heavy_sources_are_looked_at_in_bounded_depth(notebook, kit):
    """Do expressions that exhaust a parser end in a notebook, not in a crash?"""
    sums = ["+".join("1" * terms) for terms in (300, 450, 600, 900, 30_000)]
    for source in ("x = " + "(" * 5000, "x = " + "-" * 50_000 + "1", "x" * 300_000, *sums):
        nb, _ = admitted(notebook(add=source), kit)
        assert "add" not in next(cell for cell in nb.cells if cell.id == "double-answer").source
