"""The sandbox: how a student's process is started so that it can reach nothing it should not."""

import contextlib
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field

from . import fonts, groups, orphans
from .filesystem import (
    GRADER,
    HIDDEN,
    LIBRARY,
    SYSTEM,
    bind,
    catalogs,
    hide,
    installed,
    parents,
    paths,
)
from .limits import MB, Limits
from .syscalls import program, readable
from .users import new_user

PYTHON = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/tmp",
    "MPLBACKEND": "agg",
    "MPLCONFIGDIR": "/tmp",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
PROTECTIONS = (
    "no network",
    "no sight of other submissions, grades, or your home folder",
    "no sight of the reference answers",
    "no files outside its temporary folder",
    "no sight of, and no signals to, other processes",
)
FILTER = "no system calls that hold memory no limit counts, or keys and queues that others can read"


class NotIsolated(RuntimeError):
    """There is no full sandbox on this machine, and nobody said that less is enough."""


class Process(subprocess.Popen):
    """A student's process; `group` is its control group, if there is one."""

    def __init__(self, *words, group: groups.Group | None, **options):
        self.group = group
        super().__init__(*words, **options)


@dataclass(frozen=True)
class Sandbox:
    """A way to start a student's process.

    bwrap : the path of bubblewrap; None leaves only limits and a temporary folder
    nobody : run it as a user without rights, because we are root
    sized : bubblewrap can bound its temporary folders, and forbid user namespaces (from 0.8)
    why, remedy : why there is no full sandbox, and what would help
    font_list : Matplotlib's list of fonts, so that not every process makes its own
    """

    bwrap: str | None
    nobody: bool
    sized: bool = False
    why: str = ""
    remedy: str = ""
    font_list: str = field(default_factory=fonts.font_list)

    # Root becomes somebody else only after bubblewrap has made Python visible: Python itself may
    # be installed where nobody else can look.
    DROP = "import os; os.setgroups([]); os.setgid({0}); os.setuid({0})"
    ALONE = (
        "from backprop_grader import orphans, syscalls; orphans.supervise({user}); "
        "syscalls.forbid({filter!r}) if {filter!r} else None"
    )

    @property
    def missing(self) -> tuple[str, ...]:
        """The protections that this sandbox does not give."""
        missing = () if program() or sys.platform != "linux" else (FILTER,)
        if self.bwrap:
            return missing if self.sized else (*missing, "a limit on temporary files")
        as_root = os.geteuid() == 0 and not self.nobody
        return (
            *PROTECTIONS,
            *(("no rights of the root user", "a limit on processes") if as_root else ()),
            *missing,
        )

    def start(self, code: str, folder: str, limits: Limits, **pipes) -> "Process":
        """Start `python -c code` in the sandbox, in a session and a control group of its own.

        folder : its own, where there is no bubblewrap
        """
        user = new_user() if self.nobody else None
        own: dict[str, str] = {}
        if self.bwrap:
            first = self.DROP.format(user) if user else "pass"
        else:
            first = self.ALONE.format(user=user, filter=program())
            own = fonts.copied(self.font_list, folder, user)
            if user:
                os.chown(folder, user, user)
        code = f"import sys; sys.path[:0] = {paths()}; {first}; {code}"
        command = [PYTHON, "-I", "-S", "-c", code]
        filters = [readable(program())] if self.bwrap and program() else []
        if self.bwrap:
            command = [*self._bubblewrap(limits, filters), *command]
        group = groups.new_group(limits.memory)
        if group:
            command = [*group.command, *command]
        try:
            return Process(
                command,
                group=group,
                cwd=folder,
                env=ENVIRONMENT | own | (group.environment if group else {}),
                start_new_session=True,
                pass_fds=filters,
                **pipes,
            )
        except BaseException:
            if group:
                group.end()
            raise
        finally:
            for descriptor in filters:
                os.close(descriptor)

    def end(self, process: "Process") -> None:
        """Kill a process and all that belongs to it."""
        if not self.bwrap:  # in the sandbox, everything dies with its first process
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(orphans.PATIENCE)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
        process.wait()
        if process.group:
            process.group.end()

    def _bubblewrap(self, limits, filters):
        def room(megabytes):
            size = ["--size", str(megabytes * MB)] if self.sized else []
            return ["--perms", "1777", *size, "--tmpfs"]

        alone = ["--unshare-user", "--disable-userns"] if self.sized else []
        apart = ["--unshare-all", *alone, "--cap-drop", "ALL"]
        if self.nobody:
            spaces = ("ipc", "pid", "net", "uts", "cgroup-try")
            apart = [*(f"--unshare-{space}" for space in spaces), "--cap-drop", "ALL"]
            apart += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]

        everything = (*SYSTEM, *installed(), str(LIBRARY), str(GRADER))
        visible = tuple(path for path in everything if os.path.exists(path))
        return [
            self.bwrap,
            *(*apart, "--die-with-parent", "--new-session"),
            *(word for filter in filters for word in ("--seccomp", str(filter))),
            *("--dev", "/dev", "--proc", "/proc"),
            *(*room(1), "/dev/shm", *room(limits.files), "/tmp", *fonts.bound(self.font_list)),
            *(part for path in HIDDEN if os.path.exists(path) for part in hide(path)),
            *(part for path in parents(visible) for part in ("--perms", "0755", "--dir", path)),
            *(part for path in visible for part in bind(path)),
            *(part for c in catalogs(visible) for part in (*room(1), c, "--remount-ro", c)),
            *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--"),
        ]


