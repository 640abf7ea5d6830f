"""Bytes that are a notebook, nearly one, or none."""

import codecs
import gzip
import json

import nbformat
import pytest

from pixgrad.marking.intake import pruning, reading
from pixgrad.marking.intake.reading import Unreadable, read

ROTTEN = {
    "empty": (b"", "empty"),
    "blank": (b" \n", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "not UTF-8"),
    "broken off": (b'{"cells": [{"cell_type": "co', "breaks off or is damaged"),
    "nested": (b"[" * 100_000, "nested too deeply"),
    "html": (b"<!doctype html>", "breaks off or is damaged"),
    "number": (b"17", "no cells"),
    "list": (b"[]", "no cells"),
    "gzip": (gzip.compress(b"{}"), "gzip file, not a notebook; unpack it"),
    "merge conflict": (
        b'{"cells": [\n<<<<<<< HEAD\n {}\n=======\n[]\n>>>>>>> theirs\n]}',
        r"merge conflict that was not resolved \(line 2\)",
    ),
    "other json": (b'{"a": 1}', "no cells"),
    "cells are no list": (
        b'{"cells": 7, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
        "not a notebook",
    ),
}


@pytest.mark.parametrize("payload, reason", ROTTEN.values(), ids=ROTTEN)
def test_what_is_no_notebook_gets_a_reason(payload, reason):
    """Does every rotten file end in a sentence for the student?"""
    with pytest.raises(Unreadable, match=reason):
        read(payload)


@pytest.mark.parametrize(
    "mark, encoding",
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_byte_order_marks_are_read_and_noted(notebook, mark, encoding):
    """Is a notebook that an editor saved with another encoding read?"""
    text = nbformat.writes(notebook(add="é = 1"))
    nb, findings = read(mark + text.encode(encoding))
    assert any(cell.source == "é = 1" for cell in nb.cells)
    assert [finding.kind for finding in findings] == ["encoding"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "latin-1"])
def test_encodings_without_a_mark_are_told_apart(notebook, encoding):
    """Is a notebook in an encoding of Windows read, and are its accents right?"""
    nb, findings = read(nbformat.writes(notebook(add="é = 1")).encode(encoding))
    assert any(cell.source == "é = 1" for cell in nb.cells)
    assert [finding.kind for finding in findings] == ["encoding"]


def test_a_single_odd_byte_does_not_cost_a_notebook(notebook):
    """Is UTF-8 still read as UTF-8 around a byte that is none?"""
    payload = nbformat.writes(notebook(add="é = 1")).encode().replace(b"## mean", b"## m\xe9an \x81")
    nb, findings = read(payload)
    assert any(cell.source == "é = 1" for cell in nb.cells)
    assert any(cell.source == "## méan \ufffd" for cell in nb.cells)
    assert [finding.kind for finding in findings] == ["encoding"]


@pytest.mark.parametrize("version", [2, 3])
def test_old_formats_are_read_and_noted(notebook, version):
    """Is a notebook of format 2 or 3 read, cells of old kinds included?"""
    old = nbformat.convert(notebook(), 3)
    old.worksheets[0].cells.append({"cell_type": "heading", "level": 1, "source": "old"})
    old.nbformat = version
    nb, findings = read(json.dumps(old).encode())
    assert (nb.nbformat, len(nb.cells)) == (4, len(notebook().cells) + 1)
    assert nb.cells[-1].cell_type == "markdown"
    assert [finding.kind for finding in findings] == ["other-format"]


def test_nothing_but_cells_is_kept(notebook):
    """Are outputs, attachments, widgets and made-up metadata left behind?"""
    data = json.loads(nbformat.writes(notebook()))
    data["metadata"]["widgets"] = {"state": "x" * 1000}
    for cell in data["cells"]:
        cell["metadata"]["nbgrader"] = {"grade_id": "a", "more": [["x"]]}
        cell["attachments"] = {"a.png": {"image/png": "x"}}
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    nb, _ = read(json.dumps(data).encode())
    assert nb.metadata == {"pixgrad": {"slug": "t1_sums", "title": "Sums"}}
    assert all(cell.metadata.nbgrader == {"grade_id": "a"} for cell in nb.cells)
    assert not any(cell.get("outputs") or "attachments" in cell for cell in nb.cells)


def test_outputs_of_a_large_file_are_cut_out_before_parsing(notebook, monkeypatch):
    """Is a notebook with far more output than a notebook may be large read, with brackets inside strings?"""
    monkeypatch.setattr(reading, "LARGE", 1000)
    monkeypatch.setattr(reading, "LARGEST_REST", 30_000)
    data = json.loads(nbformat.writes(notebook()))
    for cell in data["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"text": ['a"]}[{\\', "outputs"] * 500, "data": {"outputs": [[]]}}] * 20
    plain, _ = read(nbformat.writes(notebook()).encode())
    nb, findings = read(json.dumps(data).encode())
    assert (nb.cells, findings) == (plain.cells, [])


@pytest.mark.parametrize(
    "payload",
    [
        b'{"cells": [' + b"{}," * 600_000 + b"{}]}",
        b'{"cells": [], "outputs": [' + b"[" * 5_000_000,
        b'{"cells": [], "x": "' + b'\\"' * 5_000_000,
        b'{"cells": [], "outputs": [' + b'"\\"' * 2_000_000,
    ],
    ids=["cells", "outputs", "open string", "open outputs"],
)
def test_files_made_to_exhaust_a_parser_are_refused(payload, monkeypatch):
    """Does a file of millions of parts, or one that breaks off in a string, end in a sentence?"""
    monkeypatch.setattr(pruning, "MOST_BRACKETS", 100_000)
    with pytest.raises(Unreadable, match=r"more parts|breaks off|no more than"):
        read(payload)


def test_too_large_is_said(monkeypatch):
    """Is a file beyond the limit refused before it is parsed?"""
    monkeypatch.setattr(reading, "LARGEST_SUBMISSION", 10)
    with pytest.raises(Unreadable, match="larger than"):
        read(b"x" * 11)
