"""The warm process: everything is imported once, and students' processes are forked from it in milliseconds.

It is started as ``python -m pixgrad.bridge.zygote DESCRIPTOR KIT``, holds nothing secret and has one thread.
Each byte that comes over the socket whose descriptor it is given brings another socket along, for which it
forks a process that goes on warming up: that runs the cells with which a notebook begins, as they were handed
out, and forks the processes of students, one for each. When its socket is closed, a process ends all its
children; the first one then removes the folder of the kit.
"""

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from pixgrad.bridge import confine
from pixgrad.bridge.channel import Channel, Closed
from pixgrad.bridge.confine import Confinement
from pixgrad.bridge.wire import Decoder, Encoder
from pixgrad.remembered import learn

# What most notebooks import; a module that is missing is none of our business.
LIBRARIES = """
numpy numpy.linalg numpy.random numpy.testing scipy scipy.special scipy.spatial.distance
matplotlib matplotlib.pyplot tqdm tqdm.auto IPython.core.completer
pixgrad.data pixgrad.given.helpers pixgrad.given.points
pixgrad.plots.arrays pixgrad.plots.features pixgrad.plots.gradients pixgrad.plots.graph pixgrad.plots.images
pixgrad.plots.interactive pixgrad.plots.linear pixgrad.plots.network pixgrad.plots.softmax
"""
PR_SET_CHILD_SUBREAPER = 36


def warm_up() -> None:
    """Import what students will want, so that nobody has to wait for it."""
    for name in LIBRARIES.split():
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    with contextlib.suppress(Exception):
        importlib.import_module("pixgrad.data").load()  # kept in memory, which the processes share


def main() -> None:
    """Serve until the other end of the socket is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    kit = Path(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path[:] = [path for path in sys.path if path and not _other_pixgrad(Path(path), kit)]
    warm_up()
    from pixgrad.bridge import shell, student

    ready = shell.make_shell()
    student.hide()
    importlib.import_module("pixgrad.check")
    gc.collect()
    gc.freeze()
    try:
        while descriptors := socket.recv_fds(control, 1, 1)[1]:
            sock = socket.socket(fileno=descriptors[0])
            if os.fork() == 0:
                _go_on(control, sock, lambda sock: student.Student(Channel(sock), ready).serve(), ready.run)
            sock.close()
            _reap()
    finally:
        shutil.rmtree(kit, ignore_errors=True)
        _reap(patiently=True)  # those who still serve end with whoever they serve


def _go_on(control: socket.socket, sock: socket.socket, serve: Any, run: Any) -> None:
    """In a forked process: run the cells that are asked for, and serve one process that marks."""
    try:
        control.close()
        os.setsid()
        _become_reaper()
        folder = _begin(Channel(sock), run)
        gc.freeze()
        while request := _next(sock):
            learn(folder)
            _answer(sock, request, serve)
    except (Closed, OSError):
        pass  # whoever marks is gone
    finally:
        end_children()
        os._exit(0)


def _begin(channel: Channel, run: Any) -> Path | None:
    """Run the first cells of a notebook, and say what they did; returns the folder to learn from, if any.

    They run where nothing is, as they will for a student. Where they leave a file, a thread or an open file
    behind, which no student's process would have, there is no answer.
    """
    wanted = Decoder(_refuse)(channel.receive())
    folder = Path(wanted["known"]) if wanted["known"] else None
    learn(folder)
    with tempfile.TemporaryDirectory(prefix="pixgrad-begin-") as room, contextlib.chdir(room):
        work = Path(room) / "work"
        work.mkdir()
        _environment(str(work))
        before = _belongings(room)
        ran = [run(source) for source in wanted["cells"]]
        clean = _belongings(room) == before
    channel.send(Encoder(_refuse)({"pid": os.getpid(), "ran": ran if clean else None}))
    return folder


def _belongings(room: str) -> tuple[int, ...]:
    """How many threads, open files and files there are."""
    files = (len(list(folder)) for folder in (Path("/dev/fd").iterdir(), Path(room).rglob("*")))
    return threading.active_count(), *files


def _refuse(thing: Any) -> Any:
    raise ValueError(f"{type(thing).__name__} does not cross")


def _other_pixgrad(path: Path, kit: Path) -> bool:
    """Tell whether a folder of the import path is a working copy of pixgrad other than the kit."""
    return path != kit / "lib" and path.name == "lib" and (path / "pixgrad").is_dir()


def _next(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    data, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
    return (json.loads(data), descriptors) if data else None


def _answer(control: socket.socket, request: tuple[dict[str, Any], list[int]], serve: Any) -> None:
    """Carry out one request: start a student's process, or end all of them."""
    words, descriptors = request
    if "end" in words:
        end_children()
        reply: dict[str, Any] = {}
    else:
        sock = socket.socket(fileno=descriptors[0])
        reply = _start(Confinement(**words["start"]), sock, serve)
        sock.close()
    control.sendall(json.dumps(reply).encode())


def _start(confinement: Confinement, sock: socket.socket, serve: Any) -> dict[str, Any]:
    """Fork a student's process; returns its number, or the reason why there is none."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        _live(confinement, sock, write, serve)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        line = pipe.readline().decode()
    return {"pid": int(line)} if line.strip().isdigit() else {"error": line.strip() or "it ended at once"}


def _live(confinement: Confinement, sock: socket.socket, write: int, serve: Any) -> None:
    """In the forked process: enter the sandbox, fork again to get a number of its own in it, and serve."""
    try:
        if confinement.holder:
            confine.join(confinement.holder)
            inner = os.fork()
            if inner:
                os.write(write, f"{inner}\n".encode())
                os.close(write)
                sock.close()
                os.waitpid(inner, 0)
                os._exit(0)
        else:
            os.write(write, f"{os.getpid()}\n".encode())
        confine.settle(confinement)
        confine.keep_only(sock)
        _environment(confinement.folder)
        serve(sock)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(write, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(1)


def _environment(work: str) -> None:
    """Let everything that is kept for a user be kept beside the working folder, and nowhere else."""
    folder = Path(work)
    kept = {name: folder.parent / name.lower() for name in ("IPYTHONDIR", "MPLCONFIGDIR", "PIXGRAD_STATE")}
    os.environ.update({name: str(path) for name, path in kept.items()}, HOME=str(folder))
    os.environ["TMPDIR"] = str(folder.parent)
    os.chdir(folder)
    tempfile.tempdir = None
    if sys.path[0] != "":
        sys.path.insert(0, "")


def end_children() -> None:
    """Kill every process that was started here, also those that tried to get away, and wait for them."""
    import psutil

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        _reap()
        family = psutil.Process().children(recursive=True)
        if not family:
            return
        for child in family:
            with contextlib.suppress(psutil.Error):
                child.kill()
        time.sleep(0.005)


def _reap(patiently: bool = False) -> None:
    """Let children that have ended go, or wait for all to end."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0 if patiently else os.WNOHANG)[0]:
            pass


def _become_reaper() -> None:
    """On Linux, let orphans of students' processes become children of this process."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


if __name__ == "__main__":
    main()