@functools.cache
def best_sandbox() -> Sandbox:
    """Try what works on this machine, best first."""
    root = os.geteuid() == 0
    bwrap = shutil.which("bwrap")
    if sys.platform != "linux":
        return _bare("bubblewrap exists for Linux only", "Use a Linux machine")
    if not bwrap:
        return _bare(
            "bubblewrap (the command bwrap) is not installed",
            "Install bubblewrap (Debian, Ubuntu: apt install bubblewrap)",
        )
    version = subprocess.run([bwrap, "--version"], capture_output=True, text=True, check=False)
    sized = tuple(map(int, re.findall(r"\d+", version.stdout)[:2])) >= (0, 8)
    old = ("", "")
    if not program():
        old = (
            "libseccomp makes no filter of system calls here",
            "Install libseccomp (Debian, Ubuntu: apt install libseccomp2)",
        )
    if not sized:
        old = ("bubblewrap is older than 0.8", "Update bubblewrap")
    why = ""
    for nobody in dict.fromkeys((root, False)):
        sandbox = Sandbox(bwrap, nobody, sized, *old)
        why = why_not(sandbox)
        if not why:
            return sandbox
    return _bare(
        f"bubblewrap does not work here: {why}",
        "Allow bubblewrap (Ubuntu 24.04: sudo sysctl -w "
        'kernel.apparmor_restrict_unprivileged_userns=0; see "Teaching with this book")',
    )


def _bare(why: str, remedy: str) -> Sandbox:
    """Return what there is without bubblewrap."""
    nobody = os.geteuid() == 0 and _usable()
    return Sandbox(None, nobody, why=why, remedy=remedy)


def _usable() -> bool:
    """True when a plain process without rights can find Python."""
    return not why_not(Sandbox(None, nobody=True))


def why_not(sandbox: Sandbox) -> str:
    """Start Python in this sandbox; return why that fails, or an empty string."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="backprop-") as folder:
        try:
            process = sandbox.start(
                "import numpy; print('ready')",
                folder,
                Limits(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            try:
                out, error = process.communicate(timeout=30)
            finally:
                sandbox.end(process)
        except subprocess.TimeoutExpired:  # which says nothing about what works here
            raise NotIsolated(
                "The sandbox did not start within 30 seconds: this machine is too busy now. "
                "Run the same command again."
            ) from None
        except (OSError, subprocess.SubprocessError) as problem:
            return str(problem)
    return "" if out.strip() == b"ready" else error.decode(errors="replace").strip()[-300:]
