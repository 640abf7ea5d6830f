"""What outputs a cell of a marked notebook may keep."""

import re
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from pixgrad.marking.sanitise import plain
from pixgrad.notebook.cells import is_check

PICTURES = ("image/png", "image/jpeg")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
LONGEST_OUTPUT = 1_100_000  # characters of a cell's outputs
MOST_OUTPUTS = 1100
LONGEST_NAME = 200
LONGEST_ERROR = 20_000
MOST_LINES = 60  # of a traceback


def error_output(ename: str, evalue: str, traceback: list[str] | None = None) -> NotebookNode:
    """Return an error output; whatever strangers wrote in it is fit to be stored and shown."""
    ename, evalue = plain(ename, LONGEST_NAME), plain(evalue, LONGEST_ERROR)
    lines = [plain(str(line), LONGEST_ERROR) for line in (traceback or ())[:MOST_LINES]]
    return new_output("error", ename=ename, evalue=evalue, traceback=lines or [f"{ename}: {evalue}"])


def outputs_of(kept: list[dict[str, Any]]) -> list[NotebookNode]:
    """Turn the outputs that a student's process reported into nbformat's, what is odd left out.

    >>> outputs_of([{"kind": "stream", "name": "stdout", "text": "hello"}, {"kind": "html"}])[0].text
    'hello'
    """
    room, outputs = LONGEST_OUTPUT, []
    for each in kept[:MOST_OUTPUTS]:
        output = _output(each, room)
        if output is not None:
            outputs.append(output)
            room -= len(output.get("text", "")) + sum(map(len, output.get("data", {}).values()))
    return outputs


def _output(kept: dict[str, Any], room: int) -> NotebookNode | None:
    kind, text, data = kept.get("kind"), kept.get("text"), kept.get("data")
    if kind == "stream" and isinstance(text, str):
        name = "stderr" if kept.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=plain(text.replace("\r", "\n"), max(1, room)))
    if kind not in ("display_data", "execute_result") or not isinstance(data, dict):
        return None
    shown = {mime: data[mime] for mime in PICTURES if _is_picture(data.get(mime), room)}
    if isinstance(data.get("text/plain"), str):
        shown["text/plain"] = plain(data["text/plain"], max(1, room))
    return new_output("display_data", data=shown) if shown else None


def _is_picture(content: Any, room: int) -> bool:
    """Tell whether something is base64, in which no browser finds markup, and not too long."""
    return isinstance(content, str) and len(content) <= room and BASE64.fullmatch(content) is not None


def settle(cell: NotebookNode, error: NotebookNode | None) -> None:
    """Leave a cell with at most one error, and a check cell with nothing else that nbgrader could misread.

    Of a check cell only printed text is kept: a warning on stderr would cost the points, a result or a
    display could earn them. nbgrader counts a check cell without any output as passed.
    """
    kept = [output for output in cell.outputs if output.output_type != "error"]
    if is_check(cell):
        kept = [output for output in kept if output.output_type == "stream" and output.name == "stdout"]
    cell.outputs = kept if error is None else [*kept, error]
