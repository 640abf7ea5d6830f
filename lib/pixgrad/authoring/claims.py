"""What the text of a notebook says about numbers, order, speed or a picture, held against measurement.

A claim cell stands beside the text it speaks of. It asserts what the text says, with the solution's own
names, prints what it measured, and stands in no built notebook. Where chance plays it has ``seeds=N``: it is
run N times, and reads the name ``seed``. `pixgrad.authoring.prose` says which numbers of the text need one.
"""

import contextlib
import io
import re
from dataclasses import dataclass, replace
from typing import Any

from pixgrad.authoring.counts import today
from pixgrad.authoring.runner import CodeCell, Program, Run
from pixgrad.authoring.source import Cell, Source, cell_ids
from pixgrad.data import load

SETTING = re.compile(r'^DATA = "\w+"', re.MULTILINE)


@dataclass(frozen=True)
class Held:
    """One claim as it was measured: whether it held, for each seed, and what it printed."""

    slug: str
    label: str
    seeds: int
    printed: str
    broken: str = ""  # the error of the first seed for which it does not hold


def measure(source: Source, data_set: str | None = None) -> tuple[list[Held], Run]:
    """Run a notebook with its solutions, its pictures and its claims, from start to end.

    A claim sees the names of the cells above it, and leaves none behind.

    Parameters
    ----------
    source : Source
    data_set : str or None
        What ``DATA`` is to be in the first cell instead of what stands there, such as ``"cifar10"``.

    Returns
    -------
    claims : list of Held
    run : Run
        What all other cells did.
    """
    program = Program()
    claims = []
    ids = iter(cell_ids(tuple(cell for cell in source.cells if cell.role != "claim")))
    for cell in source.cells:
        if cell.role == "claim":
            claims.append(_held(source.slug, cell, program.scope))
            continue
        step = CodeCell(next(ids), cell.role, cell.exercise, cell.source)
        if cell.role not in ("text", "hint"):
            program.execute(replace(step, source=_on(data_set, step.source)))
    return claims, program.run


def _on(data_set: str | None, source: str) -> str:
    """A cell with another data set asked for, if one is."""
    return SETTING.sub(f'DATA = "{data_set}"', source) if data_set else source


def _held(slug: str, cell: Cell, scope: dict[str, Any]) -> Held:
    """Measure one claim in a copy of the names above it."""
    out, broken = io.StringIO(), ""
    for seed in range(cell.seeds):
        try:
            with contextlib.redirect_stdout(out):
                exec(compile(cell.source, f"<claim {cell.exercise}>", "exec"), scope | {"seed": seed})
        except Exception as error:
            broken = broken or f"{type(error).__name__}: {error}" + (f" (seed {seed})" if seed else "")
    return Held(slug, cell.exercise, cell.seeds, out.getvalue().strip(), broken)


def page(claims: list[Held], data_set: str | None = None) -> str:
    """The claims of all notebooks, as measured on a data set, as a page in Markdown."""
    rows = [
        f"| `{each.slug}` | `{each.label}` | {each.seeds} | {_in_cell(each.printed)} | "
        f"{_in_cell(each.broken) or 'holds'} |"
        for each in claims
    ]
    return "\n".join(
        [
            "# What the notebooks claim, and what was measured",
            "",
            *(_on_another(data_set) if data_set else _on_the_embedded()),
            "Each claim is a cell in a notebook's source that asserts what the text beside it says.",
            "It is measured for several seeds where chance plays.",
            "",
            "| notebook | claim | seeds | measured | |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _on_the_embedded() -> list[str]:
    return [
        f"Written by `pixgrad audit --claims --page docs/claims.md` on {today()}, on the embedded drawings."
    ]


def _on_another(data_set: str) -> list[str]:
    """What a page is to say of the data, and what cannot be expected to hold there."""
    images = f"{len(load(data_set).X_train):,} training images of {data_set}"
    return [
        f"Written by `pixgrad audit --claims --on {data_set} --page docs/claims-{data_set}.md` on {today()},",
        f"on {images}. Figures in the texts are those of the drawings, and so are asserted on those alone.",
    ]


def _in_cell(text: str) -> str:
    return "<br>".join(line.replace("|", "\\|") for line in text.splitlines())
