"""How a student kernel is started: in which Python, with which environment and limits."""

import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

QUIET = logging.Logger("pixgrad.kernel", level=logging.CRITICAL + 1)
LONGEST_FOLDER = 80  # bytes; the path of a socket may have 103 on macOS
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
# What a person's shell may hold that must not change a mark.
DROPPED = ("PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "PYTHONINSPECT", "MPLBACKEND", "IPYTHONDIR")


@dataclass(frozen=True)
class Limits:
    """How long a cell and a whole submission may run, in seconds of wall time, and the checks' seed."""

    cell_seconds: float = 20.0
    submission_seconds: float = 120.0
    grace_seconds: float = 3.0
    startup_seconds: int = 60
    seed: int = 0


class ThisPython(KernelSpecManager):
    """Kernels run in the interpreter that runs us, whatever kernelspecs a machine has."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the one kernelspec there is, for any name."""
        argv = [sys.executable, "-s", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python", interrupt_mode="signal")


def kernel_environment(folder: Path, seed: int) -> dict[str, str]:
    """Return the environment of a student kernel: repeatable, one thread, no start-up files of the user."""
    env = {name: value for name, value in os.environ.items() if name not in DROPPED}
    env.update(dict.fromkeys(ONE_THREAD, "1"))
    env.update(PYTHONHASHSEED="0", PYTHONNOUSERSITE="1", IPYTHONDIR=str(folder / "ipython"))
    env.update(PIXGRAD_SEED=str(seed), PIXGRAD_STATE=str(folder / "state"))  # marking opens no one's test set
    return env


def transport_for(folder: Path) -> str:
    """Return how to talk to a kernel: over sockets in its folder, if a path that long can be a socket's.

    >>> transport_for(Path("/tmp/" + 100 * "x"))
    'tcp'
    """
    return "ipc" if os.name == "posix" and len(os.fsencode(folder)) < LONGEST_FOLDER else "tcp"
