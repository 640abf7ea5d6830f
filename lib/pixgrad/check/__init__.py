"""What the check cells of the notebooks call.

A cell whose checks pass prints one line in a notebook. A check that fails raises `CheckFailed`: the call,
what came back, what was wanted, and the likely slip. A check never uses another answer of the same student,
never looks at a clock, and never takes the agreement of two answers as proof.
"""

from typing import Any

from pixgrad.check.calls import named
from pixgrad.check.failure import CheckFailed, slip_of
from pixgrad.check.functions import returns, satisfies, unchanged
from pixgrad.check.gradient import gradient
from pixgrad.check.hidden_numbers import rng
from pixgrad.check.passed import watch
from pixgrad.check.values import choice, close, finite, number, shape
from pixgrad.check.vectorize import vectorized

__all__ = [
    "CheckFailed",
    "choice",
    "close",
    "finite",
    "gradient",
    "named",
    "number",
    "numeric_gradient",
    "returns",
    "rng",
    "satisfies",
    "shape",
    "slip_of",
    "unchanged",
    "vectorized",
]

watch()


def __getattr__(name: str) -> Any:
    """Import `numeric_gradient` when it is asked for: the notebook that teaches it does without."""
    if name == "numeric_gradient":
        from pixgrad.check.numeric import numeric_gradient

        return numeric_gradient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
