"""The command that makes the book."""

import re
from pathlib import Path

import click

from pixgrad.errors import UsageError
from pixgrad.files import seen_from_here

REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--without-solutions", is_flag=True, help="Leave out solutions, reasons and other ways.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="site",
    show_default=True,
    help="Folder.",
)
@click.option(
    "--repository",
    default="",
    metavar="OWNER/NAME",
    envvar="GITHUB_REPOSITORY",
    help="Of the course at GitHub: adds links to Colab and Binder.",
)
def site(slugs: tuple[str, ...], without_solutions: bool, out: Path, repository: str) -> None:
    """Make the course into a book: a folder of pages that need no server and no network.

    \b
        pixgrad site                          all notebooks, in the folder site: open site/index.html
        pixgrad site a0_numpy --out /tmp/b    one of them
        pixgrad site --without-solutions      for a graded course

    Every notebook is run with its solutions, pictures and long trainings too; outputs are kept until its
    code, or the package's, changes. Needs: pip install -e '.[site]'. Exit 1 where a cell fails or a link is
    broken.
    """
    from pixgrad.course import Course

    if repository and not REPOSITORY.fullmatch(repository):
        raise UsageError(f"--repository is OWNER/NAME, as in jupyter/nbgrader, not {repository}")
    course = Course.find()
    wanted = course.chosen(slugs)
    try:
        from pixgrad.book.site import build
    except ModuleNotFoundError as error:
        raise UsageError(f"there is no {error.name} here; run: pip install -e '.[site]'") from error
    build(
        course.root,
        out,
        wanted,
        not without_solutions,
        repository,
        lambda slug: click.echo(f"running {slug}"),
    )
    click.echo(f"open {seen_from_here(out)}/index.html")
