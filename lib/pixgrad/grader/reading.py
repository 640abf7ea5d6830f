"""From bytes to a notebook, as far as Jupyter itself could open it; nothing of it is executed."""

import codecs
import json
import warnings
from typing import Any

import nbformat
import nbformat.reader
from nbformat import NotebookNode

from pixgrad.grader.verdict import Finding

LARGEST_SUBMISSION = 128 * 1024 * 1024  # bytes
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Unreadable(Exception):
    """A submission cannot be made a notebook; the message tells the student why."""


def read(payload: bytes) -> tuple[NotebookNode, list[Finding]]:
    """Read a notebook, converting what nbformat can convert.

    Parameters
    ----------
    payload : bytes

    Raises
    ------
    Unreadable
        With a sentence for the student.
    """
    text, findings = _decode(payload)
    data = _parse(text)
    if data.get("nbformat") != 4:
        findings.append(
            Finding("old-format", f"written in notebook format {data.get('nbformat')!r}; converted")
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about cell ids; every cell gets one later
            nb = nbformat.convert(nbformat.reader.reads(text), 4)
    except Exception as error:  # nbformat raises whatever its converters stumble over
        raise Unreadable("the file is JSON, but not a notebook that Jupyter could open") from error
    return nb, findings


def _decode(payload: bytes) -> tuple[str, list[Finding]]:
    if not payload.strip():
        raise Unreadable("the file is empty")
    if len(payload) > LARGEST_SUBMISSION:
        limit = LARGEST_SUBMISSION // 2**20
        raise Unreadable(f"the file is larger than {limit} MB; clear the outputs and hand it in again")
    for mark, encoding in BYTE_ORDER_MARKS:
        if payload.startswith(mark):
            return _decoded(payload, encoding), [
                Finding("encoding", f"saved as {encoding} with a byte order mark")
            ]
    return _decoded(payload, "utf-8"), []


def _decoded(payload: bytes, encoding: str) -> str:
    try:
        return payload.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("the file is not UTF-8 text, so it is not a notebook") from error


def _parse(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"the file is not a notebook: its JSON breaks off or is damaged{where}") from error
    if not isinstance(data, dict) or not ({"cells", "worksheets"} & data.keys()):
        raise Unreadable("the file is JSON, but not a notebook: it has no cells")
    return data
