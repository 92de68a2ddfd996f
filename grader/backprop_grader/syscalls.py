"""Forbid a process to make user namespaces, in which it could mount folders without bounds.

Bubblewrap has an option for that, but not where root sets up the sandbox, nor before version 0.8.
This is the filter for its option --seccomp: a program for the kernel, which runs it at every
system call.
"""

import os
import platform
import struct

# Each machine's own number, and those of its calls unshare and clone.
MACHINES = {"x86_64": (0xC000003E, 272, 56), "aarch64": (0xC00000B7, 97, 220)}
CLONE3 = 435  # on all machines; its flags are out of the filter's sight, and clone does as well
NEW_USER = 0x10000000
OTHER_CALLS = 0x40000000  # those of another set of 64-bit calls begin here
LOAD, EQUAL, AT_LEAST, HAS_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
CALL, MACHINE, FLAGS = 0, 4, 16  # where they stand in what the kernel shows the filter
ALLOW, ERROR = 0x7FFF0000, 0x00050000
NOT_PERMITTED, NOT_KNOWN = 1, 38


def program() -> bytes:
    """Return the filter for this machine; empty for one we do not know."""
    if platform.machine() not in MACHINES:
        return b""
    machine, unshare, clone = MACHINES[platform.machine()]
    steps = (  # what to do, with what, and how many steps to skip if it is so, and if not
        (LOAD, MACHINE, 0, 0),
        (EQUAL, machine, 0, 8),
        (LOAD, CALL, 0, 0),
        (AT_LEAST, OTHER_CALLS, 6, 0),
        (EQUAL, CLONE3, 6, 0),
        (EQUAL, unshare, 1, 0),
        (EQUAL, clone, 0, 2),
        (LOAD, FLAGS, 0, 0),
        (HAS_BIT, NEW_USER, 1, 0),
        (RETURN, ALLOW, 0, 0),
        (RETURN, ERROR | NOT_PERMITTED, 0, 0),
        (RETURN, ERROR | NOT_KNOWN, 0, 0),
    )
    return b"".join(struct.pack("=HBBI", what, yes, no, k) for what, k, yes, no in steps)


def readable(data: bytes) -> int:
    """Return a file descriptor from which these few bytes can be read."""
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading
