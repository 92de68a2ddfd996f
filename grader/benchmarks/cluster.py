"""Grade on a Dask cluster, kill a worker in the middle, and compare with this machine's grades.

python grader/benchmarks/cluster.py 500
"""

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from course import CHOSEN, hand_in
from kill import reports


def main(students):
    """Grade twice: on this machine, and on a cluster that loses a worker halfway."""
    from dask.distributed import LocalCluster

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        submissions = hand_in(folder / "in", students)
        grade(submissions, folder / "here")
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            out = folder / "there"
            killer = threading.Thread(
                target=kill_halfway, args=(cluster, out, students), daemon=True
            )
            killer.start()
            grade(submissions, out, "--scheduler", cluster.scheduler_address)
            killer.join()
        assert reports(folder / "here") == reports(out)
        print(f"{students} submissions, a worker killed in the middle: identical grades")


def grade(submissions, out, *more):
    """Run the command."""
    words = [sys.executable, "-m", "backprop_grader", "grade", submissions, "--out", out]
    words += ["--exercises", *CHOSEN, "--seed", "1", "--quiet", *more]
    start = time.perf_counter()
    subprocess.run(list(map(str, words)), check=True, stdout=subprocess.DEVNULL)
    print(f"{out.name}: {time.perf_counter() - start:.1f} s", flush=True)


def kill_halfway(cluster, out, students):
    """Wait until half the results are in, then kill a worker's process."""
    path = out / "results.jsonl"
    while not path.exists() or path.read_bytes().count(b"\n") < students // 2:
        time.sleep(0.1)
    done = path.read_bytes().count(b"\n") - 1
    worker = next(iter(cluster.workers.values()))
    worker.process.process._process.kill()
    print(f"killed worker {worker.name} after {done}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 500)
