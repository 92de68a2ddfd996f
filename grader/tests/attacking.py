"""Run code of an attacker's in the sandbox, and say what this machine has of it."""

import dataclasses
import subprocess
import sys

import pytest

from backprop_grader import groups, sandbox, syscalls
from backprop_grader.limits import Limits

FULL = sandbox.best_sandbox()
BARE = sandbox._bare("", "")
LIMITS = dataclasses.replace(Limits(), memory=300)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
sandboxed = pytest.mark.skipif(not FULL.bwrap, reason="bubblewrap does not work on this machine")
grouped = pytest.mark.skipif(
    not groups.way()[0], reason="this machine gives no control groups to this user"
)
filtered = pytest.mark.skipif(not syscalls.program(), reason="there is no libseccomp")


def inside(code, folder, where=FULL):
    """Run Python in the sandbox; return what it prints, and whether the kernel had to stop it."""
    process = where.start(
        code, str(folder), LIMITS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        out, _ = process.communicate(timeout=300)
        stopped = bool(process.group) and process.group.overflowed(process.pid)
    finally:
        where.end(process)
    return out.decode().strip(), stopped
