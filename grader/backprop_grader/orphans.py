"""What a student's process leaves behind, and what it starts: end it and measure it (Linux).

Without bubblewrap, processes can slip out of their group. So a small process stands between the
grader and the student's: whatever loses its parent below it becomes its child, and it ends its
children before it ends itself. The grader never looks for orphans among its own children, which
may be anybody's.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
import time
from pathlib import Path

PATIENCE = 5.0  # seconds to end what is left
FILE = 1500  # bytes of a temporary file's entry in the kernel
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def supervise(user: int | None = None) -> None:
    """Split in two: the new process returns, as `user` if one is given; this one waits for it.

    When it ends, or when we are asked to end, we end all that it left, and then end as it did.
    """
    _ask_the_kernel(PR_SET_CHILD_SUBREAPER, 1)
    _ask_the_kernel(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda *_: _leave(0))
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if user is not None:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        end_with_parent()
        return
    for descriptor in (0, 1):  # or nobody notices when the other end hangs up
        os.close(descriptor)
    status = 0
    with contextlib.suppress(ChildProcessError):
        while (ended := os.wait())[0] != child:
            pass
        status = ended[1]
    _leave(status)


def end_with_parent() -> None:
    """Be killed when the process that started us dies, however it dies."""
    _ask_the_kernel(PR_SET_PDEATHSIG, signal.SIGKILL)


def memory(pid: int) -> int:
    """Return the megabytes that a process and all below it hold; 0 where nobody can say.

    What several of them share is shared out among them.
    """
    family = [pid]
    for member in family:
        family += _children(member)
    return sum(map(_share, family)) // 1024


def small_files(pid: int) -> int:
    """Return the megabytes that the kernel needs to know of temporary files, however empty."""
    most = 0
    for process in (
        pid,
        *_children(pid),
        *(c for child in _children(pid) for c in _children(child)),
    ):
        with contextlib.suppress(OSError):
            there = os.stat(f"/proc/{process}/root/tmp")
            if there.st_dev != os.stat("/tmp").st_dev:
                disk = os.statvfs(f"/proc/{process}/root/tmp")
                most = max(most, disk.f_files - disk.f_ffree)
    return most * FILE // 2**20


def _leave(status: int) -> None:
    """End everything that was left behind, and what those leave behind in turn; then end."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for pid in _children():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        try:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                time.sleep(0.001)
        except ChildProcessError:
            break
    if os.WIFSIGNALED(status):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        number = os.WTERMSIG(status)
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.waitstatus_to_exitcode(status))


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
