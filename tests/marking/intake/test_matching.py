"""Which cell of a notebook is which, whatever became of it, in a time that grows with its length."""

import ast
import json
import random

import pytest

from pixgrad.marking.intake import admit, matching
from pixgrad.marking.intake.matching import Known, SubmittedCell, by_neighbours
from pixgrad.marking.intake.released import originals
from pixgrad.notebook import names


def one_by_one(known):
    """The rule of neighbours as it is said: for each cell, look at all others; slow, for comparison."""
    keys = list(known.originals)
    for cell in known.cells:
        if cell.key is not None or cell.kind != "code" or not cell.source.strip():
            continue
        before = next((each for each in reversed(known.cells) if each.key and each.place < cell.place), None)
        after = next((each for each in known.cells if each.key and each.place > cell.place), None)
        low, high = before.place if before else -1, after.place if after else len(known.cells)
        rivals = [each for each in known.cells if low < each.place < high and each is not cell]
        if any(each.kind == "code" and each.source.strip() for each in rivals):
            continue
        between = keys[keys.index(before.key) + 1 if before else 0 : keys.index(after.key) if after else None]
        missing = [each.key for each in known.missing() if each.key in between and each.role == "answer"]
        if len(missing) == 1:
            known.recognise(cell, missing[0])


@pytest.mark.parametrize("seed", range(100))
def test_gaps_are_filled_as_the_rule_says(kit, seed):
    """Is code recognised by its place just where looking at every other cell recognises it?"""
    rng = random.Random(seed)
    keys = list(originals(kit))
    kept = sorted(rng.sample(range(len(keys)), rng.randint(0, len(keys))))
    order = [keys[at] for at in kept] + [None] * rng.randint(1, 8)
    if rng.random() < 0.5:
        rng.shuffle(order)
    else:
        order = [key for key in order if key] and sorted(
            order, key=lambda key: rng.random() if key is None else keys.index(key) / len(keys)
        )
    parts = [(rng.choice(["code", "code", "markdown"]), rng.choice(["x = 1", "x = 1", " "])) for _ in order]
    found = []
    for rule in (by_neighbours, one_by_one):
        cells = [
            SubmittedCell(at, kind, source, key=key)
            for at, (key, (kind, source)) in enumerate(zip(order, parts, strict=True))
        ]
        rule(Known(originals(kit), cells, {key for key in order if key}))
        found.append([cell.key for cell in cells])
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize("body", ["u{0} = 1", "h{0} = h{1}", ""], ids=["apart", "a-chain", "empty"])
def test_five_thousand_cells_are_each_read_a_few_times(kit, monkeypatch, body):
    """Does a notebook of 5,000 cells cost five thousand times a cell, and not the square of that?"""
    parsed = []
    monkeypatch.setattr(names.ast, "parse", lambda text, parse=ast.parse: parsed.append(text) or parse(text))
    compared = []
    monkeypatch.setattr(
        matching, "squeezed", lambda text, same=matching.squeezed: compared.append(text) or same(text)
    )
    cells = [{"cell_type": "code", "metadata": {}, "source": body.format(at, at + 1)} for at in range(5000)]
    last = {"cell_type": "code", "metadata": {}, "source": "def add(a, b):\n    return h0"}
    payload = json.dumps(
        {"cells": [*cells, last], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ).encode()
    nb, _ = admit(payload, kit)
    assert sum(cell.source == last["source"] for cell in nb.cells) == 1
    assert len(nb.cells) >= 5001
    assert len(parsed) <= 4 * 5001
    assert len(compared) <= 2 * 5001
