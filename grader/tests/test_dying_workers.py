"""A worker that dies costs its own submission only, and Ctrl+C ends everything at once."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

import pytest
from notebooks import CHOSEN, hand_in, with_answer, with_right_answers
from running import MODE, children, wait_for

from backprop_grader import scheduling
from backprop_grader.grading import Task
from backprop_grader.limits import Limits
from backprop_grader.sandbox import Sandbox, best_sandbox
from backprop_grader.scheduling import on_this_machine
from backprop_grader.stopping import NUMBERS, stoppable

SLEEP = "import time\ndef slope_from_activation(a2): time.sleep(3600)"


class Deadly:
    """Ends the process that it arrives in."""

    def __reduce__(self):
        return os._exit, (1,)


def task(student, limits=None):
    return Task(student, f"{student}.ipynb", None, "Nothing.", "0", CHOSEN, 1, limits or Limits())


def test_the_culprit_is_named_and_all_others_are_graded():
    tasks = [task(str(k), Deadly() if k in (1, 4) else None) for k in range(6)]
    results = {result["student"]: result for result in on_this_machine(tasks, 2)}
    assert sorted(results) == [str(k) for k in range(6)]
    for student, result in results.items():
        died = student in "14"
        assert result["notes"] == [scheduling.DIED if died else "Nothing."]
        assert all(verdict["credit"] == 0 for verdict in result["verdicts"].values())


def test_workers_that_never_start_are_an_error(monkeypatch):
    monkeypatch.setattr(scheduling, "_begin", os._exit)
    with pytest.raises(RuntimeError):
        list(on_this_machine([task("a")], 1))


@pytest.mark.skipif(sys.platform != "linux", reason="a killed parent takes its child on Linux only")
@pytest.mark.parametrize("sandbox", [best_sandbox(), Sandbox(None, nobody=False)])
def test_a_worker_that_is_killed_leaves_nothing_behind(sandbox, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data = with_answer(SLEEP).encode()
    sleeps = Task("a", "a.ipynb", data, "", "0", CHOSEN, 1, Limits(step=50), True, sandbox)
    killed = set()

    def kill_workers():
        while len(killed) < scheduling.TOGETHER + 1:  # the last time, alone
            time.sleep(0.1)
            for folder in tmp_path.glob("backprop-*/backprop-*"):
                if folder not in killed:
                    (worker,) = multiprocessing.active_children()
                    wait_for(lambda worker=worker: children(worker.pid))  # the student's process
                    killed.add(folder)
                    worker.kill()

    killer = threading.Thread(target=kill_workers, daemon=True)
    killer.start()
    (result,) = on_this_machine([sleeps], 1)
    killer.join(10)
    assert result["notes"] == [scheduling.DIED]
    assert not list(tmp_path.glob("backprop-*"))
    wait_for(lambda: not working_in(tmp_path))  # the kernel ends them when it comes to it


def working_in(folder) -> list[str]:
    """Return the processes that were started in a folder."""
    found = []
    for process in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if os.readlink(f"/proc/{process}/cwd").startswith(str(folder)):
                found.append(process)
    return found


ENDINGS = [
    pytest.param(
        number,
        marks=pytest.mark.skipif(
            signal.getsignal(number) == signal.SIG_IGN and number != signal.SIGINT,
            reason="these tests run under nohup",
        ),
    )
    for number in NUMBERS
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_ctrl_c_or_kill_ends_it_at_once_and_keeps_what_was_done(tmp_path, ending):
    hand_in(tmp_path / "in", "a-honest.ipynb", with_right_answers())
    for k in range(4):
        hand_in(tmp_path / "in", f"sleeps{k}.ipynb", with_answer(SLEEP))
    out, rest = tmp_path / "out", tmp_path / "rest"
    rest.mkdir()
    command = [sys.executable, "-m", "backprop_grader", "grade", tmp_path / "in", "--out", out]
    command += ["--exercises", *CHOSEN, "--step", "600", "--workers", "2", *MODE]
    results = out / "results.jsonl"
    with started(command, env=os.environ | {"TMPDIR": str(rest)}) as process:
        wait_for(lambda: results.exists() and results.read_bytes().count(b"\n") >= 2)
        wait_for(lambda: len(list(rest.glob("backprop-*/backprop-*"))) == 2)  # two sleep
        process.send_signal(ending)
        _, error = process.communicate(timeout=300)  # a step takes longer
    assert process.returncode == 130
    assert "Traceback" not in error
    assert results.read_bytes().count(b"\n") == 2
    assert not list(rest.glob("backprop-*"))


@contextlib.contextmanager
def started(command, **options):
    """Start a command as a shell starts one in the background: SIGINT is ignored there."""
    process = subprocess.Popen(
        ["/bin/sh", "-c", 'trap "" INT; exec "$@"', "sh", *map(str, command)],
        stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("ending", ENDINGS)
def test_ctrl_c_never_cuts_into_the_pool_and_is_not_lost(monkeypatch, ending):
    """A lock that is taken just then would stay taken, and the pool never ends."""
    waits = []

    def wait(*arguments):
        signal.raise_signal(ending)
        waits.append(futures_wait(*arguments))
        return waits[-1]

    futures_wait = scheduling.wait
    monkeypatch.setattr(scheduling, "wait", wait)
    graded = on_this_machine([task("a", Sleeps())], 1)
    before = signal.getsignal(ending)
    with stoppable(), pytest.raises(KeyboardInterrupt):
        next(graded)
    assert len(waits) == 1
    assert signal.getsignal(ending) == before


@pytest.mark.skipif(sys.platform != "linux", reason="/proc lists the workers")
def test_ctrl_c_in_a_terminal_reaches_no_worker_at_whatever_moment_of_its_start(tmp_path):
    """A terminal sends it to all processes, and a Python that starts would print a traceback."""
    hand_in(tmp_path / "in", "a.ipynb", with_right_answers())
    command = [sys.executable, "-m", "backprop_grader", "grade", tmp_path / "in"]
    command += ["--out", tmp_path / "out", "--exercises", *CHOSEN, "--workers", "1", *MODE]
    reached = 0
    with started(command) as process:
        while process.poll() is None:
            for worker, line in children(process.pid).items():
                if b"spawn_main" in line:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(int(worker), signal.SIGINT)
                        reached += 1
            time.sleep(0.01)
        _, error = process.communicate()
    assert process.returncode == 0
    assert "Traceback" not in error
    assert reached > 10


def test_ctrl_c_stops_it_while_it_looks_for_the_next_submission():
    seen = []

    def all_graded_before():
        for k in range(10**6):
            seen.append(k)
            if k == 3:
                signal.raise_signal(signal.SIGINT)
        yield from ()

    with stoppable(), pytest.raises(KeyboardInterrupt):
        next(on_this_machine(all_graded_before(), 1))
    assert len(seen) == 4


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there are no hang-ups on Windows")
def test_under_nohup_a_hang_up_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


class Sleeps:
    """Makes the process that it arrives in sleep."""

    def __reduce__(self):
        return time.sleep, (3600,)


class Gone(BaseException):
    """Stands for a process that has ended."""


def asked_to_end(moment):
    """Ask a worker to end at that moment of its work; return what came out of it."""

    def trace(frame, event, _):
        nonlocal moment
        if frame.f_code is not scheduling._work.__code__:
            return None
        frame.f_trace_opcodes = True
        if event in ("call", "opcode"):  # where Python looks whether a signal has come
            moment -= 1
            if moment == 0:
                scheduling._leave()
        return trace

    sys.settrace(trace)
    try:
        return scheduling._work(None)
    except BaseException as error:
        return type(error)
    finally:
        sys.settrace(None)


def test_a_worker_that_is_asked_to_end_ends_at_whatever_moment_it_is(monkeypatch):
    """An exception the pool would take for a task's, and wait for the worker for ever."""

    def exit(status):
        raise Gone

    monkeypatch.setattr(os, "_exit", exit)
    monkeypatch.setattr(scheduling, "grade", lambda task: "graded")
    moments = 1
    while (ended := asked_to_end(moments)) != "graded":
        assert ended is Gone, moments
        moments += 1
    assert moments > 10


