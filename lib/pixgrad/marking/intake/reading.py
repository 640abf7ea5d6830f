"""From bytes to a notebook; nothing of it is executed, rendered, or believed.

Of each cell its kind, source, id and the plain values of its metadata are kept. Outputs, attachments, widgets
and everything else that a file may carry stay behind.
"""

import codecs
import json
import re
from typing import Any

import nbformat
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_notebook

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake.pruning import TooManyParts, without_outputs
from pixgrad.marking.sanitise import name

LARGEST_SUBMISSION = 128 * 1024 * 1024  # bytes
LARGE = 4 * 1024 * 1024  # bytes; beyond this, outputs are cut out before parsing
LARGEST_REST = 32 * 1024 * 1024  # bytes without outputs
MOST_CELLS = 6000
DIGITS = 18  # of a whole number; longer ones belong to no notebook

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Kinds of cells, and what each has besides its source.
KINDS: dict[str, dict[str, Any]] = {
    "code": {"outputs": [], "execution_count": None},
    "markdown": {},
    "raw": {},
}
# Kinds of cells in formats 1 to 3 that format 4 calls otherwise.
OLD_KINDS = {
    "heading": "markdown",
    "html": "markdown",
    "rst": "markdown",
    "plaintext": "raw",
}
PYTHON = ("", "python", "ipython", "python2", "python3")
# The first bytes of what people hand in instead.
PACKED = {
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"PK\x03\x04": "a zip archive",
}
CONFLICT = re.compile(r"^\s*(<{7}|>{7})( |$)", re.MULTILINE)
# Halves of surrogate pairs, and control characters that no Python source can hold.
UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


class Unreadable(Exception):
    """A submission cannot be made a notebook; the message tells the student why."""


