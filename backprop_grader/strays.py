"""Without a wall, processes can slip out of their group: find them and end them (Linux).

A process whose parent dies is adopted by the nearest ancestor that asked for it. We ask.
"""

import contextlib
import ctypes
import os
import signal
import sys
import threading
from pathlib import Path

live: set[int] = set()  # the processes we started ourselves and have not ended
lock = threading.RLock()  # of `live`: a worker of a cluster may have several threads


def adopt() -> None:
    """Become the parent of whatever our children leave behind."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def end_strays(rounds=50) -> None:
    """End everything that was left behind, and what those leave behind in turn."""
    with lock:
        for _ in range(rounds if sys.platform == "linux" else 0):
            strays = [pid for pid in _children() if pid not in live]
            if not strays:
                return
            for pid in strays:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            for pid in strays:
                with contextlib.suppress(OSError):
                    os.waitpid(pid, 0)


def _children() -> list[int]:
    """Return the processes whose parent we are; threads each keep their own list."""
    found: list[int] = []
    for thread in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            found += map(int, (thread / "children").read_text().split())
    return found
