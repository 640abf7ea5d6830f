"""``pixgrad ladder``: every model of the course in one table and one picture."""

import os
from pathlib import Path

import click

from pixgrad.errors import UsageError

LEAST_IMAGES = 100


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    "names",
    multiple=True,
    metavar="NAME",
    default=["shapes"],
    help="shapes or cifar10; may be repeated.",
)
@click.option("--images", type=int, metavar="N", help="Use only N training images, for a quick look.")
@click.option(
    "--epochs", type=click.IntRange(min=1), default=40, show_default=True, help="Passes over the images."
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Decides all that is random."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; by default the course's docs.",
)
def ladder(names: tuple[str, ...], images: int | None, epochs: int, seed: int, out: Path | None) -> None:
    """Measure every model of the course on the same images.

    Nearest neighbours, SVM, softmax, a two-layer net, then a softmax and a net on visual words, all by the
    course's own code. Each is tuned on a fifth of the training images and trained anew on all of them; then
    the test set is opened, once. Writes ladder.md with a table, and a picture beside it.

    \b
    A few minutes:    pixgrad ladder
    Half a minute:    pixgrad ladder --images 500 --epochs 5 --out quick-look
    Both data sets:   pixgrad data fetch cifar10
                      pixgrad ladder --data shapes --data cifar10

    What ladder.md says of another data set is kept. Time grows with the number of images.
    """
    os.environ.setdefault("MPLBACKEND", "agg")
    from pixgrad.data import load
    from pixgrad.ladder import page
    from pixgrad.ladder.climb import climb
    from pixgrad.ladder.rungs import Plan

    folder = _folder(out)
    datasets = [load(name) for name in dict.fromkeys(names)]
    for dataset in datasets:
        _check(images, len(dataset.y_train), dataset.name)
    plan = Plan(epochs=epochs, seed=seed, progress=True)
    for dataset in datasets:
        results = climb(dataset, plan, images)
        written = page.write(folder, dataset, results, plan, images or len(dataset.y_train))
        for result in results:
            click.echo(f"{result.name:<24} test {result.test:6.1%}   training {result.training:6.1f} s")
        click.echo(page.verdict(results))
        click.echo(f"written: {', '.join(map(str, written))}")


def _folder(out: Path | None) -> Path:
    from pixgrad.course import Course

    folder = Course.find().root / "docs" if out is None else out
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; give --out a folder")
    return folder


def _check(images: int | None, available: int, name: str) -> None:
    if images is not None and not LEAST_IMAGES <= images <= available:
        raise UsageError(f"--images must be {LEAST_IMAGES} to the {available} of {name}, not {images}")
