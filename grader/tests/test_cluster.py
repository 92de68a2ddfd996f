"""The same grades from a Dask cluster, also when a worker is killed in the middle."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import MODE

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
