"""Warm processes to fork students' processes from, for each assignment."""

import contextlib
import functools
import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from pixgrad.bridge.channel import Channel, Closed, Late
from pixgrad.bridge.confine import Confinement
from pixgrad.bridge.wire import Decoder, Encoder
from pixgrad.errors import PixgradError
from pixgrad.files import OwnFolder
from pixgrad.marking.execution.limits import ONE_THREAD
from pixgrad.marking.execution.visible_package import copy_visible_package
from pixgrad.remembered import known_to_students

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
NOT_STARTED = (
    "no process for students could be started; try: "
    f"{sys.executable} -c 'import IPython, msgpack, matplotlib_inline, pixgrad'"
)


def environment(visible: Path) -> dict[str, str]:
    """Return the environment of a warm process: repeatable, one thread, nothing of the user's."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env.update(dict.fromkeys(ONE_THREAD, "1"))
    env.update(PYTHONHASHSEED="0", PYTHONNOUSERSITE="1", PYTHONDONTWRITEBYTECODE="1")
    env.update(PYTHONPATH=str(visible / "lib"), PIXGRAD_UNLOCK="1", USER="student", LOGNAME="student")
    env.update(MALLOC_ARENA_MAX="2")  # each arena would reserve 64 MB of the address space that is limited
    env.update(MPLBACKEND="module://matplotlib_inline.backend_inline")
    return env


class Nursery:
    """The process of an assignment that has everything imported; see `pixgrad.bridge.zygote`."""

    def __init__(self, slug: str) -> None:
        self.slug, self.folder = slug, OwnFolder("pixgrad-kit-")
        self.visible = self.folder.path
        copy_visible_package(slug, self.visible)
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

    @property
    def door(self) -> "Door":
        """What other processes need to use it; they wait until it is ready."""
        return Door(self.slug, self.visible, self.control)

    def close(self) -> None:
        """End it, once nobody else uses it, and remove its folder."""
        self.control.close()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.close()


@dataclass(frozen=True)
class Door:
    """The way to a nursery, for every process that marks the assignment; it can be sent to another one."""

    slug: str
    visible: Path
    control: socket.socket


class Zygote:
    """A process that has run the first cells of a notebook, and from which those of students are forked.

    Parameters
    ----------
    door : Door
    cells : sequence of str
        Sources of the given cells with which the notebook begins, as they were handed out; see `ran`.

    Attributes
    ----------
    ran : list of dict or None
        What each of the cells did; None if something of that does not last, so that students must do it anew.
    """

    def __init__(self, door: Door, cells: Sequence[str] = ()) -> None:
        self.visible = door.visible
        self.control, theirs = socket.socketpair()
        try:
            socket.send_fds(door.control, [b"+"], [theirs.fileno()])
            theirs.close()
            said = self._begin(cells)
        except (OSError, Closed, Late) as error:
            self.control.close()
            raise PixgradError(NOT_STARTED) from error
        self.pid, self.ran = int(said["pid"]), said["ran"]
        self.control.settimeout(SECONDS_TO_START)

    def _begin(self, cells: Sequence[str]) -> dict[str, Any]:
        channel = Channel(self.control)
        wanted = {"cells": list(cells), "known": known_to_students()}
        channel.send(Encoder(_refuse)(wanted))
        said: dict[str, Any] = Decoder(_refuse)(channel.receive(time.monotonic() + SECONDS_TO_START))
        return said

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
        try:
            return not select.select([self.control], [], [], 0)[0]  # nothing to read: not even an end
        except (OSError, ValueError):
            return False

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
        """End it, with all its children, and wait for that."""
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)
            while self.control.recv(65536):
                pass
        self.control.close()


def _refuse(thing: Any) -> Any:
    raise ValueError(f"{type(thing).__name__} does not cross")


class Zygotes:
    """The warm processes of this process, by assignment and by the cells that they have run."""

    def __init__(self) -> None:
        self.nurseries: dict[str, Nursery] = {}
        self.doors: dict[str, Door] = {}
        self.kept: dict[tuple[str, tuple[str, ...]], Zygote] = {}
        self.owner = os.getpid()
        Finalize(None, self.close, exitpriority=1)  # atexit alone is not heard in worker processes

    def of(self, slug: str, cells: tuple[str, ...] = ()) -> Zygote:
        """Return the warm process of an assignment, a new one if there is none or it has ended."""
        zygote = self.kept.get((slug, cells))
        if zygote is None or not zygote.alive():
            if zygote is not None:
                zygote.close()
            zygote = self.kept[slug, cells] = self._new(slug, cells)
        return zygote

    def _new(self, slug: str, cells: tuple[str, ...]) -> Zygote:
        if slug in self.doors:
            try:
                return Zygote(self.doors[slug], cells)
            except PixgradError:  # without a sandbox, a student may have killed what is behind it
                self.forget(slug)
        return Zygote(self.door(slug), cells)

    def door(self, slug: str) -> Door:
        """Return the way to the nursery of an assignment; one that starts now, if there is none."""
        if slug not in self.doors:
            self.nurseries[slug] = Nursery(slug)
            self.doors[slug] = self.nurseries[slug].door
        return self.doors[slug]

    def forget(self, slug: str) -> None:
        """End the warm processes of an assignment."""
        for key in [key for key in self.kept if key[0] == slug]:
            self.kept.pop(key).close()
        if slug in self.doors:
            self.doors.pop(slug).control.close()
        if slug in self.nurseries:
            self.nurseries.pop(slug).close()

    def close(self) -> None:
        """End them all."""
        if os.getpid() == self.owner:
            for slug in {*self.nurseries, *self.doors}:
                self.forget(slug)


@functools.cache
def _zygotes(process: int) -> Zygotes:
    return Zygotes()


def zygotes() -> Zygotes:
    """Return the warm processes of this process; a forked one has its own."""
    return _zygotes(os.getpid())
