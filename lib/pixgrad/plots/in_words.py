"""What a figure shows, in words made from what was drawn: the alternative text of every picture."""

from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer, ErrorbarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

LONGEST = 1200  # characters; a screen reader reads some 15 a second
FEW_PANELS = 6  # of more panels, such as a sheet of images, only the titles are told
FEW_TEXTS = 24


def in_words(figure: Figure, what: str) -> str:
    """Describe a figure: what it is, then every panel with its axes, curves, bars and numbers.

    Parameters
    ----------
    figure : Figure
        What was drawn.
    what : str
        A sentence that says what kind of picture it is.

    Returns
    -------
    str
        At most `LONGEST` characters.

    Examples
    --------
    >>> from pixgrad.plots.style import new_figure
    >>> fig, ax = new_figure(1, 1)
    >>> _ = ax.plot([0, 1, 2], [4, 1, 2], label="loss")
    >>> _ = ax.set(xlabel="step", ylabel="value")
    >>> in_words(fig, "A curve.")
    'A curve. From left to right: step; upwards: value. loss: 4 at 0, lowest 1 at 1, 2 at 2.'
    """
    panels = [ax for ax in figure.axes if not hasattr(ax, "_colorbar")]
    if len(panels) > FEW_PANELS:
        titles = [ax.get_title() or ax.get_ylabel() for ax in panels]
        told = [f"{len(panels)} panels", ", ".join(filter(None, titles))]
        return _shortened(f"{what} {': '.join(filter(None, told))}.")
    return _shortened(" ".join([what, *filter(None, map(_panel, panels))]))


def _shortened(text: str) -> str:
    plain = text.replace("\\leq", "at most").replace("$", "").replace("\\", "")
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rsplit(" ", 1)[0] + " …"


def _panel(ax: Axes) -> str:
    """One panel: title, axes, and what is drawn in it, each as a sentence."""
    axes = {"From left to right": ax.get_xlabel(), "upwards": ax.get_ylabel()}
    told = "; ".join(f"{way}: {name}" for way, name in axes.items() if name)
    sentences = [ax.get_title(), told, *_curves(ax), *_bars(ax), *_points(ax), _texts(ax)]
    return " ".join(f"{' '.join(sentence.split())}." for sentence in sentences if sentence)


def _curves(ax: Axes) -> Iterator[str]:
    """Every curve that has a name; with error bars the name is that of curve and bars together."""
    named = [(str(line.get_label()), line) for line in ax.lines]
    for drawn in ax.containers:
        if isinstance(drawn, ErrorbarContainer) and drawn.lines[0] is not None:
            named.append((str(drawn.get_label()), drawn.lines[0]))
    yield from (f"{name}: {_course(line)}" for name, line in named if not name.startswith("_"))


def _course(line: Line2D) -> str:
    """Where a curve begins, is lowest and highest in between, and ends."""
    x, y = (np.asarray(values, dtype=float) for values in line.get_data())
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not len(known):
        return "nothing"
    first, last = known[0], known[-1]
    low, high = known[np.argmin(y[known])], known[np.argmax(y[known])]
    stops = {first: "", last: ""}
    stops |= {place: word for place, word in ((low, "lowest "), (high, "highest ")) if place not in stops}
    return ", ".join(f"{stops[place]}{y[place]:.3g} at {x[place]:.3g}" for place in sorted(stops))


def _bars(ax: Axes) -> Iterator[str]:
    for bars in ax.containers:
        if isinstance(bars, BarContainer):
            lying = bars.orientation == "horizontal"
            lengths = [patch.get_width() if lying else patch.get_height() for patch in bars.patches]
            names = [label.get_text() for label in (ax.get_yticklabels() if lying else ax.get_xticklabels())]
            yield f"Bars: {_pairs(names, lengths)}"


def _pairs(names: Sequence[str], values: Sequence[float]) -> str:
    if len(names) == len(values):
        return ", ".join(f"{name} {value:.3g}" for name, value in zip(names, values, strict=True))
    return ", ".join(f"{value:.3g}" for value in values)


def _points(ax: Axes) -> Iterator[str]:
    for dots in ax.collections:
        name, places = str(dots.get_label()), np.ma.getdata(dots.get_offsets())
        if not name.startswith("_") and len(places):
            middle = np.mean(np.asarray(places, dtype=float), axis=0)
            yield f"{name}: {len(places)} points around ({middle[0]:.2g}, {middle[1]:.2g})"


def _texts(ax: Axes) -> str:
    """What is written in a panel, or, where that tells little by itself, its label, which is never drawn."""
    if told := str(ax.get_label()):
        return told
    texts = [text.get_text().strip() for text in ax.texts]
    texts = [text for text in texts if text]
    more = f" and {len(texts) - FEW_TEXTS} more" if len(texts) > FEW_TEXTS else ""
    return f"Written in it: {', '.join(texts[:FEW_TEXTS])}{more}" if texts else ""
