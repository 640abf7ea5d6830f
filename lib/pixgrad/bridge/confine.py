"""How a freshly forked process gives up what student code must not have.

With a sandbox, the process joins the namespaces that bubblewrap has made (its own file system, process
numbers, network and message queues), takes a keyring of its own, gives up its user and its capabilities for
good, and is refused some system calls. Everywhere it gets limits.
"""

import ctypes
import fcntl
import json
import os
import platform
import resource
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
# The file system comes last: afterwards /proc is another.
NAMESPACES = (
    ("ipc", CLONE_NEWIPC),
    ("uts", CLONE_NEWUTS),
    ("net", CLONE_NEWNET),
    ("pid", CLONE_NEWPID),
    ("mnt", CLONE_NEWNS),
)
NS_GET_USERNS = 0xB701  # an ioctl: the user namespace to which another namespace belongs
PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP, PR_SET_SECCOMP = 38, 24, 22
SECCOMP_MODE_FILTER = 2
KEYCTL = {"x86_64": 250, "aarch64": 219}  # the number of that system call
KEYCTL_JOIN_SESSION_KEYRING = 1
CAPABILITY_VERSION_3 = 0x20080522
LAST_CAPABILITY = 63


@dataclass(frozen=True)
class Confinement:
    """What a student's process may use.

    Parameters
    ----------
    folder : str
        Its working folder, as it sees it.
    holder : int
        Process number of the sandbox to join; 0 for none.
    user : int
        User and group number to become; 0 to stay who one is.
    memory, file_size : int
        Bytes of address space and of the largest file.
    processes, cpu_seconds : int
        Number of processes of the user, and seconds of computing of each.
    refusals : str
        What filters its system calls, in hexadecimal digits; see
        `pixgrad.marking.execution.system_calls.refusals`.
    """

    folder: str
    holder: int = 0
    user: int = 0
    memory: int = 4 * 2**30
    file_size: int = 256 * 2**20
    processes: int = 128
    cpu_seconds: int = 300
    refusals: str = ""


def join(holder: int) -> None:
    """Join the namespaces of a process; the number of this process changes only for its children.

    For an ordinary user, bubblewrap makes two user namespaces, one in the other: the outer one owns all the
    other namespaces and gives the right to join them, the inner one has no rights over them.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    opened = [(_namespace(holder, name), kind) for name, kind in NAMESPACES if _differs(holder, name)]
    if _differs(holder, "user"):
        inner = _namespace(holder, "user")
        outer = fcntl.ioctl(opened[-1][0], NS_GET_USERNS)
        opened.insert(0, (outer, CLONE_NEWUSER))
        if os.fstat(inner).st_ino != os.fstat(outer).st_ino:
            opened.append((inner, CLONE_NEWUSER))
    for descriptor, kind in opened:
        if libc.setns(descriptor, kind):
            raise OSError(ctypes.get_errno(), "this process may not join the sandbox")
        os.close(descriptor)


def _namespace(holder: int, name: str) -> int:
    return os.open(f"/proc/{holder}/ns/{name}", os.O_RDONLY | os.O_CLOEXEC)


def _differs(holder: int, name: str) -> bool:
    return Path(f"/proc/{holder}/ns/{name}").readlink() != Path(f"/proc/self/ns/{name}").readlink()


def settle(confinement: Confinement) -> None:
    """Become nobody in particular, without capabilities, in the working folder, within limits."""
    os.chdir(confinement.folder)
    os.setsid()
    if confinement.holder:
        _leave_keyring()
        _drop_privileges(confinement.user)
    _limit(confinement)
    if confinement.refusals:
        _refuse(bytes.fromhex(confinement.refusals))


def _leave_keyring() -> None:
    """Start a session keyring of one's own, without the keys of whoever marks."""
    number = KEYCTL.get(platform.machine())
    if number is not None:
        ctypes.CDLL(None).syscall(number, KEYCTL_JOIN_SESSION_KEYRING, None)


def _drop_privileges(user: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # refused for those that this kernel lacks
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    if libc.capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capabilities could not be given up")
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "new privileges could not be ruled out")


class _Program(ctypes.Structure):
    """The kernel's ``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _refuse(instructions: bytes) -> None:
    """Let the kernel refuse system calls, to this process and to all that it starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(instructions) // 8, instructions)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")


def _limit(confinement: Confinement) -> None:
    wanted = {
        "RLIMIT_AS": confinement.memory,
        "RLIMIT_FSIZE": confinement.file_size,
        "RLIMIT_CPU": confinement.cpu_seconds,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_MSGQUEUE": 0,
    }
    if confinement.user or confinement.holder:  # elsewhere it would count all processes of the instructor
        wanted["RLIMIT_NPROC"] = confinement.processes
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):  # macOS knows RLIMIT_AS but refuses it
            continue


def keep_only(sock: socket.socket) -> None:
    """Close every file but one, and give this process an empty input and an output that goes nowhere."""
    kept = sock.fileno()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, kept)
    os.closerange(kept + 1, max(kept + 2, 4096))


def main() -> None:
    """Enter a sandbox as a student's process would, and end; ``argv`` holds the confinement as JSON."""
    confinement = Confinement(**json.loads(sys.argv[1]))
    join(confinement.holder)
    child = os.fork()
    if child:
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    settle(confinement)


if __name__ == "__main__":
    main()
