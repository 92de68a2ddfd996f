"""A control group for each submission: the kernel's own limit on all memory it causes (Linux).

Pages in no process, such as those of pipes, sockets and temporary files, count, too. Where there
is no group to be had, the session looks at the processes' memory four times a second, and
`syscalls` closes the ways to hold more than that shows.
"""

import contextlib
import functools
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .limits import MB

ENTER = ["/bin/sh", "-c", 'echo $$ > "$0" && exec "$@"']  # before there is a second process
NAME = "backprop-"
# How systemd is reached, which is not for the student's process.
BUS = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
LIMIT = 'cat "/sys/fs/cgroup$(sed -n s/^0:://p /proc/self/cgroup)/memory.max"'
PATIENCE = 10.0  # seconds for the kernel to clear a group, on a machine that is busy
_numbers = itertools.count()


@dataclass(frozen=True)
class Folder:
    """A control group that holds one submission: a folder of the kernel's.

    version : of control groups, 1 or 2
    """

    path: Path
    version: int

    @property
    def environment(self) -> dict[str, str]:
        """What the command needs beside its own: nothing."""
        return {}

    @property
    def command(self) -> list[str]:
        """What stands before a command that is to run in the group."""
        return [*ENTER, str(self.path / "cgroup.procs")]

    def limit(self, memory: int) -> None:
        """Set the limit, in megabytes, with nothing more in swap. Raises OSError."""
        if self.version == 2:
            self._write("memory.max", memory * MB)
            self._write_if_there("memory.swap.max", 0)
            self._write_if_there("memory.oom.group", 1)
        else:
            self._write("memory.limit_in_bytes", memory * MB)
            self._write_if_there("memory.memsw.limit_in_bytes", memory * MB)

    def overflowed(self, _: int) -> bool:
        """True when the kernel ended a process of the group for its memory."""
        return _overflowed(self.path, self.version)

    def end(self) -> None:
        """Kill whatever is left in the group, and remove it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, ValueError):
                for pid in (self.path / "cgroup.procs").read_text().split():
                    with contextlib.suppress(OSError):
                        if int(pid):  # 0 is a process of another namespace, and to kill us all
                            os.kill(int(pid), signal.SIGKILL)
            try:
                self.path.rmdir()
                return
            except FileNotFoundError:
                return
            except OSError:  # busy: the kernel still clears up behind the last process
                time.sleep(0.002)

    def _write(self, name: str, value: int) -> None:
        (self.path / name).write_text(str(value))

    def _write_if_there(self, name: str, value: int) -> None:
        if (self.path / name).exists():
            self._write(name, value)


@dataclass(frozen=True)
class Scope:
    """A control group that systemd makes and removes, for users who may make none themselves."""

    words: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        """What the command needs beside its own."""
        return {name: os.environ[name] for name in BUS if name in os.environ}

    @property
    def command(self) -> list[str]:
        """What stands before a command that is to run in the group."""
        forget = [word for name in BUS for word in ("-u", name)]
        return [*self.words, "/usr/bin/env", *forget]

    def overflowed(self, pid: int) -> bool:
        """True when the kernel ended a process beside this one, in its group, for its memory."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/cgroup").read_text().splitlines():
                if line.startswith("0::"):
                    return _overflowed(Path(f"/sys/fs/cgroup{line[3:]}"), 2)
        return False

    def end(self) -> None:
        """Do nothing: systemd removes what is empty."""


Group = Folder | Scope


def _overflowed(path: Path, version: int) -> bool:
    """Read the kernel's own count."""
    name = "memory.events" if version == 2 else "memory.oom_control"
    with contextlib.suppress(OSError, ValueError):
        words = (path / name).read_text().split()
        return int(dict(zip(words[::2], words[1::2], strict=False)).get("oom_kill", 0)) > 0
    return False


@functools.cache
def way() -> tuple[str, Path | None, int]:
    """Return how groups are made here: "folder", "systemd" or "", the folder, and the version."""
    for parent, version in _parents() if sys.platform == "linux" else ():
        _sweep(parent)
        if _works(_folder(parent, version)):
            return "folder", parent, version
    if shutil.which("systemd-run") and sys.platform == "linux" and _works(_scope(64)):
        return "systemd", None, 2
    return "", None, 0


def new_group(memory: int) -> Group | None:
    """Return a group that may hold so many megabytes; None where there is none to be had."""
    kind, parent, version = way()
    if kind == "systemd":
        return _scope(memory)
    if parent is None:
        return None
    group = _folder(parent, version)
    try:
        group.path.mkdir()
        group.limit(memory)
    except OSError:
        group.end()
        return None
    return group


def _folder(parent: Path, version: int) -> Folder:
    return Folder(parent / f"{NAME}{os.getpid()}-{next(_numbers)}", version)


def _scope(memory: int) -> Scope:
    user = [] if os.geteuid() == 0 else ["--user"]
    limits = ["-p", f"MemoryMax={memory}M", "-p", "MemorySwapMax=0"]
    return Scope(("systemd-run", *user, "--scope", "--quiet", "--collect", *limits, "--"))


def _parents():
    """Yield the folders that may take a group of ours, nearest first, and their version."""
    with contextlib.suppress(OSError):
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            version = 1 if controllers else 2
            if version == 1 and "memory" not in controllers.split(","):
                continue
            for _, top, kind, options, *_ in mounts:
                if kind == ("cgroup" if version == 1 else "cgroup2") and (
                    version == 2 or "memory" in options.split(",")
                ):
                    own = Path(top, path.strip("/"))
                    for place in (own, *own.parents):
                        if place.is_relative_to(top) and place.is_dir():
                            yield place, version


def _works(group: Group) -> bool:
    """True when a process can be started in such a group, and the kernel holds it to the limit."""
    try:
        if isinstance(group, Folder):
            group.path.mkdir()
            group.limit(64)
        look = ["/bin/cat", "/proc/self/cgroup"]
        look = look if isinstance(group, Folder) else ["/bin/sh", "-c", LIMIT]
        command = [*group.command, *look]
        process = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
        if isinstance(group, Folder):
            return f"/{group.path.name}\n" in process.stdout
        return process.stdout.strip() == str(64 * MB)
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        if isinstance(group, Folder) and group.path.exists():
            group.end()


def _sweep(parent: Path) -> None:
    """Remove the groups of graders that were killed; the kernel keeps those that are in use."""
    for old in parent.glob(f"{NAME}*-*"):
        if not Path("/proc", old.name.split("-")[1]).exists():
            Folder(old, 0).end()
