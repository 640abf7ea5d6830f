"""A Sphinx extension: an empty header of a table says what it stands over, to those who hear the page."""

from typing import Any

from docutils import nodes

UNSEEN = "name"  # what the first column of such a table holds


def setup(app: Any) -> dict[str, bool]:
    """Look at every page after it was read."""
    app.connect("doctree-read", _name_empty_headers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _name_empty_headers(app: Any, page: nodes.document) -> None:
    for head in page.findall(nodes.thead):
        for entry in head.findall(nodes.entry):
            if not entry.astext().strip():
                entry += nodes.paragraph("", "", nodes.inline("", UNSEEN, classes=["unseen"]))
