"""What the kernel refuses a student's process, said with libseccomp.

Three kinds: ways to hold memory that no limit counts where there are no control groups, ways to
leave something for the next submission, and ways to the network or into a world of its own.
"""

import ctypes
import errno
import functools
import os
import struct
import tempfile

# Who needs none of these: NumPy, Matplotlib, SymPy, pandas, and multiprocessing's pools and queues.
REFUSED = (
    # memory that belongs to no process, or stays when nothing is mapped
    *("memfd_create", "memfd_secret", "shmget", "io_uring_setup", "vmsplice"),
    *("userfaultfd", "perf_event_open", "bpf"),
    # what outlives a process
    *("add_key", "request_key", "keyctl", "msgget", "semget", "mq_open"),
    # the network, abstract sockets, and buffers of sockets
    *("socket", "socketpair"),
    # other namespaces, in which it could mount folders without bounds
    *("unshare", "setns", "mount", "fsopen", "open_tree"),
)
F_SETPIPE_SZ = 1031  # fcntl: a pipe of up to a megabyte
SHARED_NOWHERE = 0x21  # mmap: shared and backed by no file; it stays when its pages are unmapped
NEW_NAMESPACES = 0x7E020000  # clone
# Its flags are out of the filter's sight; on "not implemented" the C library uses clone.
HIDDEN_FLAGS = "clone3"
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
INSTRUCTION = 8  # bytes


@functools.cache
def program() -> bytes:
    """Return the filter, a program for the kernel; empty where libseccomp cannot make one."""
    try:
        with tempfile.TemporaryFile() as file:
            _rules().export_bpf(file)
            file.seek(0)
            return file.read()
    except _LACKS:
        return b""


def forbid(filter: bytes) -> None:
    """Refuse it all to this process and those it starts, for good (Linux). Raises OSError."""
    lines = ctypes.create_string_buffer(filter, len(filter))
    count = len(filter) // INSTRUCTION
    packed = struct.pack("HP", count, ctypes.addressof(lines))
    system = ctypes.CDLL(None, use_errno=True)
    allowed = system.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    if not allowed or system.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, packed, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")


# pyseccomp raises RuntimeError where it finds no libseccomp, or a machine that is unknown to it.
_LACKS = (ImportError, RuntimeError, OSError, AttributeError, ValueError)


def _rules():
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name in REFUSED:
        rules.add_rule(refuse, name)
    rules.add_rule(refuse, "fcntl", seccomp.Arg(1, seccomp.EQ, F_SETPIPE_SZ))
    rules.add_rule(
        refuse, "mmap", seccomp.Arg(3, seccomp.MASKED_EQ, SHARED_NOWHERE, SHARED_NOWHERE)
    )
    for bit in range(NEW_NAMESPACES.bit_length()):
        if NEW_NAMESPACES >> bit & 1:
            flag = 1 << bit
            rules.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), HIDDEN_FLAGS)
    return rules


def readable(data: bytes) -> int:
    """Return a file descriptor from which these few bytes can be read."""
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading
