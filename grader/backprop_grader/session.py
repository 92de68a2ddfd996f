"""One submission's life in the sandbox: start it, run its cells, ask it, restart it if it dies."""

import contextlib
import inspect
import json
import os
import select
import signal
import subprocess
import tempfile
import time
from dataclasses import asdict
from typing import Any

from backprop_lib.exercises import EXERCISES, Exercise
from backprop_lib.exercises.outcomes import Outcome

from . import child, orphans
from .limits import Limits
from .notebook import Notebook
from .sandbox import Sandbox
from .searching import failed_cell
from .wire import (
    MESSAGE,
    Problem,
    ProtocolError,
    pack_case,
    unpack_cell,
    unpack_reply,
    unpack_run,
)

# Nothing of what is loaded at the start is garbage, so nobody need look for it.
START = f"import gc; gc.disable(); from {child.__name__} import main; main()"
BEAT = 0.25  # seconds between two looks at its memory
GRACE = 1.5  # seconds beyond the soft limit before the hard one
LINGER = 5.0  # seconds for a process that has hung up to end, on a machine that is busy
TOO_MUCH = "it used too much memory and was stopped"


class Died(Exception):
    """The student's process is gone; the message says how."""


class NotStarted(RuntimeError):
    """The process ended before any of the student's code ran, so that it is not to blame."""


