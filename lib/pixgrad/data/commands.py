"""``pixgrad data``: what data sets are here, and fetching CIFAR-10."""

from pathlib import Path

import click

from pixgrad.errors import UsageError

HEADER = ("data set", "state", "training", "test", "test opened")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def data() -> None:
    """Look at the data sets, or fetch CIFAR-10.

    The set "shapes" comes with pixgrad. CIFAR-10 (60,000 photographs in 10 classes, 170 MB) is fetched once
    and then kept. A notebook takes the other set by one line in its first cell:

    \b
        DATA = "cifar10"
    """


@data.command()
def info() -> None:
    """Say which data sets are here, how large and whole they are, and where.

    Every file is compared with its checksum. "test opened" counts how often you opened the test set: the
    first time it was a test.
    """
    from pixgrad.data.inventory import inventory

    entries = inventory()
    _print_table([entry.row() for entry in entries])
    for entry in entries:
        click.echo(f"{entry.name}: {entry.note or f'{entry.folder}, checksums right'}")


@data.command()
@click.argument("name", type=click.Choice(["cifar10"]))
@click.option(
    "--from", "archive", metavar="FILE", type=click.Path(path_type=Path), help="An archive on disk."
)
@click.option(
    "--unofficial", is_flag=True, help="With --from: accept a subset or another archive of this layout."
)
def fetch(name: str, archive: Path | None, unofficial: bool) -> None:
    """Fetch CIFAR-10 and keep it in your cache folder.

    Downloads the official binary archive (170 MB) and verifies its published checksum. An interrupted
    download goes on when you run the command again.

    \b
    No network on this machine? Get cifar-10-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html
    on another one and copy it here:
        pixgrad data fetch cifar10 --from cifar-10-binary.tar.gz

    \b
    A subset in the same layout, any number of whole records in each file:
        pixgrad data fetch cifar10 --from subset.tar.gz --unofficial
    """
    from pixgrad.data import cifar10
    from pixgrad.data.inventory import cifar10_entry

    if unofficial and archive is None:
        raise UsageError("--unofficial goes with --from FILE: a download is always the official archive")
    if archive is not None:
        cifar10.install(archive, unofficial=unofficial)
    elif cifar10_entry().origin != "official":
        cifar10.fetch()
    entry = cifar10_entry()
    click.echo(f"{name} is here ({entry.state}): {entry.folder}")


def _print_table(rows: list[tuple[str, ...]]) -> None:
    """Print rows under their header: with rich if it is installed, else in plain columns."""
    try:
        from rich.console import Console
        from rich.table import Table
    except ImportError:
        widths = [max(map(len, column)) for column in zip(HEADER, *rows, strict=True)]
        for row in (HEADER, *rows):
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        return
    table = Table()
    for title in HEADER:
        table.add_column(title, justify="left" if title in HEADER[:2] else "right", no_wrap=title == "state")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
