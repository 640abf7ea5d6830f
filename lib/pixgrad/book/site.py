"""The whole book: its pages written into a folder, and made into a site by Sphinx."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from pixgrad.authoring import expand, source
from pixgrad.book import terms
from pixgrad.book.chapter import chapter
from pixgrad.book.executed import executed
from pixgrad.book.relinked import relinked
from pixgrad.course import Course
from pixgrad.data.paths import cache_folder
from pixgrad.errors import PixgradError, UsageError
from pixgrad.files import write_whole

# Pages of the repository with a place in the book; others of docs/ follow those for teaching.
LADDER = "docs/ladder.md"
TEACHING = ("docs/instructors.md", "docs/handout.md", "docs/exports.md")
MEASURED = (
    "docs/audit.md",
    "docs/mutation.md",
    "docs/fresh-runs.md",
    "docs/claims.md",
    "docs/claims-cifar10.md",
    "docs/peers.md",
    "docs/speed.md",
    "docs/scale.md",
)
WRITING = ("CONTRIBUTING.md", *MEASURED)
EARLIER = "searchindex.js"  # by which a site is known
STATIC = Path(__file__).parent / "static"
SETTINGS: dict[str, Any] = {
    "project": "pixgrad",
    "html_title": "pixgrad",
    "extensions": ["myst_nb", "pixgrad.book.mathml", "pixgrad.book.headers"],
    "exclude_patterns": ["unsolved"],  # to be downloaded
    "suppress_warnings": ["misc.highlighting_failure"],  # a language without colours, such as csv
    "nb_execution_mode": "off",
    "myst_enable_extensions": ["dollarmath", "deflist"],
    "myst_heading_anchors": 3,
    "html_math_renderer": "mathml",
    "html_theme": "sphinx_book_theme",
    "html_static_path": [str(STATIC)],
    "html_css_files": ["book.css"],
    "html_js_files": ["book.js"],
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_show_search_summary": False,  # would be fetched, which no browser allows without a server
    "html_sidebars": {"**": ["search-button-field", "sbt-sidebar-nav"]},  # a logo is in no landmark
    "language": "en",
    "html_theme_options": {
        "use_download_button": False,
        "show_toc_level": 2,
        "navbar_persistent": [],
        "home_page_in_toc": True,
        "pygments_light_style": "a11y-high-contrast-light",
        "pygments_dark_style": "a11y-high-contrast-dark",
    },
}


def build(
    root: Path,
    out: Path,
    slugs: list[str],
    solved: bool,
    repository: str,
    progress: Callable[[str], object] = lambda slug: None,
) -> None:
    """Write the book as a site.

    Parameters
    ----------
    root : Path
        Of the course.
    out : Path
        The site; an earlier one there is replaced.
    slugs : list of str
        The notebooks that are its chapters.
    solved : bool
        Whether solutions, reasons and other ways are shown.
    repository : str
        OWNER/NAME of the course at GitHub, for links to Colab and Binder; none without.
    progress : callable
        Called with each slug before its notebook is run.

    Raises
    ------
    UsageError
        If something else lies where the site shall be.
    PixgradError
        If a notebook fails, or Sphinx finds a broken link or anything else to warn of.
    """
    _require_replaceable(out)
    course = Course(root)
    names = "-".join(slugs) if set(slugs) != set(course.written()) else "all"
    work = cache_folder() / "book" / f"{root.name}-{names}-{'solved' if solved else 'unsolved'}"
    notebooks: dict[str, NotebookNode] = {}
    for slug in slugs:
        progress(slug)
        notebooks[slug] = executed(expand.build(source.read(course.script(slug))), slug)
    texts = {
        f"{slug}.ipynb": _chapter(course, slug, done, solved, repository) for slug, done in notebooks.items()
    }
    texts |= {"terms.md": terms.index(notebooks), "index.md": front(slugs, teaching(root))} | _pages(
        root, slugs, repository
    )
    pages = work / "pages"
    _write_all(pages, texts)
    _copy(root / "docs" / "pictures", pages / "pictures")
    for slug in slugs:
        (pages / "unsolved" / slug).mkdir(parents=True, exist_ok=True)
        shutil.copy2(course.release(slug), pages / "unsolved" / slug)
    _sphinx(pages, work / "site", work / "parsed", repository)
    shutil.rmtree(out, ignore_errors=True)  # no page of another book, with solutions perhaps, may stay behind
    shutil.copytree(work / "site", out, ignore=shutil.ignore_patterns(".*"))


def _require_replaceable(out: Path) -> None:
    """Raise UsageError unless a folder is not there, is empty, or holds an earlier site."""
    if out.exists() and any(out.iterdir()) and not (out / EARLIER).is_file():
        raise UsageError(f"{out} is there and is no earlier book; choose another folder by --out")


def _chapter(course: Course, slug: str, done: NotebookNode, solved: bool, repository: str) -> str:
    path = course.release(slug)
    release = nbformat.read(path, as_version=4) if path.is_file() else None
    if release is None or [cell.id for cell in release.cells] != [cell.id for cell in done.cells]:
        raise PixgradError(f"{path} is not what its source makes; run: pixgrad build")
    return nbformat.writes(chapter(slug, done, release, solved, links(slug, repository)))


def links(slug: str, repository: str) -> str:
    """Return where a notebook is to be had and opened, as Markdown."""
    inside = f"assignments/{slug}/{slug}.ipynb"
    found = [f"[Download this notebook, to work in](path:unsolved/{slug}/{slug}.ipynb)"]
    if repository:
        found.append(
            f"[open it in Colab](https://colab.research.google.com/github/{repository}/blob/HEAD/{inside})"
        )
        found.append(f"[in Binder](https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab/tree/{inside})")
    found.append(f"[in your own JupyterLab](http://localhost:8888/lab/tree/{inside}) (while `make lab` runs)")
    return ", ".join(found) + "."


def front(slugs: Iterable[str], teaching: Iterable[str]) -> str:
    """Return the first page, with the table of contents."""
    lines = [(STATIC / "front.md").read_text(encoding="utf-8")]
    parts = {
        "The notebooks": [*slugs, "ladder", "terms"],
        "For those who teach": [Path(path).stem for path in teaching],
        "For those who write": [Path(path).stem for path in WRITING],
    }
    for title, names in parts.items():
        lines += ["```{toctree}", ":maxdepth: 1", f":caption: {title}", "", *names, "```", ""]
    return "\n".join(lines)


def teaching(root: Path) -> list[str]:
    """Return the pages of the repository for those who teach, as paths."""
    known = (LADDER, *TEACHING, *WRITING)
    others = sorted(f"docs/{path.name}" for path in (root / "docs").glob("*.md"))
    return [*TEACHING, *(path for path in others if path not in known)]


def _pages(root: Path, slugs: Iterable[str], repository: str) -> dict[str, str]:
    """The pages of the repository, by their names in the book."""
    paths = (LADDER, *teaching(root), *WRITING)
    names = {path: f"{Path(path).stem}.md" for path in paths} | {"README.md": "index.md"}
    names |= {f"assignments/{slug}/{slug}.ipynb": f"{slug}.ipynb" for slug in slugs}
    names |= {
        f"docs/pictures/{each.name}": f"pictures/{each.name}" for each in (root / "docs/pictures").glob("*")
    }
    at = f"https://github.com/{repository}/blob/HEAD" if repository else ""
    return {
        names[path]: relinked((root / path).read_text(encoding="utf-8"), path, names, at) for path in paths
    }


def _write_all(folder: Path, texts: dict[str, str]) -> None:
    """Write what has changed, and remove pages that are none any more."""
    for name, text in texts.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
    for path in folder.glob("*.*"):
        if path.name not in texts:
            path.unlink()


def _copy(old: Path, new: Path) -> None:
    new.mkdir(exist_ok=True)
    for path in old.iterdir():
        shutil.copy2(path, new)


def _sphinx(pages: Path, out: Path, parsed: Path, repository: str) -> None:
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    warnings = (pages.parent / "warnings.txt").open("w+", encoding="utf-8")
    options = SETTINGS["html_theme_options"]
    if repository:
        options = options | {
            "repository_url": f"https://github.com/{repository}",
            "use_repository_button": True,
        }
    settings = SETTINGS | {"html_theme_options": options}
    with warnings, patch_docutils(), docutils_namespace():
        try:
            Sphinx(pages, None, out, parsed, "html", settings, status=None, warning=warnings).build()
        except SphinxError as error:
            raise PixgradError(f"Sphinx could not make the site: {error}") from error
        warnings.seek(0)
        if said := warnings.read().strip():
            raise PixgradError(f"the site has faults:\n{said}")
