"""Accidents on the way from a right notebook to the marking machine; none may cost a point."""

import codecs
import copy
import json

from battery.frame import ALL, NONE, Target, submission

accident = submission(ALL, tame=True)
nothing = submission(NONE, tame=True)


def cells_of(target: Target) -> tuple[dict, list[dict]]:
    """Return the notebook as data, and its cells."""
    data = json.loads(target.bytes())
    return data, data["cells"]


def dumped(data: dict) -> bytes:
    return json.dumps(data).encode()


def is_answer(cell: dict) -> bool:
    return cell["metadata"].get("nbgrader", {}).get("solution", False)


def is_check(cell: dict) -> bool:
    return cell["metadata"].get("nbgrader", {}).get("grade", False)


@accident
def untouched_right(target):
    """The right notebook as it is."""
    return target.bytes()


@nothing
def unanswered(target):
    """The notebook as it was handed out."""
    data, cells = cells_of(target)
    for cell in cells:
        if is_answer(cell):
            cell["source"] = target.kit.blanks[cell["metadata"]["nbgrader"]["grade_id"]]
    return dumped(data)


@accident
def metadata_lost(target):
    """All metadata is gone, as after a conversion."""
    data, cells = cells_of(target)
    for cell in cells:
        cell["metadata"] = {}
    data["metadata"] = {}
    return dumped(data)


@accident
def metadata_and_ids_lost(target):
    """All metadata is gone, and the ids of the cells are new."""
    data, cells = cells_of(target)
    for place, cell in enumerate(cells):
        cell["metadata"], cell["id"] = {}, f"x{place}"
    return dumped(data)


@accident
def format_three(target):
    """Saved in the format of 2013, with worksheets."""
    _, cells = cells_of(target)
    old = []
    for cell in cells:
        source = "input" if cell["cell_type"] == "code" else "source"
        old.append({"cell_type": cell["cell_type"], source: cell["source"], "language": "python"})
    return dumped({"worksheets": [{"cells": old}], "nbformat": 3, "nbformat_minor": 0, "metadata": {}})


@accident
def format_four_zero(target):
    """Saved by a program that knows no cell ids."""
    data, cells = cells_of(target)
    for cell in cells:
        del cell["id"]
    data["nbformat_minor"] = 0
    return dumped(data)


@accident
def minor_from_the_future(target):
    """Saved by a program to come."""
    data, _ = cells_of(target)
    data["nbformat_minor"] = 99
    return dumped(data)


@accident
def minor_is_text(target):
    """The number of the format is no number."""
    data, _ = cells_of(target)
    data["nbformat_minor"] = "NaN"
    return dumped(data)


@accident
def backwards(target):
    """All cells stand in reverse order."""
    data, cells = cells_of(target)
    cells.reverse()
    return dumped(data)


@accident
def check_moved_to_the_top(target):
    """The last check was dragged to the top."""
    data, cells = cells_of(target)
    cells.insert(0, cells.pop(max(i for i, cell in enumerate(cells) if is_check(cell))))
    return dumped(data)


def retyped(target: Target, kind: str) -> bytes:
    data, cells = cells_of(target)
    for cell in cells:
        if is_answer(cell) or is_check(cell):
            cell["cell_type"] = kind
            del cell["outputs"], cell["execution_count"]
    return dumped(data)


@accident
def retyped_as_text(target):
    """Answers and checks became text cells."""
    return retyped(target, "markdown")


@accident
def retyped_as_raw(target):
    """Answers and checks became raw cells."""
    return retyped(target, "raw")


@accident
def sources_of_odd_kinds(target):
    """Texts are null, and checks are objects."""
    data, cells = cells_of(target)
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = None
        elif is_check(cell):
            cell["source"] = {"odd": [1]}
    return dumped(data)


@accident
def another_language(target):
    """The notebook says that it is Julia and R."""
    data, _ = cells_of(target)
    data["metadata"] = {"kernelspec": {"name": "julia-1.9"}, "language_info": {"name": "R"}}
    return dumped(data)


@accident
def metadata_of_odd_kinds(target):
    """Metadata are numbers, lists and text."""
    data, cells = cells_of(target)
    odd = [None, 7, "x", [1], {"nbgrader": 7}, {"nbgrader": {"grade_id": ["a"]}}, {"tags": "explore"}]
    for place, cell in enumerate(cells):
        cell["metadata"] = odd[place % len(odd)]
    return dumped(data)


@accident
def same_id_everywhere(target):
    """Every cell has the same id."""
    data, cells = cells_of(target)
    for cell in cells:
        cell["id"] = "same"
    return dumped(data)


@accident
def explore_everywhere(target):
    """Every cell is tagged as a picture."""
    data, cells = cells_of(target)
    for cell in cells:
        cell["metadata"]["tags"] = ["explore", "skip-execution"]
    return dumped(data)


@accident
def texts_deleted(target):
    """All texts are gone."""
    data, cells = cells_of(target)
    data["cells"] = [cell for cell in cells if cell["cell_type"] == "code"]
    return dumped(data)


@accident
def answers_alone(target):
    """Only the answer cells are left."""
    data, cells = cells_of(target)
    data["cells"] = [cell for cell in cells if is_answer(cell)]
    return dumped(data)


def answers_taken_out(target: Target) -> tuple[dict, list[dict], list[dict]]:
    """Return the notebook with blank answer cells, its cells, and the answers as cells of the student."""
    data, cells = cells_of(target)
    own = []
    for cell in cells:
        if is_answer(cell):
            own.append({**copy.deepcopy(cell), "metadata": {}, "id": f"own-{len(own)}"})
            cell["source"] = target.kit.blanks[cell["metadata"]["nbgrader"]["grade_id"]]
    return data, cells, own


