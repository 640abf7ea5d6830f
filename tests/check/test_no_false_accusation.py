"""Nobody is told a slip that is not there: right answers with a little noise, or computed in float32."""

import itertools
import os
import re
from dataclasses import replace

import pytest

from pixgrad.authoring import runner
from pixgrad.check import bank, slip_of

from .styles import SLUGS, cells

# A right answer, of which each float is off by less than any check minds.
NOISE = """
def _noisy(value):
    if isinstance(value, (tuple, list)):
        return type(value)(map(_noisy, value))
    if isinstance(value, dict):
        return {key: _noisy(each) for key, each in value.items()}
    if isinstance(value, float) or getattr(value, "dtype", None) in (float, np.float32):
        return value * (1 + 3e-7 * np.cos(np.arange(np.size(value))).reshape(np.shape(value)))
    return value
_right = NAME
def NAME(*given, **named):
    return _noisy(_right(*given, **named))
"""

# A right answer that works with single precision.
SINGLE = """
def _single(value):
    if isinstance(value, (tuple, list)):
        return type(value)(map(_single, value))
    if isinstance(value, dict):
        return {key: _single(each) for key, each in value.items()}
    return value.astype(np.float32) if getattr(value, "dtype", None) == float and np.ndim(value) else value
_right = NAME
def NAME(*given, **named):
    return _right(*_single(given), **_single(named))
"""


# One right answer of each exercise is tried, or, which takes some minutes, all of them.
MOST = None if "PIXGRAD_THOROUGH" in os.environ else 1
# Facts, not slips: single precision knows no 1e300, and no exp(100).
# What is so, and no guess: that it is single precision, how many digits are right, or which result.
FACTS = re.compile("not-finite|warns|single-precision|few-digits|only-.*-wrong")
COPIES = ("sample-batch",)  # its floats are copies of its argument's, of which no digit may change


def alternatives(slug):
    """The right answers of the bank that are tried."""
    for _, group in itertools.groupby(bank.load(slug).variants, lambda variant: variant.exercise):
        yield from itertools.islice(group, MOST)


def accusations(slug):
    """Every (exercise, variant, message) where a right answer, hardly changed, is told a slip."""
    names = {exercise.label: exercise.name for exercise in bank.exercises(slug)}
    running = runner.Program()
    steps = cells(slug)
    checks = {step.exercise: step for step in steps if step.role == "check"}
    for step in steps:
        if step.role != "check":
            running.execute(step)
        if step.role != "answer" or step.exercise not in checks:
            continue
        for variant in alternatives(slug):
            if variant.exercise == step.exercise and f"{names[step.exercise]}(" in variant.source:
                for spoilt in (NOISE, SINGLE):
                    source = f"{variant.source}\n{spoilt.replace('NAME', names[step.exercise])}"
                    running.execute(replace(step, source=source))
                    part = runner.visible_part(checks[step.exercise].source)
                    running.execute(replace(checks[step.exercise], source=part))
                    told = running.run.checks[checks[step.exercise].id]
                    slip = slip_of(told or "")
                    if slip and not FACTS.fullmatch(slip) and step.exercise not in COPIES:
                        yield step.exercise, variant.label, "noise" if spoilt is NOISE else "single", told
        running.execute(step)


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_a_right_answer_is_told_no_slip_for_noise_or_for_single_precision(slug):
    """Is a right answer of each exercise told no slip when its floats are off by a hair?"""
    assert list(accusations(slug)) == []