class Session:
    """Talks to one student's process. Use it as a context manager.

    problems : what went wrong, by cell number
    found : the ids of the exercises it has an answer to
    instead : by exercise, the name of the function that stands where the answer's should be
    """

    def __init__(
        self, sandbox: Sandbox, notebook: Notebook, exercises: list[Exercise], limits: Limits
    ):
        self.sandbox, self.limits = sandbox, limits
        self.notebook, self.exercises = notebook, exercises
        self.problems: dict[int, Problem] = {}
        self.found: set[str] = set()
        self.instead: dict[str, str] = {}
        self._process: Any = None  # or a Popen with both its pipes
        self._skip: set[int] = set()
        self._restarts = 0
        self._total = limits.total + len(exercises) * (limits.step + GRACE)
        self._end = time.monotonic() + self._total

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="backprop-", ignore_cleanup_errors=True)
        return self

    def __exit__(self, *_):
        self._stop()
        self._folder.cleanup()

    def ask(self, exercise: Exercise, cases: list[dict]) -> list[Outcome]:
        """Return the outcomes of one exercise; a process that dies over it loses only that."""
        if self._process is None and not self._run():
            return [Outcome("lost", detail=self._last)] * len(cases)
        if exercise.id not in self.found:
            why = failed_cell(self.notebook, exercise, self.problems)
            return [Outcome("failed", detail=why) if why else Outcome("blank")] * len(cases)
        try:
            self._send({"exercise": exercise.id, "cases": [pack_case(case) for case in cases]})
            return unpack_reply(self._receive(self.limits.step), cases)
        except ProtocolError as error:
            problem = f"it interfered with the grader ({error})"
        except Died as died:
            problem = str(died)
        self._stop()
        return [Outcome("lost", detail=problem)] * len(cases)

    def _run(self) -> bool:
        """Start the process and run the cells, without those that killed it before.

        Raises NotStarted.
        """
        most = self.limits.restarts + len(self.exercises)
        while self._restarts <= most and time.monotonic() < self._end:
            cell = None
            self._restarts += 1
            self.problems = {k: p for k, p in self.problems.items() if k in self._skip}
            try:
                self._start()
                reply = self._receive(self.limits.step + 10)
                for _ in range(2 * len(self.notebook.cells)):
                    if "ran" in reply:
                        break
                    cell, problem = unpack_cell(reply, len(self.notebook.cells))
                    if problem and problem.words:
                        self.problems[cell] = problem
                    reply = self._receive(self.limits.step)
                self.found, self.instead = unpack_run(reply, self.exercises)
                return True
            except ProtocolError as error:
                self._last = f"it interfered with the grader ({error})"
            except Died as died:
                self._last = str(died)
            self._stop()
            if cell is None:
                raise NotStarted(f"the sandbox did not start: {self._last}")
            self.problems[cell] = Problem(self._last)
            self._skip.add(cell)
        self._last = "it was started too often, or took too long in all"
        return False

    _last = ""

    def _start(self):
        self._process = self.sandbox.start(
            START,
            self._folder.name,
            self.limits,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._rest = b""
        self._weighed = time.monotonic()
        self._send(
            asdict(self.limits)
            | {
                "total": self._total,
                "cells": self.notebook.cells,
                "skip": sorted(self._skip),
                "processes": self._processes(),
                "ids": [*EXERCISES, *(e.id for e in self.exercises)],
                "exercises": {e.id: self._facts(e) for e in self.exercises},
            }
        )

    def _facts(self, exercise) -> dict:
        """Return what the process may know of an exercise: not its answer."""
        arguments = inspect.signature(exercise.answer).parameters if exercise.is_function else ()
        return {
            "name": exercise.name,
            "function": exercise.is_function,
            "uses": exercise.uses,
            "printed": exercise.stub if exercise.printed else "",
            "arguments": len(arguments),
            "cells": self.notebook.sections.get(exercise.id, []),
        }

    def _processes(self) -> int:
        """Return the limit on processes; without a sandbox it counts all of the user's."""
        if self.sandbox.bwrap or self.sandbox.nobody:
            return self.limits.processes
        with contextlib.suppress(OSError):
            mine = sum(os.stat(f"/proc/{p}").st_uid == os.getuid() for p in _running())
            return self.limits.processes + mine
        return 4096

    def _send(self, message):
        data = json.dumps(message).encode() + b"\n"
        try:
            while data:
                wait = max(0.0, min(self._end - time.monotonic(), 10))
                if not select.select([], [self._process.stdin], [], wait)[1]:
                    raise Died("it stopped listening")
                data = data[os.write(self._process.stdin.fileno(), data[: select.PIPE_BUF]) :]
        except BrokenPipeError as error:
            raise Died(self._how()) from error

    def _receive(self, seconds) -> dict:
        """Wait for one line of JSON; the hard limit is a little above the soft one."""
        deadline = min(time.monotonic() + seconds + GRACE, self._end)
        pipe = self._process.stdout
        while b"\n" not in self._rest:
            left = deadline - time.monotonic()
            if left <= 0:
                raise Died("it took too long and was stopped")
            self._weigh()
            if not select.select([pipe], [], [], min(left, BEAT))[0]:
                continue
            data = os.read(pipe.fileno(), 2**16)
            if not data:
                raise Died(self._how())
            self._rest += data
            if len(self._rest) > MESSAGE:
                raise ProtocolError("a message without end")
        if self._overflowed():
            raise Died(TOO_MUCH)
        line, _, self._rest = self._rest.partition(b"\n")
        try:
            reply = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ProtocolError("not JSON") from error
        if not isinstance(reply, dict):
            raise ProtocolError("not a reply")
        return reply

    def _weigh(self):
        """Stop it when all its processes together hold too much: each has a limit of its own."""
        if time.monotonic() < self._weighed + BEAT:
            return
        self._weighed = time.monotonic()
        if self._overflowed() or self._holds() > self.limits.memory:
            raise Died(TOO_MUCH)

    def _overflowed(self) -> bool:
        """True when the kernel had to end one of its processes for their memory."""
        group = self._process.group
        return group is not None and group.overflowed(self._process.pid)

    def _holds(self) -> int:
        """Return the megabytes that it holds, as far as one can see; 0 where the kernel counts."""
        if self._process.group:
            return 0
        return orphans.memory(self._process.pid) + orphans.small_files(self._process.pid)

    def _how(self) -> str:
        """Say how the process ended by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=LINGER)
        if self._overflowed():
            return TOO_MUCH
        code = self._process.poll()
        if code is None:
            return "it closed the connection to the grader"
        number = -code if code < 0 else code - 128 if code > 128 else 0
        if number == signal.SIGSEGV:
            return "it crashed the Python process (segmentation fault)"
        if number in (signal.SIGXCPU, signal.SIGKILL):
            return "it used too much time or memory and was stopped"
        if number:
            return f"it crashed the Python process (signal {number})"
        return f"it ended the Python process (exit code {code})"

    def _stop(self):
        if self._process is not None:
            self.sandbox.end(self._process)
            self._process.stdin.close()
            self._process.stdout.close()
            self._process = None


def _running() -> list[str]:
    return [name for name in os.listdir("/proc") if name.isdigit()]