@accident
def answers_in_own_cells_at_the_end(target):
    """The answers stand in cells of the student's own at the end, the answer cells are blank."""
    data, cells, own = answers_taken_out(target)
    cells += own
    return dumped(data)


@accident
def answers_in_one_own_cell(target):
    """All answers stand in one cell, behind the first code cell."""
    data, cells, own = answers_taken_out(target)
    own[0]["source"] = "\n\n".join("".join(cell["source"]) for cell in own)
    first = next(place for place, cell in enumerate(cells) if cell["cell_type"] == "code")
    cells.insert(first + 1, own[0])
    return dumped(data)


@accident
def answers_in_the_checks(target):
    """Each answer was typed above the check, into the check's cell."""
    data, cells, own = answers_taken_out(target)
    checks = [cell for cell in cells if is_check(cell)]
    for answer, check in zip(own, checks, strict=True):
        check["source"] = "".join(answer["source"]) + "\n" + "".join(check["source"])
    return dumped(data)


@accident
def answers_in_the_pictures(target):
    """The answers were typed into a cell that shows pictures."""
    data, cells, own = answers_taken_out(target)
    picture = next(cell for cell in cells if "explore" in cell["metadata"].get("tags", []))
    picture["source"] = "\n".join("".join(cell["source"]) for cell in own)
    return dumped(data)


@accident
def blank_copies_behind(target):
    """Behind each answer stands a blank copy of its cell."""
    data, cells = cells_of(target)
    for cell in [cell for cell in cells if is_answer(cell)]:
        blank = target.kit.blanks[cell["metadata"]["nbgrader"]["grade_id"]]
        cells.insert(cells.index(cell) + 1, {**copy.deepcopy(cell), "source": blank})
    return dumped(data)


@accident
def wrong_copies_before(target):
    """Before each function stands a copy of its cell with an earlier, wrong version."""
    data, cells = cells_of(target)
    names = iter(list(target.functions.items()))
    for label, name in names:
        cell = next(
            c for c in cells if is_answer(c) and c["metadata"].get("pixgrad", {}).get("exercise") == label
        )
        wrong = {**copy.deepcopy(cell), "source": f"def {name}(*everything):\n    return 99"}
        cells.insert(cells.index(cell), wrong)
    return dumped(data)


@accident
def whole_notebook_twice(target):
    """The notebook was pasted behind itself."""
    data, cells = cells_of(target)
    cells += copy.deepcopy(cells)
    return dumped(data)


@accident
def checks_and_given_cells_deleted(target):
    """Checks and locked cells are gone."""
    data, cells = cells_of(target)
    data["cells"] = [
        cell for cell in cells if is_answer(cell) or not cell["metadata"].get("nbgrader", {}).get("locked")
    ]
    return dumped(data)


@accident
def checks_edited(target):
    """Every check was replaced by `pass`, with other points."""
    data, cells = cells_of(target)
    for cell in cells:
        if is_check(cell):
            cell["source"] = "pass"
            cell["metadata"]["nbgrader"]["points"] = 1000
    return dumped(data)


@nothing
def checks_made_trivial(target):
    """No answer, but every check is `pass`, worth 1000 points, and shows a forged pass."""
    data, cells, _ = answers_taken_out(target)
    forged = [{"output_type": "execute_result", "data": {"text/plain": "1000"}, "metadata": {}}]
    for cell in cells:
        if is_check(cell):
            cell["source"] = "pass"
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["outputs"] = [{**forged[0], "execution_count": 1}]
    return dumped(data)


@accident
def saved_as_utf_16(target):
    """Saved by an editor as UTF-16 with a byte order mark."""
    return codecs.BOM_UTF16_LE + target.bytes().decode().encode("utf-16-le")


@accident
def byte_order_mark(target):
    """Saved as UTF-8 with a byte order mark."""
    return codecs.BOM_UTF8 + target.bytes()


@accident
def odd_characters(target):
    """Halves of surrogate pairs and zero bytes stand in comments."""
    data, cells = cells_of(target)
    for cell in cells:
        if is_answer(cell):
            cell["source"] = "# \ud800 \x00 odd\n" + "".join(cell["source"])
    return dumped(data)


@accident
def enormous_outputs(target):
    """The notebook carries 20 MB of outputs."""
    data, cells = cells_of(target)
    flood = {"output_type": "stream", "name": "stdout", "text": ["x" * 99 + "\n"] * 200_000}
    next(cell for cell in cells if cell["cell_type"] == "code")["outputs"] = [flood]
    return dumped(data)


@nothing
def half_a_file(target):
    """The upload broke off in the middle."""
    content = target.bytes()
    return content[: len(content) // 2]


@nothing
def empty_file(target):
    """The file is empty."""
    return b""


@nothing
def a_picture(target):
    """The file is a picture."""
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


@nothing
def nested_without_end(target):
    """The file is JSON of a hundred thousand brackets."""
    return b"[" * 100_000


@accident
def another_name(target):
    """The file has the name that a browser gives to a second download."""
    return {f"{target.kit.slug} (1).ipynb": target.bytes()}


@nothing
def a_link_to_the_solution(target):
    """In place of the notebook there is a link to somebody else's."""
    return {target.filename: target.host.folder / "right.ipynb"}


@nothing
def nothing_handed_in(target):
    """The folder holds a text file alone."""
    return {"readme.txt": b"sorry"}


@accident
def modules_beside_the_notebook(target):
    """Beside the notebook lie numpy.py, pixgrad.py and sitecustomize.py."""
    evil = b"raise SystemExit('imported what a student handed in')\n"
    names = ("numpy.py", "pixgrad.py", "sitecustomize.py", "usercustomize.py", "conftest.py")
    return {target.filename: target.bytes(), **dict.fromkeys(names, evil)}
