"""The same grades from a Dask cluster, also when a worker is killed in the middle."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from notebooks import CHOSEN
from running import MODE

from backprop_grader import scheduling
from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_grader.scheduling import on_a_cluster

STUDY = Path(__file__).parents[1] / "benchmarks" / "cluster.py"


@pytest.mark.thorough
@pytest.mark.skipif(bool(MODE), reason="bubblewrap does not work on this machine")
def test_a_cluster_that_loses_a_worker_gives_the_same_grades():
    pytest.importorskip("distributed", reason="Dask is not installed")
    process = subprocess.run(
        [sys.executable, STUDY, "8"], capture_output=True, text=True, check=False, timeout=600
    )
    assert "identical grades" in process.stdout, process.stderr
    assert int(re.search(r"killed worker \S+ after (\d+)", process.stdout)[1]) < 8


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
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=50,
            local_directory=tmp_path_factory.mktemp("dask"),
        ) as cluster,
    ):
        yield cluster


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
