"""What the walls keep out that is no file and no network, and how they are tried before anybody is marked."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from pixgrad.errors import PixgradError
from pixgrad.marking.execution import sandbox
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute

pytestmark = pytest.mark.skipif(sandbox.why_not_bwrap() is not None, reason="no bubblewrap here")

TRY = """
import ctypes, mmap, os, sys
libc, got = ctypes.CDLL(None, use_errno=True), []
def reach(name, call):
    try:
        if call() >= 0: got.append(name)
    except OSError:
        pass
"""
KEYS = """
call = {"x86_64": (250, 248), "aarch64": (219, 217)}[os.uname().machine]
reach("session keys", lambda: libc.syscall(call[0], 0, -3, 0))
reach("user keys", lambda: libc.syscall(call[0], 0, -4, 0))
reach("a new key", lambda: libc.syscall(call[1], b"user", b"note", b"here", 4, -3))
"""
ROOMS = """
reach("unshare", lambda: libc.unshare(0x10000000))
reach("mount", lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))
reach("ptrace", lambda: libc.ptrace(0, 0, 0, 0))
import shutil, subprocess
if shutil.which("unshare"):
    reach("a nested namespace", lambda: -subprocess.run(["unshare", "--user", "true"]).returncode)
"""
MEMORY = """
reach("memfd", lambda: os.memfd_create("x"))
reach("System V", lambda: libc.shmget(0, 1 << 20, 0o1600))
reach("shared pages", lambda: mmap.mmap(-1, 1 << 20).size())
def zero():
    with open("/dev/zero", "r+b") as file: return mmap.mmap(file.fileno(), 1 << 20).size()
reach("zero device", zero)
for place in ("/", "/dev", "/etc", "/proc"):
    reach(place, lambda: os.open(place + "/x", os.O_CREAT | os.O_WRONLY))
"""


def run(*sources, **limits):
    """What went wrong in each of some cells, in the sandbox; None where nothing did."""
    nb = new_notebook(cells=[new_code_cell(source) for source in sources])
    execute(nb, Limits(isolation="bwrap", submission_seconds=60, **limits))
    errors = [[out for out in cell.outputs if out.output_type == "error"] for cell in nb.cells]
    return [found[0].evalue if found else None for found in errors]


@pytest.mark.skipif(sandbox.refusals()[1] != "", reason="no libseccomp here")
@pytest.mark.parametrize("what", [KEYS, ROOMS, MEMORY], ids=["keys", "rooms", "memory"])
def test_the_kernel_refuses_what_the_walls_do_not_hold(what):
    """Are keys, rooms of one's own, and memory that no process holds out of a student's reach?"""
    assert run(f"{TRY}{what}assert not got, got") == [None]


@pytest.mark.slow
def test_files_and_sockets_count_as_memory():
    """Does a notebook that keeps its data in files, or with the kernel, meet the limit of memory?"""
    files = "for n in range(5): open(f'/tmp/{n}', 'wb').write(bytes(10**8))\nheld = bytearray(6 * 10**8)"
    sockets = "import os, socket\nos.fork(); os.fork()\nkept = [socket.socketpair() for _ in range(100)]"
    wait = "\nimport time; time.sleep(2)"
    for source, memory in ((files, 1024), (f"{sockets}\nheld = bytearray(8 * 10**7)", 600)):
        (why,) = run(source + wait, memory_mb=memory)
        assert why == f"stopped: the code held more than {memory} MiB of memory"


def test_what_scientists_do_is_not_refused():
    """Do threads, pools of processes, pictures and temporary files work under the filter?"""
    source = """
import concurrent.futures, subprocess, tempfile, threading
import matplotlib.pyplot as plt, multiprocessing as mp, numpy as np
with mp.get_context("fork").Pool(2) as pool: assert pool.map(abs, [-1, -2]) == [1, 2]
with concurrent.futures.ThreadPoolExecutor(2) as pool: assert list(pool.map(abs, [-1])) == [1]
with tempfile.TemporaryFile() as file: np.save(file, np.ones(3))
assert subprocess.run(["true"]).returncode == 0
plt.plot([1, 2]); plt.savefig("x.png"); plt.show()
np.memmap("x.bin", mode="w+", shape=(10,))[:] = 1
"""
    assert run(source) == [None]


def test_the_trial_uses_what_marking_uses(monkeypatch):
    """Is a machine where /proc cannot be mounted, or no process can enter, found before anybody is marked?"""
    view = sandbox._view
    monkeypatch.setattr(sandbox, "_view", lambda kit: [*view(kit), "--ro-bind", "/nowhere-at-all", "/x"])
    assert "/nowhere-at-all" in str(sandbox._trial.__wrapped__())
    monkeypatch.setattr(sandbox, "_view", view)
    monkeypatch.setattr(
        sandbox.Room, "confinement", lambda self, seconds: sandbox.Confinement("/gone", self.first)
    )
    assert "no process can enter" in str(sandbox._trial.__wrapped__())


def test_the_line_on_isolation_says_what_holds(monkeypatch):
    """Does whoever marks learn that system calls are not filtered, and how to get that?"""
    assert "isolation: bwrap" in sandbox.describe("auto")
    monkeypatch.setattr(
        sandbox, "refusals", lambda: (b"", "no filter of system calls (pip install pyseccomp)")
    )
    assert "pip install pyseccomp" in sandbox.describe("bwrap")
    monkeypatch.setattr(sandbox, "why_not_bwrap", lambda: "bubblewrap is not installed")
    with pytest.raises(PixgradError, match="apt install bubblewrap"):
        sandbox.describe("auto")
    assert "runs as you" in sandbox.describe("none")
