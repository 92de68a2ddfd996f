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
from running import MODE

from backprop_grader import scheduling
from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_grader.sandbox import Sandbox, best_sandbox
from backprop_grader.scheduling import on_a_cluster, on_this_machine

SLEEP = "import time\ndef slope_from_activation(a2): time.sleep(3600)"


class Deadly:
    """Ends the process that it arrives in."""

    def __reduce__(self):
        return os._exit, (1,)


def task(student, limits=None):
    return Task(student, f"{student}.ipynb", None, "Nothing.", "0", CHOSEN, 1, limits or Limits())


def test_the_culprit_is_named_and_all_others_are_graded():
    tasks = [task(str(k), Deadly() if k in (2, 3, 7) else None) for k in range(9)]
    results = {result["student"]: result for result in on_this_machine(tasks, 2)}
    assert sorted(results) == [str(k) for k in range(9)]
    for student, result in results.items():
        died = student in "237"
        assert result["notes"] == [scheduling.DIED if died else "Nothing."]
        assert all(verdict["credit"] == 0 for verdict in result["verdicts"].values())


def test_workers_that_never_start_are_an_error(monkeypatch):
    monkeypatch.setattr(scheduling, "_begin", os._exit)
    with pytest.raises(RuntimeError):
        list(on_this_machine([task("a")], 1))


@pytest.fixture
def cluster(tmp_path):
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        dashboard_address=None,
        silence_logs=50,
        local_directory=tmp_path,
    ) as cluster:
        yield cluster


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_names_the_culprit_too(cluster, monkeypatch):
    def deadly(task):
        if task.student == "2" and task.problem == "Nothing.":
            os._exit(1)
        return grade(task)

    monkeypatch.setattr(scheduling, "grade", deadly)
    results = list(on_a_cluster(map(task, "012345"), cluster.scheduler_address))
    notes = {result["student"]: result["notes"] for result in results}
    assert notes == {s: [scheduling.DIED if s == "2" else "Nothing."] for s in "012345"}


@pytest.mark.filterwarnings("ignore")
def test_two_gradings_on_one_cluster_share_nothing(cluster):
    address = cluster.scheduler_address
    both = zip(
        on_a_cluster([task("a")], address),
        on_a_cluster([Task("a", "", None, "Other.", "0", CHOSEN, 2, Limits())], address),
        strict=True,
    )
    assert [(one["notes"], two["notes"]) for one, two in both] == [(["Nothing."], ["Other."])]


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
                    time.sleep(0.5)
                    killed.add(folder)
                    multiprocessing.active_children()[0].kill()

    killer = threading.Thread(target=kill_workers, daemon=True)
    killer.start()
    (result,) = on_this_machine([sleeps], 1)
    killer.join(10)
    assert result["notes"] == [scheduling.DIED]
    assert not list(tmp_path.glob("backprop-*"))
    deadline = time.monotonic() + 20  # the kernel ends them when it comes to it
    while [name for name in os.listdir("/proc") if _works_in(name, tmp_path)]:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _works_in(process, folder) -> bool:
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{process}/cwd").startswith(str(folder))
    return False


def test_ctrl_c_ends_it_at_once_and_keeps_what_was_done(tmp_path):
    hand_in(tmp_path / "in", "a-honest.ipynb", with_right_answers())
    for k in range(4):
        hand_in(tmp_path / "in", f"sleeps{k}.ipynb", with_answer(SLEEP))
    out, rest = tmp_path / "out", tmp_path / "rest"
    rest.mkdir()
    command = [sys.executable, "-m", "backprop_grader", "grade", tmp_path / "in", "--out", out]
    command += ["--exercises", *CHOSEN, "--step", "50", "--workers", "2", *MODE]
    process = subprocess.Popen(
        command, env=os.environ | {"TMPDIR": str(rest)}, stderr=subprocess.PIPE, text=True
    )
    results = out / "results.jsonl"
    deadline = time.monotonic() + 60
    while not results.exists() or results.read_bytes().count(b"\n") < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    time.sleep(1)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=45)
    assert time.monotonic() - start < 25  # one step of those in flight would take 50
    assert process.returncode == 130
    assert "Traceback" not in error
    assert results.read_bytes().count(b"\n") == 2
    assert not list(rest.glob("backprop-*"))
