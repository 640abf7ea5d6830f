"""One slip costs once: where an answer calls an earlier answer that is wrong, a right one takes its place.

A check that fails is run again with right functions, out of the bank, in place of the earlier answers that
the exercise may build on. If it passes then, the fault is the helper's: the check passes, and says so. While
a notebook is marked, the student's code can call the right functions over the bridge, but not see them.
A check that does not come to its end can be run again with right functions from the start: `right_first`.
"""

import functools
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pixgrad.check import bank
from pixgrad.check.calls import Elsewhere, undecorated
from pixgrad.check.failure import CheckFailed
from pixgrad.check.lending import lend
from pixgrad.check.recognise import unexplained

Function = Callable[..., Any]

# exercise -> the earlier answers that it may build on. Only steps of the whole: whoever hands all of an
# exercise on to another answer has not answered it.
BUILDS_ON: dict[str, tuple[str, ...]] = {
    # a1_knn
    "distances-two-loops": ("l2_distance",),
    "cross-validate": ("split_indices", "compute_distances_no_loops", "predict_labels"),
    # a2_svm
    "svm-loss-naive": ("linear_scores", "hinge_loss_one", "l2_penalty"),
    "svm-loss-vectorized": ("linear_scores", "l2_penalty"),
    "predict-linear": ("linear_scores",),
    # a3_softmax
    "kl-divergence": ("entropy", "cross_entropy"),
    "softmax-loss-one": ("softmax",),
    "softmax-grad-one": ("softmax",),
    "softmax-loss-naive": ("softmax", "softmax_loss_one", "softmax_grad_one"),
    "softmax-loss-vectorized": ("softmax",),
    "loss-table": ("softmax",),
    "choose-temperature": ("softmax",),
    # a4_two_layer_net
    "three-layer-sigmoid": ("sigmoid",),
    "two-layer-scores": ("relu",),
    "predict-two-layer": ("relu", "two_layer_scores"),
    "two-layer-loss": ("relu", "two_layer_scores"),
    "train-two-layer": ("two_layer_loss",),
    "dead-units": ("relu",),
    # a5_backprop
    "affine-backward": ("matmul_backward",),
    "mlp-loss": ("affine_forward", "affine_backward", "relu_forward", "relu_backward"),
    # a6_features
    "kmeans": ("nearest_words", "update_centroids"),
    "encode": ("dense_patches", "nearest_words", "region_histograms"),
}

_FIRST: ContextVar[frozenset[str]] = ContextVar("first", default=frozenset())

# A right function runs in the checker, on what the student's code passes to it: small things only.
MOST_ENTRIES = 20_000
LARGEST_INT = 1000
RIGHT = "right, but it calls your"


def forgiving(check: Callable[..., None]) -> Callable[..., None]:
    """A check of a function that does not charge it with the slips of the answers that it calls."""

    @functools.wraps(check)
    def judged(function: Any, *args: Any, exercise: str, **options: Any) -> None:
        again = functools.partial(check, function, *args, exercise=exercise, **options)
        if helpers := right_helpers(exercise):
            faulty = _at_fault(again, function, helpers)
            if faulty:
                print(f"{_lead(exercise)}{_excuse(faulty)}")
            return
        try:
            again()
        except CheckFailed as failure:
            if failure.details and _left_at_home(exercise):
                raise _with_doubt(failure, exercise) from None
            raise

    return judged


@contextmanager
def right_first(names: frozenset[str]) -> Iterator[None]:
    """Let checks put right functions in the place of some answers before they call anything."""
    before = _FIRST.set(names)
    try:
        yield
    finally:
        _FIRST.reset(before)


@functools.cache
def right_helpers(exercise: str) -> dict[str, Function]:
    """A right function for each earlier answer that an exercise may build on, by name."""
    first = {e.name: e.variants[0].function(e.name) for e in _built_on(exercise) if e.variants}
    return {name: function for name, function in first.items() if function}


def failed_helpers(exercise: str, failed: Collection[str]) -> frozenset[str]:
    """Names of the earlier answers that an exercise may build on and whose own exercises have failed."""
    return frozenset(each.name for each in _built_on(exercise) if each.label in failed)


def _built_on(exercise: str) -> list[bank.KnownAnswers]:
    wanted = BUILDS_ON.get(exercise, ())
    return [each for each in _neighbours(exercise) if each.name in wanted] if wanted else []


def _left_at_home(exercise: str) -> bool:
    """Whether an exercise may build on earlier answers, but no right ones are here: not in a hand-out."""
    return exercise in BUILDS_ON and not right_helpers(exercise)