class Polite:
    """A worker process that notes what is asked of it."""

    def __init__(self):
        self.asked = []

    def terminate(self):
        self.asked.append("end")

    def join(self, seconds=None):
        self.asked.append(seconds)

    def kill(self):
        self.asked.append("kill")


def test_a_worker_has_some_time_to_clean_up_and_no_more(monkeypatch):
    monkeypatch.setattr(scheduling, "PATIENCE", 100)
    workers = [Polite(), Polite()]
    scheduling._end(workers)
    for worker in workers:
        first, seconds, *rest = worker.asked
        assert (first, rest) == ("end", ["kill", None])
        assert 0 < seconds <= 100


def within(seconds, work):
    """Return what work returns, or fail after some seconds."""
    found = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    thread.start()
    thread.join(seconds)
    for worker in multiprocessing.active_children():
        worker.kill()
    assert found, "it waits for ever"
    return found[0]


SEND_HALF = """
import os, multiprocessing.connection
def send(self, message, *_):
    os.write(self.fileno(), bytes(message[: len(message) // 2]))
    os._exit(1)
multiprocessing.connection.Connection._send = send
"""


class SendsHalf:
    """Makes the process that it arrives in die while it sends its result."""

    def __reduce__(self):
        return exec, (SEND_HALF, {})


def test_a_worker_that_dies_in_the_middle_of_its_result_costs_its_submission_only(monkeypatch):
    monkeypatch.setattr(scheduling, "BEAT", 0.2)
    todo = [task("a", SendsHalf()), task("b")]
    results = within(100, lambda: list(on_this_machine(todo, 1)))
    notes = {result["student"]: result["notes"] for result in results}
    assert notes == {"a": [scheduling.DIED], "b": ["Nothing."]}


@pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")
def test_a_pool_ends_though_a_worker_does_not():
    def work():
        with scheduling._pool(2) as pool:
            os.kill(pool.submit(os.getpid).result(), signal.SIGSTOP)
        return True

    assert within(100, work)
