"""Links of the repository's Markdown pages, pointed to where the book has their target."""

import posixpath
import re
from collections.abc import Mapping

LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)


def relinked(text: str, path: str, pages: Mapping[str, str], repository: str) -> str:
    """Return a page of the repository as a page of the book.

    Parameters
    ----------
    text : str
        Markdown.
    path : str
        Where it lies in the repository, such as ``docs/audit.md``.
    pages : mapping of str to str
        For paths in the repository, the names of pages and pictures in the book, which all lie in one folder.
    repository : str
        Address of the repository's files, or "": links to files that the book lacks are then plain text.

    Examples
    --------
    >>> pages = {"docs/audit.md": "audit.md"}
    >>> relinked("[a](docs/audit.md) [b](data/README.md#x) [c](https://c.org)", "README.md", pages, "")
    '[a](audit.md) b [c](https://c.org)'
    """

    def new(link: re.Match[str]) -> str:
        target, hash_, fragment = link["target"].partition("#")
        if "://" in target or not target:
            return link[0]
        at = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if at in pages:
            return f"{link['image']}[{link['text']}]({pages[at]}{hash_}{fragment})"
        return f"[{link['text']}]({repository}/{at}{hash_}{fragment})" if repository else link["text"]

    parts = FENCED.split(text)
    return "".join(part if part.startswith("```") else LINK.sub(new, part) for part in parts)
