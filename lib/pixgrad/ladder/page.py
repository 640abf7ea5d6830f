"""The ladder as a Markdown page and as a picture."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from pixgrad.data import Dataset
from pixgrad.ladder.climb import LEAST_GAP, Measurement, gaps
from pixgrad.ladder.rungs import Plan
from pixgrad.plots.style import BLUE, GREEN, INK, ORANGE, PALE, PINK, WIDTH, new_figure, styled

PAGE, PICTURES = "ladder.md", "pictures"
COLOURS = {"neighbours": ORANGE, "linear": BLUE, "net": PINK, "words": GREEN}
OFFICIAL_TRAIN = {"cifar10": 50_000}
# Published for models of these kinds on CIFAR-10 itself, with other tuning; in brackets, what was measured.
PUBLISHED = {
    "k nearest neighbours": "28.2% (5,000 training images, 500 test images)",
    "multiclass SVM": "38.8% (validation)",
    "softmax classifier": "36.2% (validation)",
    "two-layer net": "50.5% (test)",
    "visual words + softmax": "42.2% (test; a linear classifier on other features)",
    "visual words + net": "56.8% (test; other features)",
}
HEAD = """<!-- Written by pixgrad ladder: what you change here is lost. -->
# The ladder

Every model of the course on the same images, from nearest neighbours to a network on learned features. Each
is the course's own NumPy code from `pixgrad.models`, tuned on a fifth of the training images, trained anew on
all of them with what was chosen, and tested once, when no choice was left.

Make this page and its pictures again:

```
{command}
```

It counts as one opening of each test set. Times are seconds of processor time. The same seed gives the same
choices and accuracies but for rounding, which differs between processors and builds of NumPy.

- **keeps**: how many numbers a model must keep to classify: weights, biases and the codebook; for nearest
  neighbours, all training pixels.
- **tuning**: trying all settings. **training**: one training with the best of them; nearest neighbours have
  none. **1,000 images**: classifying them.
- **±**: half of a 95 % confidence interval, from the number of test images alone.
"""
ROW = "| {name} | {settings} | {keeps} | {tuning} | {training} | {prediction} | {validation} | {test} |"
TITLES = {
    "name": "model",
    "settings": "chosen by validation",
    "keeps": "keeps",
    "tuning": "tuning, s",
    "training": "training, s",
    "prediction": "1,000 images, s",
    "validation": "validation",
    "test": "test",
}


def margin(share: float, num: int) -> float:
    """Half of the 95 % confidence interval of a share of `num` examples, by the normal approximation.

    >>> round(margin(0.5, 1000), 3)
    0.031
    """
    return float(1.96 * np.sqrt(share * (1 - share) / num))


def section(dataset: Dataset, results: Sequence[Measurement], plan: Plan, num_images: int) -> str:
    """The part of the page on one data set.

    Parameters
    ----------
    dataset : Dataset
        What was measured on.
    results : sequence of Measurement
        What was measured.
    plan : Plan
        How.
    num_images : int
        Training images that were used.

    Returns
    -------
    str
        Markdown, without the marks by which the page tells its parts apart.
    """
    num_test = len(dataset.test)
    total = OFFICIAL_TRAIN.get(dataset.name, len(dataset.y_train))
    part = (
        f"**This is a part of the set, which has {total:,} training images.**" if num_images < total else ""
    )
    used = None if num_images == len(dataset.y_train) else num_images
    if part and not used:
        part += f"\nIt was installed by `pixgrad data fetch {dataset.name} --from FILE --unofficial`."
    images = f"{num_images:,} training images, {num_images // 5:,} of which validated"
    work = f"{plan.epochs} epochs, batches of {plan.batch_size}"
    image = f"{PICTURES}/{picture_name(dataset)}"
    lines = [
        f"## {dataset.name}",
        "",
        f"{images}; {num_test:,} test images.",
        *([part] if part else []),
        f"{plan.hidden} hidden units, {plan.words} words; {work}.",
        f"Command: `{command([dataset.name], plan, used)}`.",
        "",
        f"![Accuracy, times and sizes of all models on {dataset.name}]({image})",
        "",
        *table(results, num_test),
        "",
        verdict(results),
    ]
    if dataset.name in OFFICIAL_TRAIN:
        lines += ["", *yardstick(results, num_images, total)]
    return "\n".join(lines)


def table(results: Sequence[Measurement], num_test: int) -> list[str]:
    """The results as lines of a Markdown table."""
    rule = ROW.format(**{key: "---" if key in ("name", "settings") else "---:" for key in TITLES})
    rows = [
        ROW.format(
            name=f"{result.name} ({result.notebook})",
            settings=result.settings,
            keeps=f"{result.size:,}",
            tuning=f"{result.tuning:.1f}",
            training=f"{result.training:.1f}",
            prediction=f"{result.prediction:.2f}",
            validation=f"{result.validation:.1%}",
            test=f"**{result.test:.1%}** ± {margin(result.test, num_test):.1%}",
        )
        for result in results
    ]
    return [ROW.format(**TITLES), rule.replace(" ", ""), *rows]


def verdict(results: Sequence[Measurement]) -> str:
    """Whether each kind of model beats the kind before, and by how much."""
    found = gaps(list(results))
    words = {"neighbours": "neighbours", "linear": "linear models", "net": "net", "words": "visual words"}
    shown = ", ".join(f"{words[low]} to {words[high]} {gap * 100:+.1f}" for (low, high), gap in found.items())
    if min(found.values()) >= LEAST_GAP:
        opening = f"Each kind of model beats the one before by at least {LEAST_GAP * 100:.0f} points."
    elif min(found.values()) > 0:
        opening = "Each kind of model beats the one before."
    else:
        opening = "Not every kind of model beats the one before."
    return f"{opening} From the best of one kind to the worst of the next: {shown}."


def yardstick(results: Sequence[Measurement], num_images: int, total: int) -> list[str]:
    """Published figures beside ours."""
    return [
        "Beside figures that were published for models of these kinds on CIFAR-10 itself "
        f"({total:,} training",
        "images unless said otherwise), with other tuning:",
        "",
        f"| model | here, test ({num_images:,} training images) | published |",
        "|---|---:|---|",
        *(f"| {result.name} | {result.test:.1%} | {PUBLISHED[result.name]} |" for result in results),
    ]


def picture_name(dataset: Dataset) -> str:
    """File name of a data set's picture."""
    return f"ladder-{dataset.name}.png"


