"""Bytes that are a notebook, nearly one, or none."""

import codecs
import json

import nbformat
import pytest

from pixgrad.grader import reading
from pixgrad.grader.reading import Unreadable, read

ROTTEN = {
    "empty": (b"", "empty"),
    "blank": (b" \n", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "not UTF-8"),
    "broken off": (b'{"cells": [{"cell_type": "co', "breaks off or is damaged"),
    "nested": (b"[" * 100_000, "nested too deeply"),
    "html": (b"<!doctype html>", "breaks off or is damaged"),
    "number": (b"17", "no cells"),
    "list": (b"[]", "no cells"),
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


def test_old_format_is_converted_and_noted(notebook):
    """Is a notebook of format 3 read?"""
    old = json.dumps(nbformat.convert(notebook(), 3))
    nb, findings = read(old.encode())
    assert nb.nbformat == 4
    assert [finding.kind for finding in findings] == ["other-format"]


def test_too_large_is_said(monkeypatch):
    """Is a file beyond the limit refused before it is parsed?"""
    monkeypatch.setattr(reading, "LARGEST_SUBMISSION", 10)
    with pytest.raises(Unreadable, match="larger than"):
        read(b"x" * 11)
