"""Fresh numbers for hidden tests, reproducible while marking."""

import os
import zlib

import numpy as np


def rng(exercise: str) -> np.random.Generator:
    """A random generator for a hidden test.

    Seeded by the environment variable ``PIXGRAD_SEED`` and the label of the exercise, so that a whole class
    meets the same numbers; without the variable, new numbers on every call.

    Examples
    --------
    >>> isinstance(rng("l1-distance"), np.random.Generator)
    True
    """
    seed = os.environ.get("PIXGRAD_SEED")
    return np.random.default_rng([int(seed), zlib.crc32(exercise.encode())] if seed else None)
