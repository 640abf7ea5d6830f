"""What kind of cell a cell is, and what outputs it may keep."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

SHOWN = ("text/plain", "image/png", "image/jpeg")
LONGEST_OUTPUT = 1_100_000


def is_check(cell: NotebookNode) -> bool:
    """Tell whether a cell is worth points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade", False))


def is_explore(cell: NotebookNode) -> bool:
    """Tell whether a cell is left out while marking: pictures and long training, never a graded cell."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return "explore" in cell.metadata.get("tags", []) and not (
        nbgrader.get("grade") or nbgrader.get("solution")
    )


def error_output(ename: str, evalue: str, traceback: list[str] | None = None) -> NotebookNode:
    """Return an error output."""
    lines = traceback or [f"{ename}: {evalue}"]
    return new_output("error", ename=ename, evalue=evalue, traceback=[str(line) for line in lines])


def outputs_of(kept: list[dict[str, Any]]) -> list[NotebookNode]:
    """Turn the outputs that a student's process reported into nbformat's, what is odd left out.

    >>> outputs_of([{"kind": "stream", "name": "stdout", "text": "hello"}, {"kind": "html"}])[0].text
    'hello'
    """
    return [output for each in kept if (output := _output(each)) is not None]


def _output(kept: dict[str, Any]) -> NotebookNode | None:
    kind, text, data = kept.get("kind"), kept.get("text"), kept.get("data")
    if kind == "stream" and isinstance(text, str):
        name = "stderr" if kept.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=text[:LONGEST_OUTPUT])
    if kind not in ("display_data", "execute_result") or not isinstance(data, dict):
        return None
    data = {mime: data[mime][:LONGEST_OUTPUT] for mime in SHOWN if isinstance(data.get(mime), str)}
    return new_output("display_data", data=data) if data else None


def settle(cell: NotebookNode, error: NotebookNode | None) -> None:
    """Leave a cell with at most one error, and a check cell with nothing else that nbgrader could misread.

    Of a check cell only printed text is kept: a warning on stderr would cost the points, a result or a
    display could earn them. nbgrader counts a check cell without any output as passed.
    """
    kept = [output for output in cell.outputs if output.output_type != "error"]
    if is_check(cell):
        kept = [output for output in kept if output.output_type == "stream" and output.name == "stdout"]
    cell.outputs = kept if error is None else [*kept, error]
