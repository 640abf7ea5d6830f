"""Which of several files is marked, wherever it lies and whatever it is called."""

import io
import os
import zipfile

import nbformat
import pytest

from pixgrad.classroom import which_notebook
from pixgrad.classroom.safe_reading import Refused
from pixgrad.classroom.which_notebook import choose

WANTED = "t1_sums.ipynb"


@pytest.fixture
def folder(tmp_path):
    """A student's folder."""
    return tmp_path


@pytest.fixture
def solved(notebook):
    return nbformat.writes(notebook()).encode()


@pytest.fixture
def half(notebook):
    return nbformat.writes(notebook(add=None, mean=None)).encode()


@pytest.fixture
def blank(hand_made):
    return nbformat.writes(hand_made.release_notebook()).encode()


def put(folder, **files):
    """Write files, by path, at the same second."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1_000_000_000, 1_000_000_000))


def zipped(**files):
    """Return an archive."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


def kinds(findings):
    return [finding.kind for finding in findings]


def test_the_notebook_with_most_answers_is_marked(folder, kit, blank, half, solved):
    """Is an answered copy taken, not the untouched or half-finished notebook of the right name?"""
    put(folder, **{WANTED: blank, "t1_sums-Copy1.ipynb": solved, "old/t1_sums.ipynb": half})
    payload, findings = choose(folder, kit)
    assert payload == solved
    assert kinds(findings) == ["wrong-name", "extra-notebook"]
    assert "t1_sums.ipynb, old/t1_sums.ipynb" in findings[1].message


def test_another_assignments_notebook_is_passed_over(folder, kit, solved):
    """Is the one taken whose cells are this assignment's, called after its owner?"""
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"x = {i}") for i in range(9)])
    put(folder, **{"ada.ipynb": solved, "t2_products.ipynb": nbformat.writes(other).encode()})
    assert choose(folder, kit)[0] == solved


def test_a_tie_goes_to_the_newest_then_to_the_right_name(folder, kit, solved):
    """Does the date decide between two that answer as much, and the name if the date does not?"""
    later = solved + b"\n"
    put(folder, **{WANTED: solved, "copy.ipynb": later})
    assert choose(folder, kit)[0] == solved
    os.utime(folder / "copy.ipynb", (1_000_000_100, 1_000_000_100))
    assert choose(folder, kit)[0] == later


@pytest.mark.parametrize(
    "where", ["a/b/c/mine.ipynb", "t1_sums.json", "t1_sums.ipynb.txt", "t1_sums", "notes.txt", "a/b.IPYNB"]
)
def test_any_depth_and_any_extension_will_do(folder, kit, solved, where):
    """Is a notebook found in folders, and under the names that browsers and people give it?"""
    put(folder, **{where: solved, "data.json": b'{"a": 1}', "b.png": b"\x89PNG"})
    payload, findings = choose(folder, kit)
    assert (payload, kinds(findings)) == (solved, ["wrong-name"])


@pytest.mark.parametrize("name", ["hand-in.zip", "t1_sums.ipynb", "no-extension"])
def test_an_archive_is_looked_into(folder, kit, solved, blank, name):
    """Is a notebook found in an archive, also one that is called a notebook, and nothing unpacked on disk?"""
    content = zipped(**{"x/t1_sums.ipynb": solved, "__MACOSX/t1_sums.ipynb": b"no", "blank.ipynb": blank})
    put(folder, **{name: content})
    payload, findings = choose(folder, kit)
    assert (payload, kinds(findings)) == (solved, ["wrong-name", "extra-notebook"])
    assert [path.name for path in folder.rglob("*")] == [name]


def test_bombs_are_refused(folder, kit, solved, monkeypatch):
    """Do archives that unpack to more than is read, or list more than is looked at, leave the rest alone?"""
    monkeypatch.setattr(which_notebook, "LARGEST_SUBMISSION", 100_000)
    monkeypatch.setattr(which_notebook, "LONGEST_DIRECTORY", 4000)
    many = zipped(**{f"{number}.txt": b"" for number in range(100)})
    broken = zipped(a=b"x")[:-30]
    put(folder, **{WANTED: solved, "big.zip": zipped(**{"a.ipynb": bytes(1_000_000)}), "many.zip": many})
    put(folder, **{"broken.zip": broken})
    payload, findings = choose(folder, kit)
    assert (payload, kinds(findings)) == (solved, ["extra-notebook"])
    assert findings[0].message == "also there, not marked: big.zip/a.ipynb, broken.zip, many.zip"


def test_links_pipes_and_depth_without_end_are_passed_over(folder, kit, solved, monkeypatch):
    """Is nothing followed or opened that leads elsewhere or blocks, and does the search end?"""
    monkeypatch.setattr(which_notebook, "DEEPEST", 3)
    put(folder, **{"a/b/c/d/e/t1_sums.ipynb": solved})
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "a" / "loop").symlink_to(folder)
    with pytest.raises(Refused, match=r"pipe\.ipynb is not a file"):
        choose(folder, kit)


def test_a_large_file_of_data_is_not_read(folder, kit, solved, monkeypatch):
    """Does a data set before the notebook leave it to be found?"""
    monkeypatch.setattr(which_notebook, "MOST_BYTES", 1000)
    put(folder, **{"a.npz": bytes(10_000), WANTED: solved})
    assert choose(folder, kit) == (solved, ())


@pytest.mark.parametrize("where", [WANTED, f"work/{WANTED}", "z.ipynb"])
def test_a_notebook_is_found_among_many_files(folder, kit, solved, where):
    """Is it looked for by its name, before files that would be too many to look at?"""
    put(folder, **{f"picture-{number}.txt": b"x" for number in range(which_notebook.MOST_FILES + 100)})
    put(folder, **{where: solved})
    payload, _ = choose(folder, kit)
    assert payload == solved


def test_the_right_name_counts_among_many_notebooks(folder, kit, blank, solved):
    """Is the notebook of the right name looked at where there are more than are compared?"""
    put(folder, **{f"n{number}.ipynb": blank for number in range(which_notebook.MOST_NOTEBOOKS + 5)})
    put(folder, **{WANTED: solved})
    payload, _ = choose(folder, kit)
    assert payload == solved
