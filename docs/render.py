"""Render the pictures of README and docs from the code: python docs/render.py."""

import ast
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("agg")

from matplotlib.figure import Figure

from pixgrad import data, plots
from pixgrad.course import build, notebook, program, source

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "pictures"


def main() -> None:
    """Write every picture as PNG."""
    FOLDER.mkdir(exist_ok=True)
    write(plots.class_sheet(data.load("shapes"), per_class=12), "shapes")
    write(notebook_figure("a6_features", "plots_features.where_words_fire("), "a6_features")


def write(figure: Figure, name: str) -> None:
    """Write one picture, without the version of the library in it."""
    figure.savefig(FOLDER / f"{name}.png", dpi=80, bbox_inches="tight", metadata={"Software": None})


def notebook_figure(slug: str, call: str) -> Figure:
    """The picture that a solved notebook shows where it makes this call; checks are not run."""
    cells = program.steps(notebook.build(source.read(build.source_path(ROOT, slug))), explore=True)
    scope: dict[str, Any] = {}
    for step in (step for step in cells if step.role != "check"):
        *above, last = ast.parse(step.source).body
        if call in step.source and isinstance(last, ast.Expr):
            exec(compile(ast.Module(above, []), step.id, "exec"), scope)
            figure: Figure = eval(compile(ast.Expression(last.value), step.id, "eval"), scope)
            return figure
        exec(compile(step.source, step.id, "exec"), scope)
    raise ValueError(f"no cell of {slug} ends in {call}")


if __name__ == "__main__":
    main()