def _with_doubt(failure: CheckFailed, exercise: str) -> CheckFailed:
    """The failure, with a word on the answers that it may come from."""
    names = " or ".join(BUILDS_ON[exercise])
    doubt = f"note   if it calls your {names}, see that their own checks pass first"
    return CheckFailed(failure.headline, (*failure.details, doubt), failure.slip)


def _neighbours(exercise: str) -> tuple[bank.KnownAnswers, ...]:
    """What the bank knows about the exercises of the same notebook."""
    slugs = [path.parent.name for path in Path(bank.__file__).parent.glob(f"*/{exercise}.py")]
    return bank.exercises(slugs[0]) if slugs else ()


@dataclass
class _Use:
    """What was asked of the right functions: which were called, and whether one had to refuse."""

    called: set[str] = field(default_factory=set)
    refused: bool = False


def _at_fault(again: Callable[[], None], function: Any, helpers: dict[str, Function]) -> list[str]:
    """Names of the helpers that make a check fail, none where it passes; raises the answer's own failure."""
    use = _Use()
    lent = {name: _lendable(name, helper, use) for name, helper in helpers.items()}
    if first := _FIRST.get():
        if own := _failure(again, function, {name: lent[name] for name in lent if name in first}):
            raise own
        return sorted(use.called)
    with unexplained():  # looking for a reason is what takes long, and a helper's slip is not this answer's
        failure = _failure(again, function, {})
        if failure is None:
            return []
        own = _failure(again, function, lent)
        names = sorted(use.called)
        if own is None and names:
            alone = [n for n in names if _failure(again, function, {m: lent[m] for m in lent if m != n})]
            return alone or names
    if isinstance(own, CheckFailed) and names and not use.refused:
        with _lending(function, lent):
            own = _explained(own)
        raise own
    # Nothing lent mattered; where it passes, it does so for another reason, such as a memory of its own.
    raise _explained(failure)


def _explained(failure: Exception) -> Exception:
    """A failure with the reason that was not looked for at once."""
    if not isinstance(failure, CheckFailed) or failure.explained is None:
        return failure
    whole = failure.explained()
    whole.picture = failure.picture
    return whole


def _failure(again: Callable[[], None], function: Any, lent: dict[str, Function]) -> Exception | None:
    with _lending(function, lent):
        try:
            again()
        except Exception as problem:
            return problem
    return None


def _lendable(name: str, helper: Function, use: _Use) -> Function:
    """A right function that notes when it is called, and takes only small plain data."""

    @functools.wraps(helper)
    def lent(*args: Any, **kwargs: Any) -> Any:
        use.called.add(name)
        try:
            small = _entries((args, kwargs)) <= MOST_ENTRIES
        except (TypeError, ValueError):
            small = False
        if not small:
            use.refused = True
            raise ValueError(f"{name} was given too much")
        result = helper(*args, **kwargs)
        return np.array(result) if isinstance(result, list) else result  # as most callers expect

    return lent


def _entries(value: Any) -> int:
    """How many numbers there are in plain data; raises for anything else, and for large whole numbers."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, dict):
        return sum(map(_entries, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_entries, value))
    if isinstance(value, int | np.integer) and abs(int(value)) > LARGEST_INT:
        raise ValueError
    if value is None or isinstance(value, int | float | str | np.generic):
        return 1
    raise TypeError


@contextmanager
def _lending(function: Any, lent: dict[str, Function]) -> Iterator[None]:
    if isinstance(function, Elsewhere):
        function.lend(lent)
        yield
        function.take_back()
    else:
        scope = getattr(undecorated(function), "__globals__", {})
        before = lend(scope, lent)
        yield
        scope.update(before)


def excuse_in(printed: str, exercise: str) -> str:
    """What a check printed about a helper whose slip it forgave; empty where it did not.

    >>> excuse_in("✓ relu\\n· encode: right, but it calls your kmeans.", "encode")
    'right, but it calls your kmeans.'
    """
    lead = _lead(exercise)
    found = (line.removeprefix(lead) for line in printed.splitlines() if line.startswith(f"{lead}{RIGHT}"))
    return next(found, "")


def _lead(exercise: str) -> str:
    return f"· {exercise}: "


def _excuse(faulty: Sequence[str]) -> str:
    names, are = " and ".join(faulty), "are" if faulty[1:] else "is"
    return (
        f"{RIGHT} {names}, which {are} not. "
        f"It was judged with a right {names} in its place; mend {names} first."
    )
