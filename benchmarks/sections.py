"""Pages whose sections are written by commands, each between two marks of its own."""

from pathlib import Path


def write_section(page: Path, name: str, text: str) -> None:
    """Put a text in the place of a section of a page, or at its end if it has no such section yet.

    Parameters
    ----------
    page : Path
        Markdown.
    name : str
        Of the section: the marks are ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->``.
    text : str
        What stands between them.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    old = page.read_text(encoding="utf-8")
    section = f"{begin}\n{text.strip()}\n{end}"
    if begin in old:
        before, _, rest = old.partition(begin)
        new = before + section + rest.partition(end)[2]
    else:
        new = f"{old.rstrip()}\n\n{section}\n"
    page.write_text(new, encoding="utf-8")
