"""The room in which a student's process lives: made by bubblewrap where it can be, and watched everywhere."""

import contextlib
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Literal

import psutil

import pixgrad
from pixgrad.bridge import confine
from pixgrad.bridge.confine import Confinement
from pixgrad.data.paths import cache_folder
from pixgrad.errors import PixgradError
from pixgrad.marking.execution.system_calls import refusals

Isolation = Literal["bwrap", "none"]
WORK = "/tmp/work"
SCRATCH = 512 * 2**20  # bytes that a sandbox may keep in files
SHARED = 64 * 2**20
HOLD = ("sh", "-c", "echo; exec cat")  # says when the walls stand, and keeps them until its input ends
FIRST_USER = 1_900_000_000  # far above what any system gives to people
SYSTEM: tuple[str, ...] = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/alternatives",
)
SYSTEM += ("/etc/fonts", "/etc/localtime", "/etc/ssl/certs", "/nix/store")
UNPROTECTED = (
    "isolation: none; student code runs as you: it can read your files, use the network, and see other "
    "submissions"
)
MISSING = "bubblewrap is not installed"
REFUSED = (
    "student code cannot be walled in here: {reason}. On Debian and Ubuntu: apt install bubblewrap. To mark "
    "without walls, people you trust: --isolation none"
)
SOCKET = 400 * 2**10  # bytes that the kernel may keep for a socket
ROUNDS = 40  # of ending processes that may start others meanwhile
NAME = 1024  # bytes that it keeps for a file, beside what is in it


class Overrun(BaseException):
    """A sandbox holds more memory or more processes than it may."""


def why_not_bwrap() -> str | None:
    """Return why this machine cannot run bubblewrap's sandboxes, or None if it can."""
    if sys.platform != "linux":
        return "bubblewrap exists for Linux alone"
    if shutil.which("bwrap") is None:
        return MISSING
    return _trial()


@functools.cache
def _trial() -> str | None:
    """Try a sandbox once, with all that marking will use."""
    with tempfile.TemporaryDirectory(prefix="pixgrad-trial-") as kit:
        Path(kit).chmod(0o755)
        try:
            room = Room("bwrap", Path(kit), 2**30, 16)
        except PixgradError as error:
            return str(error)
        try:
            enter = [sys.executable, "-m", confine.__name__, json.dumps(vars(room.confinement(10)))]
            done = subprocess.run(enter, capture_output=True, text=True, check=False)
        finally:
            room.close()
    said = done.stderr.strip().splitlines()[-1:]
    return None if done.returncode == 0 else f"no process can enter a sandbox ({' '.join(said)[:200]})"


def choose(wanted: str) -> Isolation:
    """Return the isolation to use for ``auto``, ``bwrap`` or ``none``, which has to be asked for.

    Raises
    ------
    PixgradError
        If a sandbox is wanted and cannot be had.
    """
    if wanted == "none":
        return "none"
    reason = why_not_bwrap()
    if reason is not None:
        raise PixgradError(REFUSED.format(reason=reason))
    return "bwrap"


def describe(wanted: str) -> str:
    """Return the line that says what protects this machine from student code; raises like `choose`."""
    if choose(wanted) == "none":
        return UNPROTECTED
    _, lacking = refusals()
    filtered = lacking or "risky system calls are refused"
    return (
        f"isolation: bwrap; student code sees no network, no files of yours, no other submission; {filtered}"
    )


@functools.cache
def _nests() -> bool:
    """Tell whether bubblewrap can forbid user namespaces in its own (since 0.8)."""
    said = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False)
    return "--disable-userns" in said.stdout


