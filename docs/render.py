"""Render the pictures of README and docs from the code: python docs/render.py."""

from pathlib import Path

import matplotlib

matplotlib.use("agg")

from pixgrad import data, plots

FOLDER = Path(__file__).parent / "pictures"


def main() -> None:
    """Write every picture as PNG."""
    FOLDER.mkdir(exist_ok=True)
    figure = plots.class_sheet(data.load("shapes"), per_class=12)
    figure.savefig(FOLDER / "shapes.png", dpi=80, bbox_inches="tight", metadata={"Software": None})


if __name__ == "__main__":
    main()
