"""What a submission may use while it is marked."""

from dataclasses import dataclass

# Variables that let BLAS have one thread; it looks at them when NumPy is imported.
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


@dataclass(frozen=True)
class Limits:
    """Limits of a cell and of a whole submission, the checks' seed, and the isolation that is wanted.

    Parameters
    ----------
    cell_seconds, submission_seconds : float
        Wall time of a cell and of all exercises; own cells that no exercise needs have the latter again.
    grace_seconds : float
        How long an interrupted cell may take to stop.
    seed : int
        Seed of the numbers that checks draw.
    memory_mb, processes : int
        MiB of memory and number of processes of a student's code.
    isolation : {"auto", "bwrap", "none"}
        See `pixgrad.marking.execution.sandbox.choose`.
    """

    cell_seconds: float = 20.0
    submission_seconds: float = 120.0
    grace_seconds: float = 3.0
    seed: int = 0
    memory_mb: int = 4096
    processes: int = 128
    isolation: str = "auto"

    @property
    def patience(self) -> float:
        """Seconds that marking one submission never takes in good order, on slow machines either."""
        return 3 * self.submission_seconds + 120
