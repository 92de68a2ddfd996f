"""The same grades from a Dask cluster, also when a worker is killed in the middle."""

import os

import pytest
from notebooks import CHOSEN, with_answer, with_right_answers
from running import MODE

from backprop_grader import scheduling
from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_grader.scheduling import on_a_cluster

HALF = "def weight_gradient(a1, a2, y): return (a2 * (1 - a2) * (a2 - y)) @ a1.T"


def task(student):
    return Task(student, f"{student}.ipynb", None, "Nothing.", "0", CHOSEN, 1, Limits())


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Start a cluster that blames a task for the first death, and not for the fourth.

    A worker that dies before its keeper has heard that it started is not replaced. So not all may
    die twice, or the tests wait forever.
    """
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    import dask

    with (
        dask.config.set(
            {
                "distributed.scheduler.allowed-failures": 0,
                # A busy machine takes longer than the usual seconds to replace a worker. Then the
                # cluster would close the new one, with the task that it had just been given.
                "distributed.deploy.lost-worker-timeout": "1 hour",
            }
        ),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=50,
            local_directory=tmp_path_factory.mktemp("dask"),
        ) as cluster,
    ):
        yield cluster


def submission(student):
    """Return one of six, in turn right and half right, as all of them are read."""
    text = with_answer(HALF, "8.3") if student % 2 else with_right_answers()
    name = f"student{student}"
    data = text.encode()
    return Task(name, f"{name}.ipynb", data, "", "0", CHOSEN, 1, Limits(), bool(MODE))


def graded(results):
    """Return all results by student, without how long they took."""
    return {result["student"]: result | {"seconds": 0} for result in results}


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_gives_the_same_grades(cluster):
    here = graded(grade(submission(k)) for k in range(6))
    assert {r["verdicts"]["8.3"]["credit"] for r in here.values()} == {0.5, 1}
    there = []
    for result in on_a_cluster(map(submission, range(6)), cluster.scheduler_address):
        if not there:  # all others are in the workers' hands
            next(iter(cluster.workers.values())).process.process._process.kill()
        there.append(result)
    assert len(there) == 6
    assert graded(there) == here


@pytest.mark.filterwarnings("ignore")
def test_more_submissions_than_are_in_flight_are_all_graded(cluster):
    students = [f"s{k:02}" for k in range(20)]
    results = on_a_cluster(map(task, students), cluster.scheduler_address)
    assert sorted(result["student"] for result in results) == students


@pytest.mark.filterwarnings("ignore")
def test_two_gradings_on_one_cluster_share_nothing(cluster):
    address = cluster.scheduler_address
    both = zip(
        on_a_cluster([task("a")], address),
        on_a_cluster([Task("a", "", None, "Other.", "0", CHOSEN, 2, Limits())], address),
        strict=True,
    )
    assert [(one["notes"], two["notes"]) for one, two in both] == [(["Nothing."], ["Other."])]


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
