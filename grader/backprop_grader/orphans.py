"""What a student's process leaves behind, and what it starts: find and measure it (Linux).

Without a sandbox, processes can slip out of their group.

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
    _ask_the_kernel(36, 1)  # PR_SET_CHILD_SUBREAPER


def end_with_parent() -> None:
    """Be killed when the process that started us dies, however it dies."""
    _ask_the_kernel(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def end_orphans(rounds=50) -> None:
    """End everything that was left behind, and what those leave behind in turn."""
    with lock:
        for _ in range(rounds if sys.platform == "linux" else 0):
            orphans = [pid for pid in _children() if pid not in live]
            if not orphans:
                return
            for pid in orphans:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            for pid in orphans:
                with contextlib.suppress(OSError):
                    os.waitpid(pid, 0)


def memory(pid: int) -> int:
    """Return the megabytes that a process and all below it hold; 0 where nobody can say.

    What several of them share is shared out among them.
    """
    family = [pid]
    for member in family:
        family += _children(member)
    return sum(map(_share, family)) // 1024


def _ask_the_kernel(option: int, value: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(option, value)


def _share(pid: int) -> int:
    """Return the kilobytes of a process that count as its own."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(text.partition("\nPss:")[2].split()[0])
    return 0


def _children(pid: int | None = None) -> list[int]:
    """Return the processes whose parent is this one, or we; threads each keep their own list."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid or 'self'}/task").iterdir():
            with contextlib.suppress(OSError):
                found += map(int, (thread / "children").read_text().split())
    return found
