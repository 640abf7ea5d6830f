"""What the check cells of the notebooks call.

A cell whose checks pass prints one line in a notebook. A check that fails raises `CheckFailed`: the call,
what came back, what was wanted, and the likely slip. A check never looks at a clock, and never takes the
agreement of two answers as proof. It never uses another answer of the same student without saying so: where
an answer calls one that is wrong, it is judged with a right one.
"""

from typing import Any

from pixgrad.check import functions
from pixgrad.check import gradient as gradients
from pixgrad.check.accuracy import accuracy
from pixgrad.check.calls import drawn, named
from pixgrad.check.failure import CheckFailed, slip_of
from pixgrad.check.hidden_numbers import rng
from pixgrad.check.own_helpers import forgiving
from pixgrad.check.passed import watch
from pixgrad.check.questions import choice, number
from pixgrad.check.values import close, finite, shape
from pixgrad.check.vectorize import vectorized as count_steps

# A check of a function does not charge it with the slips of the answers that it calls.
returns = forgiving(functions.returns)
satisfies = forgiving(functions.satisfies)
unchanged = forgiving(functions.unchanged)
vectorized = forgiving(count_steps)
gradient = forgiving(gradients.gradient)

__all__ = [
    "CheckFailed",
    "accuracy",
    "choice",
    "close",
    "drawn",
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