@styled
def picture(results: Sequence[Measurement], num_test: int, title: str) -> Figure:
    """Test accuracies as bars; times and sizes as points on logarithmic axes.

    Parameters
    ----------
    results : sequence of Measurement
        From the lowest rung to the highest.
    num_test : int
        Number of test images, for the error bars.
    title : str
        What stands above the first panel.

    Returns
    -------
    Figure
        The picture.
    """
    fig, (left, middle, right) = new_figure(
        1, 3, figsize=(WIDTH, 3.4), sharey=True, gridspec_kw={"width_ratios": [5, 3, 3]}
    )
    places = np.arange(len(results))
    colours = [COLOURS[result.kind] for result in results]
    tests = np.array([100 * result.test for result in results])
    margins = [100 * margin(result.test, num_test) for result in results]
    left.barh(places, tests, xerr=margins, color=colours, height=0.66, ecolor=INK, capsize=2)
    for place, test, half in zip(places, tests, margins, strict=True):
        left.text(test + half + 1.5, place, f"{test:.1f}", va="center")
    left.axvline(10, color=INK, linestyle=":", linewidth=1)
    left.set(xlim=(0, 100), xticks=range(0, 81, 20), title=title)
    left.set(xlabel="test accuracy, % (dotted: chance)")
    left.set_yticks(places, [result.name for result in results])
    left.tick_params(axis="y", length=0)
    for name, filled in (("training", True), ("prediction", False)):
        # storing the images is all the training of nearest neighbours: it has no place on this axis
        shown = [(getattr(r, name), i) for i, r in enumerate(results) if getattr(r, name) >= 1e-3]
        x, y = zip(*shown, strict=True)
        face = INK if filled else "white"
        label = "training" if filled else "classifying 1,000"
        middle.scatter(x, y, s=42, facecolor=face, edgecolor=INK, zorder=3, label=label)
    middle.set(xscale="log", xlabel="seconds of processor time")
    middle.legend(loc="lower left", bbox_to_anchor=(-0.05, 1.0), ncols=2, handletextpad=0, columnspacing=0.5)
    right.scatter([result.size for result in results], places, s=42, color=colours, zorder=3)
    right.set(xscale="log", xlabel="numbers kept", title="size")
    for ax in (middle, right):
        ax.margins(x=0.12)
        ax.grid(axis="both", color=PALE, alpha=0.4)
        ax.tick_params(axis="y", length=0)
    return fig


def write(
    folder: Path, dataset: Dataset, results: Sequence[Measurement], plan: Plan, num_images: int
) -> list[Path]:
    """Write the picture of a data set and its part of the page; leave the other parts as they are.

    Parameters
    ----------
    folder : Path
        Where the page stands, made if need be.
    dataset, results, plan, num_images
        As for `section`.

    Returns
    -------
    list of Path
        The files that were written.
    """
    page, image = folder / PAGE, folder / PICTURES / picture_name(dataset)
    image.parent.mkdir(parents=True, exist_ok=True)
    title = f"{dataset.name}, {num_images:,} training images"
    fig = picture(results, len(dataset.test), title)
    fig.savefig(image, dpi=110, bbox_inches="tight", metadata={"Software": None})
    parts = sections(page.read_text(encoding="utf-8")) if page.is_file() else {}
    parts[dataset.name] = section(dataset, results, plan, num_images)
    page.write_text(assemble(parts), encoding="utf-8")
    return [page, image]


def sections(text: str) -> dict[str, str]:
    """The parts of a page by the names of their data sets.

    >>> sections(assemble({"shapes": "## shapes"}))
    {'shapes': '## shapes'}
    """
    found = re.findall(r"<!-- begin (\w+) -->\n(.*?)\n<!-- end \1 -->", text, flags=re.DOTALL)
    return dict(found)


def assemble(parts: dict[str, str]) -> str:
    """The whole page."""
    names = sorted(parts, key=lambda name: (name != "shapes", name))
    marked = (f"\n<!-- begin {name} -->\n{parts[name]}\n<!-- end {name} -->\n" for name in names)
    return HEAD.format(command=command(names, Plan())) + "".join(marked)


def command(names: Sequence[str], plan: Plan, num_images: int | None = None) -> str:
    """The command that measures these data sets by this plan.

    >>> command(["shapes", "cifar10"], Plan(seed=3), 500)
    'pixgrad ladder --data shapes --data cifar10 --images 500 --seed 3'
    """
    options = [f"--data {name}" for name in names]
    options += [f"--images {num_images}"] if num_images else []
    options += [f"--epochs {plan.epochs}"] if plan.epochs != Plan().epochs else []
    options += [f"--seed {plan.seed}"] if plan.seed != Plan().seed else []
    return " ".join(["pixgrad ladder", *options])
