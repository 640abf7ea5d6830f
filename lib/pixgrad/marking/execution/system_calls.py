"""The system calls that a student's process is refused: those that make memory, rights or rooms nobody sees.

The filter is built by libseccomp, here, and put into force by `pixgrad.bridge.confine`, there.
"""

import errno
import functools
import tempfile

CLONE_NEWUSER = 0x10000000
SHARED_ANONYMOUS = 0x21  # MAP_SHARED | MAP_ANONYMOUS: its pages can be kept without being mapped

# Answered as by a kernel that lacks the call, so that libraries take another way.
LACKING = "clone3 memfd_create memfd_secret io_uring_setup userfaultfd shmget msgget semget"
# Answered as to somebody without the right.
FORBIDDEN = """
add_key request_key keyctl
unshare setns mount umount2 pivot_root chroot
open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr
ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp
bpf perf_event_open open_by_handle_at name_to_handle_at
kexec_load kexec_file_load init_module finit_module delete_module
acct quotactl swapon swapoff reboot syslog
"""
UNFILTERED = (
    "no filter of system calls (pip install pyseccomp; on Debian and Ubuntu: apt install libseccomp2)"
)


@functools.cache
def refusals() -> tuple[bytes, str]:
    """Return the filter as instructions of the kernel's, or none and why there is none.

    Returns
    -------
    bytes
        For `pixgrad.bridge.confine`; empty where the library is missing.
    str
        What is missing; empty where nothing is.
    """
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return b"", UNFILTERED
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for names, number in ((LACKING, errno.ENOSYS), (FORBIDDEN, errno.EPERM)):
        for name in names.split():
            rules.add_rule(pyseccomp.ERRNO(number), name)
    refuse = pyseccomp.ERRNO(errno.EPERM)
    rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER))
    shared = pyseccomp.Arg(3, pyseccomp.MASKED_EQ, SHARED_ANONYMOUS, SHARED_ANONYMOUS)
    rules.add_rule(refuse, "mmap", shared)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read(), ""
