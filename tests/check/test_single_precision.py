"""One rule on float32 for the whole series: precise enough, unless the text says to compute in float64."""

import re
from dataclasses import replace

import pytest

from pixgrad.authoring import runner
from pixgrad.check import bank

from .styles import ROOT, SLUGS, cells
from .test_no_false_accusation import SINGLE

ASKED = re.compile(r"Compute\s+in\s+float64")
RULE = re.compile(r"float32 is precise enough.* unless\s+the text in quotes says \*Compute\s+in\s+float64\*")
DTYPE_IS_ASKED = ("image-facts",)  # how many bytes its argument has


def single_precision(slug):
    """For every exercise with a function: its text, and what visible part and whole say of float32."""
    names = {exercise.label: exercise.name for exercise in bank.exercises(slug)}
    running = runner.Program()
    checks = {step.exercise: step for step in cells(slug) if step.role == "check"}
    for step in cells(slug):
        if step.role != "check":
            running.execute(step)
        name, check = names.get(step.exercise, ""), checks.get(step.exercise)
        if step.role == "answer" and check and f"def {name}(" in step.source:
            running.execute(replace(step, source=step.source + SINGLE.replace("NAME", name)))
            running.execute(check, visible_first=True)
            yield step.exercise, step.source, running.run.visible[check.id], running.run.checks[check.id]
            running.execute(step)


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_single_precision_is_enough_unless_the_text_says_otherwise(slug):
    """Does float32 pass where no text asks for float64, and get one verdict from visible and hidden part?"""
    for exercise, text, visible, whole in single_precision(slug):
        if exercise not in DTYPE_IS_ASKED:
            assert not whole or ASKED.search(text), f"{exercise}: {whole}"
            assert bool(visible) == bool(whole), f"{exercise}: {whole}"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_notebook_states_the_rule_once(slug):
    """Does the beginning of each notebook say where float32 is precise enough?"""
    text = (ROOT / "solutions" / slug / f"{slug}.py").read_text(encoding="utf-8").replace("\n# ", " ")
    assert len(RULE.findall(text)) == 1