def read(payload: bytes) -> tuple[NotebookNode, list[Finding]]:
    """Read a notebook of any format, in any encoding that can be told, as one of format 4.5 without outputs.

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
    findings += [*_about_format(data), *_about_language(data)]
    cells, more = _cells(data)
    nb = new_notebook(metadata=_metadata(data.get("metadata")))
    nb.cells = cells  # given to new_notebook, they would be validated
    return nb, [*findings, *more]


def _decode(payload: bytes) -> tuple[str, list[Finding]]:
    if not payload.strip(b" \t\r\n\0"):
        raise Unreadable("the file is empty")
    if len(payload) > LARGEST_SUBMISSION:
        raise Unreadable(_too_large(LARGEST_SUBMISSION))
    packed = next((kind for head, kind in PACKED.items() if payload.startswith(head)), None)
    if packed is not None:
        raise Unreadable(f"the file is {packed}, not a notebook; unpack it and hand in the notebook itself")
    payload, findings = _to_ascii_based(payload)
    payload = payload.rstrip(b"\0")  # what an interrupted synchronisation leaves
    if len(payload) > LARGE:
        payload = _lighter(payload)
    try:
        return payload.decode("utf-8"), findings
    except UnicodeDecodeError as error:
        if not payload.lstrip().startswith(b"{"):
            raise Unreadable("the file is not UTF-8 text, so it is not a notebook") from error
        odd = Finding(
            FindingKind.ENCODING, "not saved as UTF-8; the other characters were read as Windows-1252"
        )
        return payload.decode("utf-8", "pixgrad-windows-1252"), [*findings, odd]


def _to_ascii_based(payload: bytes) -> tuple[bytes, list[Finding]]:
    """Turn UTF-16 and UTF-32, with byte order mark or recognised by their zeros, into UTF-8."""
    mark, encoding = next((pair for pair in BYTE_ORDER_MARKS if payload.startswith(pair[0])), (b"", ""))
    if mark:
        finding = Finding(FindingKind.ENCODING, f"saved as {encoding} with a byte order mark")
        payload = payload[len(mark) :]
    else:
        encoding = json.detect_encoding(payload[:4])
        finding = Finding(FindingKind.ENCODING, f"saved as {encoding}")
    if encoding == "utf-8":
        return payload, [finding] if mark else []
    try:
        return payload.decode(encoding, "surrogatepass").encode("utf-8", "replace"), [finding]
    except UnicodeDecodeError as error:
        raise Unreadable(f"the file is not {encoding} text, so it is not a notebook") from error


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 byte by byte, as editors on Windows and before them Latin-1 would."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    odd = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "replace") for byte in odd), error.end


codecs.register_error("pixgrad-windows-1252", _as_windows_1252)


def _lighter(payload: bytes) -> bytes:
    try:
        payload = without_outputs(payload)
    except TooManyParts as error:
        raise Unreadable("the file has more parts than any notebook; clear the outputs") from error
    if len(payload) > LARGEST_REST:
        raise Unreadable(f"even without its outputs {_too_large(LARGEST_REST)}")
    return payload


def _too_large(limit: int) -> str:
    return f"the file is larger than {limit // 2**20} MB; clear the outputs and hand it in again"


def _parse(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, strict=False, parse_int=_whole_number, parse_constant=lambda word: None)
    except RecursionError as error:
        raise Unreadable("the file is not a notebook: its JSON is nested too deeply") from error
    except ValueError as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        if CONFLICT.search(text):
            raise Unreadable(
                f"the file holds a merge conflict that was not resolved{where}, between lines with "
                "<<<<<<< and >>>>>>>; choose one side, open the notebook in Jupyter and hand it in again"
            ) from error
        raise Unreadable(f"the file is not a notebook: its JSON breaks off or is damaged{where}") from error
    if not isinstance(data, dict) or not ({"cells", "worksheets"} & data.keys()):
        raise Unreadable("the file is JSON, but not a notebook: it has no cells")
    return data


def _whole_number(digits: str) -> int:
    return int(digits) if len(digits) <= DIGITS else 0


def _about_format(data: dict[str, Any]) -> list[Finding]:
    major, minor = data.get("nbformat"), data.get("nbformat_minor", 0)
    if major == 4 and isinstance(minor, int) and minor <= nbformat.current_nbformat_minor:
        return []
    version = name(f"{major}.{minor}" if major == 4 else str(major))
    return [Finding(FindingKind.OTHER_FORMAT, f"written in notebook format {version}; converted")]


def _about_language(data: dict[str, Any]) -> list[Finding]:
    metadata = _dict(data.get("metadata"))
    spoken = (
        _dict(metadata.get("kernelspec")).get("language"),
        _dict(metadata.get("language_info")).get("name"),
    )
    foreign = next((word for word in spoken if isinstance(word, str) and word.lower() not in PYTHON), None)
    if foreign is None:
        return []
    return [Finding(FindingKind.OTHER_LANGUAGE, f"set to run as {name(foreign)}; run as Python all the same")]


def _cells(data: dict[str, Any]) -> tuple[list[NotebookNode], list[Finding]]:
    """Return the cells of a notebook, those of all worksheets if it is an old one."""
    sheets = data.get("worksheets") if "cells" not in data else [data]
    raw: list[Any] = []
    for sheet in sheets if isinstance(sheets, list) else [None]:
        cells = _dict(sheet).get("cells")
        if not isinstance(cells, list):
            raise Unreadable("the file is JSON, but not a notebook: its cells are no list")
        raw += cells
    if len(raw) > MOST_CELLS:
        raise Unreadable(f"the notebook has {len(raw)} cells; no more than {MOST_CELLS} are read")
    whole = [cell for cell in raw if isinstance(cell, dict) and _kind(cell) in KINDS]
    odd = len(raw) - len(whole)
    findings = [Finding(FindingKind.ODD_CELLS, f"{odd} cells of no known kind were left out")] if odd else []
    cells = [_cell(cell, findings) for cell in whole]
    torn = sum(cell.cell_type == "code" and CONFLICT.search(cell.source) is not None for cell in cells)
    if torn:
        said = f"{torn} cells hold a merge conflict that was not resolved (lines <<<<<<< and >>>>>>>)"
        findings.append(Finding(FindingKind.MERGE_CONFLICT, said))
    return cells, findings


def _kind(cell: dict[str, Any]) -> str:
    kind = str(cell.get("cell_type"))
    return OLD_KINDS.get(kind, kind)


def _cell(raw: dict[str, Any], findings: list[Finding]) -> NotebookNode:
    source = _text(raw.get("source", raw.get("input")))
    clean = UNFIT.sub(lambda odd: "\ufffd" if odd[0] >= "\ud800" and odd[0] != "\ufeff" else "", source)
    if clean != source and not any(finding.kind is FindingKind.ODD_CHARACTERS for finding in findings):
        said = "characters that no Python source can hold were taken out"
        findings.append(Finding(FindingKind.ODD_CHARACTERS, said))
    kind, ident = _kind(raw), raw["id"] if isinstance(raw.get("id"), str) else ""
    whole = {"cell_type": kind, "id": ident, "metadata": _metadata(raw.get("metadata")), "source": clean}
    return from_dict({**whole, **KINDS[kind]})  # nbformat.v4's makers would validate every cell by itself


def _text(source: object) -> str:
    """Return a source, which may be a list of lines; anything but text counts as nothing."""
    parts = source if isinstance(source, list) else [source]
    return "".join(part for part in parts if isinstance(part, str))


def _metadata(raw: object) -> dict[str, Any]:
    """Return what marking reads of a cell's metadata, as far as it has the form that Jupyter gives it."""
    metadata = _dict(raw)
    kept = {
        key: _scalars(metadata[key]) for key in ("nbgrader", "pixgrad") if isinstance(metadata.get(key), dict)
    }
    tags = metadata.get("tags")
    words = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return {**kept, "tags": words} if words else kept


def _scalars(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if isinstance(value, str | int | float | bool | None)}


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