def _walls() -> list[str]:
    """Options for everything that is cut off."""
    user = [] if os.geteuid() == 0 else ["--unshare-user", *(["--disable-userns"] if _nests() else [])]
    return [*user, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"]


def _view(kit: Path) -> list[str]:
    """Options for everything that can be seen: the system and this Python to read, and room to write."""
    options = ["--proc", "/proc", "--dev", "/dev", "--dev-bind", "/dev/null", "/dev/zero"]
    options += ["--size", str(SHARED), "--perms", "1777", "--tmpfs", "/dev/shm"]
    options += [
        "--size",
        str(SCRATCH),
        "--perms",
        "1777",
        "--tmpfs",
        "/tmp",
        "--perms",
        "0777",
        "--dir",
        WORK,
    ]
    pythons = dict.fromkeys((sys.base_prefix, sys.prefix, *_package_folders(), *_library_folders()))
    for path in (*SYSTEM, *pythons):
        options += [*_passage(path), "--ro-bind-try", path, path]
    hidden = Path(pixgrad.__file__).parent
    if any(Path(path) in hidden.parents for path in (*SYSTEM, *pythons)):
        options += ["--tmpfs", str(hidden), "--remount-ro", str(hidden)]  # students have their kit
    options += [*_passage(str(kit)), "--ro-bind", str(kit), str(kit)]
    cache = str(cache_folder())
    if cache_folder().is_dir():
        options += [*_passage(cache), "--ro-bind", cache, cache]
    return [*options, "--remount-ro", "/dev", "--remount-ro", "/"]  # what bubblewrap made has no size


def _passage(path: str) -> list[str]:
    """Options for the folders above a path, which everybody may pass through."""
    above = [str(folder) for folder in reversed(Path(path).parents) if str(folder) not in ("/", "/tmp")]
    return [option for folder in above for option in ("--perms", "0755", "--dir", folder)]


def _library_folders() -> list[str]:
    """Folders of shared libraries, where this machine keeps them elsewhere."""
    named = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    return [path for path in named if path != "/" and Path(path).is_absolute() and Path(path).is_dir()]


def _package_folders() -> list[str]:
    return [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]


class Room:
    """Where one student's process runs.

    Parameters
    ----------
    isolation : {"bwrap", "none"}
    kit : Path
        What `copy_visible_package` made.
    memory : int
        Bytes that all its processes together may hold.
    processes : int
        How many they may be.
    """

    def __init__(self, isolation: Isolation, kit: Path, memory: int, processes: int) -> None:
        self.memory, self.processes = memory, processes
        self.holder: subprocess.Popen[bytes] | None = None
        self.first = 0  # the process that all others in the sandbox end with
        self.keepers: set[int] = set()  # that and what it began with
        self.folder: str | None = None
        if isolation == "bwrap":
            self._build(kit)
        else:
            self.folder = tempfile.mkdtemp(prefix="room-", dir=kit)
            (Path(self.folder) / "work").mkdir()

    def _build(self, kit: Path) -> None:
        read, write = os.pipe()
        self.holder = subprocess.Popen(
            ["bwrap", *_walls(), *_view(kit), "--chdir", WORK, "--info-fd", str(write), *HOLD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[write],
            env={"PATH": os.environ.get("PATH", os.defpath)},
        )
        os.close(write)
        with os.fdopen(read) as pipe:
            said = pipe.read()
        try:
            self.first = int(json.loads(said)["child-pid"])
            if not _first_byte(self.holder.stdout):
                raise ValueError("it ended at once")
            self.keepers = {self.first, *_children_of(self.first)}
        except (ValueError, KeyError) as error:
            self.holder.kill()
            reason = self.holder.communicate()[1].decode(errors="replace").strip()[:300]
            raise PixgradError(f"bubblewrap could not make a sandbox: {reason}") from error

    def confinement(self, cpu_seconds: float) -> Confinement:
        """Return what the process that comes to live here must know."""
        user = FIRST_USER + os.getpid() if self.holder and os.geteuid() == 0 else 0
        folder = WORK if self.holder else str(Path(self.folder or "") / "work")
        return Confinement(
            folder,
            self.first,
            user,
            self.memory,
            processes=self.processes,
            cpu_seconds=int(cpu_seconds) + 1,
            refusals=refusals()[0].hex() if self.holder else "",
        )

    def watch(self) -> None:
        """Raise Overrun if the processes in the sandbox are too many or hold too much memory."""
        if self.holder is None:
            return
        members = self._members()
        if len(members) > self.processes:
            raise Overrun(f"more than {self.processes} processes")
        left = self.memory - self._kept()
        if _held(members, "rss") > left and _held(members, "pss") > left:
            raise Overrun(f"more than {self.memory // 2**20} MiB of memory")

    def end_others(self, pid: int) -> None:
        """End every process of the student but one: what was forked before could work unseen for it.

        Raises
        ------
        Overrun
            If they come back again and again.
        """
        for _ in range(ROUNDS):
            others = self._others(pid)
            if not others:
                return
            for process in others:
                with contextlib.suppress(psutil.Error):
                    process.kill()
            time.sleep(0.005)
        raise Overrun("processes that do not end")

    def _others(self, pid: int) -> list[psutil.Process]:
        kept = self.keepers | {pid}
        if self.holder and self._holds_only(kept):
            return []
        with contextlib.suppress(psutil.Error):
            here = self._members() if self.holder else psutil.Process(pid).children(recursive=True)
            return [each for each in here if each.pid not in kept and _runs(each)]
        return []

    def _holds_only(self, pids: set[int]) -> bool:
        """Tell at a glance whether the sandbox holds these processes alone: its own /proc lists no others."""
        mine = _namespace_of(self.first)
        try:
            inside = sum(map(str.isdigit, os.listdir(f"/proc/{self.first}/root/proc")))  # noqa: PTH208 - often
        except OSError:
            return False
        return inside == len(pids) and all(mine and _namespace_of(pid) == mine for pid in pids)

    def _kept(self) -> int:
        """Bytes that the kernel keeps for the sandbox outside its processes: files, their names, sockets."""
        kept = 0
        with contextlib.suppress(OSError, ValueError, IndexError):
            for folder in ("tmp", "dev/shm"):
                used = os.statvfs(f"/proc/{self.first}/root/{folder}")
                kept += (used.f_blocks - used.f_bfree) * used.f_frsize + (used.f_files - used.f_ffree) * NAME
            lines = Path(f"/proc/{self.first}/net/sockstat").read_text().splitlines()
            kept += int(lines[0].split()[2]) * SOCKET  # sockets: used 3
        return kept

    def _members(self) -> list[psutil.Process]:
        """Every process that the sandbox's own process numbers know, but for its first two."""
        mine = _namespace_of(self.first)
        pids = [pid for pid in psutil.pids() if mine and _namespace_of(pid) == mine]
        members = []
        for pid in pids:
            with contextlib.suppress(psutil.NoSuchProcess):
                members.append(psutil.Process(pid))
        return members

    def close(self) -> None:
        """End all that lives here, and remove what it wrote."""
        if self.holder is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.first, signal.SIGKILL)  # the kernel ends all others with it
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.holder.communicate(timeout=5)  # it has to see its child end
            self.holder.kill()
            self.holder.wait()
        if self.folder is not None:
            _remove(self.folder)


def _first_byte(pipe: IO[bytes] | None) -> bytes:
    return pipe.read(1) if pipe else b""


def _children_of(pid: int) -> list[int]:
    return [child.pid for child in psutil.Process(pid).children()]


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _held(processes: list[psutil.Process], measure: str) -> int:
    """Bytes that processes hold; ``rss`` counts shared pages again and again, ``pss`` once but slowly."""
    held = 0
    for process in processes:
        with contextlib.suppress(psutil.Error, OSError):
            info = process.memory_info() if measure == "rss" else process.memory_full_info()
            held += getattr(info, measure)
    return held


def _namespace_of(pid: int) -> str | None:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")  # noqa: PTH115 - of every process there is, again and again
    except OSError:
        return None


def _remove(folder: str) -> None:
    """Remove a folder of a student's, also one whose rights were taken away."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            with contextlib.suppress(OSError):
                if not (Path(path) / name).is_symlink():
                    (Path(path) / name).chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
