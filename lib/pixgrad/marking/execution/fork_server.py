"""Warm processes to fork students' processes from, one for each assignment."""

import functools
import json
import os
import shutil
import socket
import subprocess
import sys
from multiprocessing.util import Finalize
from pathlib import Path

from pixgrad.bridge.confine import Confinement
from pixgrad.errors import PixgradError
from pixgrad.marking.execution.visible_package import copy_visible_package

ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
# All that a student's process gets of the environment of whoever marks.
KEPT: tuple[str, ...] = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "LD_LIBRARY_PATH",
    "PIXGRAD_CACHE",
    "OPENBLAS_CORETYPE",
)
KEPT += ("OPENBLAS_L2_SIZE", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")  # matplotlib's list of fonts
SECONDS_TO_START = 120


def environment(visible: Path) -> dict[str, str]:
    """Return the environment of a warm process: repeatable, one thread, nothing of the user's."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env.update(dict.fromkeys(ONE_THREAD, "1"))
    env.update(PYTHONHASHSEED="0", PYTHONNOUSERSITE="1", PYTHONDONTWRITEBYTECODE="1")
    env.update(PYTHONPATH=str(visible / "lib"), PIXGRAD_UNLOCK="1", USER="student", LOGNAME="student")
    env.update(MALLOC_ARENA_MAX="2")  # each arena would reserve 64 MB of the address space that is limited
    env.update(MPLBACKEND="module://matplotlib_inline.backend_inline")
    return env


class Zygote:
    """One warm process; see `pixgrad.bridge.zygote`."""

    def __init__(self, slug: str) -> None:
        self.visible = copy_visible_package(slug)
        ours, theirs = socket.socketpair()
        self.control = ours
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pixgrad.bridge.zygote",
                str(theirs.fileno()),
                str(self.visible),
            ],
            pass_fds=[theirs.fileno()],
            env=environment(self.visible),
            cwd=self.visible,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        ours.settimeout(SECONDS_TO_START)
        try:
            ready = ours.recv(1)
        except OSError as error:
            ready = str(error).encode() and b""
        if ready != b"!":
            self.close()
            raise PixgradError(
                "no process for students could be started; try: "
                f"{sys.executable} -c 'import IPython, msgpack, matplotlib_inline, pixgrad'"
            )

    def start(self, confinement: Confinement) -> tuple[socket.socket, int]:
        """Fork a student's process; returns the socket to it and its process number.

        Raises
        ------
        PixgradError
            If it cannot be started.
        """
        ours, theirs = socket.socketpair()
        try:
            reply = self._ask({"start": vars(confinement)}, theirs)
        finally:
            theirs.close()
        if "pid" not in reply:
            ours.close()
            raise PixgradError(f"a student's process could not be started: {reply.get('error')}")
        return ours, int(str(reply["pid"]))

    def end_children(self) -> None:
        """End every process that was started from here, and those that they started."""
        self._ask({"end": True})

    def alive(self) -> bool:
        """Tell whether it can still be used."""
        return self.process.poll() is None

    def _ask(self, words: dict[str, object], sock: socket.socket | None = None) -> dict[str, object]:
        try:
            data = json.dumps(words).encode()
            socket.send_fds(self.control, [data], [sock.fileno()] if sock else [])
            reply: dict[str, object] = json.loads(self.control.recv(65536) or b"{}")
            return reply
        except (OSError, ValueError):
            self.close()
            return {"error": "the warm process is gone"}

    def close(self) -> None:
        """End it, with all its children and its folder."""
        self.control.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.visible, ignore_errors=True)


class Zygotes:
    """The warm processes of this process, one for each assignment."""

    def __init__(self) -> None:
        self.kept: dict[str, Zygote] = {}
        self.owner = os.getpid()
        Finalize(None, self.close, exitpriority=1)  # atexit alone is not heard in worker processes

    def of(self, slug: str) -> Zygote:
        """Return the warm process of an assignment, a new one if there is none or it has ended."""
        zygote = self.kept.get(slug)
        if zygote is None or not zygote.alive():
            if zygote is not None:
                zygote.close()
            zygote = self.kept[slug] = Zygote(slug)
        return zygote

    def close(self) -> None:
        """End them all."""
        if os.getpid() == self.owner:
            while self.kept:
                self.kept.popitem()[1].close()


@functools.cache
def _zygotes(process: int) -> Zygotes:
    return Zygotes()


def zygotes() -> Zygotes:
    """Return the warm processes of this process; a forked one has its own."""
    return _zygotes(os.getpid())
