"""Seconds of nearest neighbours over the number of training rows, drawn for the docs.

    python benchmarks/scaling.py [--rows 1000 2000 5000 10000 20000] [--rounds 2] [--picture FILE.png]

200 test rows of 3,072 numbers in float32, one thread; pixgrad beside scikit-learn, by turns, in seconds of
processor time. The best round counts, as in peers.py, which shows the picture on its page.
"""

import argparse
import os
from functools import partial
from pathlib import Path

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")  # before BLAS is loaded

import numpy as np
from matplotlib.figure import Figure
from peers import K, in_turns, knn_by_sklearn, labels_of, pixels

from pixgrad.models import knn
from pixgrad.plots.style import BLUE, RUST, WIDTH, new_figure, styled

NUM_TEST = 200
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "knn-scaling.png"
Seconds = dict[str, list[float]]


def measure(num_rows: list[int], metric: str, rounds: int) -> Seconds:
    X, power, seconds = pixels(NUM_TEST, 1, np.float32), int(metric[1]), {"pixgrad": [], "scikit-learn": []}
    for num in num_rows:
        X_train, y = pixels(num, 2, np.float32), labels_of(num)
        ways = {
            "pixgrad": partial(knn.predict, X, X_train, y, k=K, metric=metric),
            "scikit-learn": partial(knn_by_sklearn, X, X_train, y, power),
        }
        for name, best in in_turns(ways, rounds)[0].items():
            seconds[name].append(best)
        print(f"| {metric.upper()} | {num:,} | {seconds['pixgrad'][-1]:.3f}", end="")
        print(f" | {seconds['scikit-learn'][-1]:.3f} |", flush=True)
    return seconds


@styled
def picture(num_rows: list[int], measured: dict[str, Seconds]) -> Figure:
    """Seconds of processor time over the number of training rows, for either metric, on logarithmic axes."""
    fig, panels = new_figure(1, len(measured), figsize=(WIDTH, 3.6), sharey=True)
    for ax, (metric, seconds) in zip(panels, measured.items(), strict=True):
        for (name, curve), colour, marker in zip(seconds.items(), (BLUE, RUST), "os", strict=True):
            ax.plot(num_rows, curve, marker=marker, color=colour, label=name)
        ax.set(xscale="log", yscale="log", title=f"{metric.upper()} distance", xlabel="training rows")
        ax.set_xticks(num_rows, [f"{num:,}" for num in num_rows])
        ax.yaxis.set_major_formatter("{x:g}")
        ax.minorticks_off()
        ax.grid(axis="y")
    panels[0].set_ylabel(f"processor time, s, {NUM_TEST} test rows")
    panels[0].legend()
    return fig


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 2000, 5000, 10_000, 20_000])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    options = parser.parse_args()
    print("| metric | training rows | pixgrad, CPU s | scikit-learn, CPU s |\n|---|---:|---:|---:|")
    measured = {metric: measure(options.rows, metric, options.rounds) for metric in ("l2", "l1")}
    fig = picture(options.rows, measured)
    fig.savefig(options.picture, dpi=110, bbox_inches="tight", metadata={"Software": None})


if __name__ == "__main__":
    main()
