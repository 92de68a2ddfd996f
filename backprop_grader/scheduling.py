"""Spread the work: over the cores of this machine, or over a Dask cluster.

Both take tasks from an iterator, a few at a time, so that memory does not grow with the course.
"""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from .grading import Task, grade

AHEAD = 3  # tasks in flight for each worker
ATTEMPTS = 3  # for a task whose worker was killed


def on_this_machine(
    tasks: Iterable[Task], workers: int | None = None, most: int = 10**6
) -> Iterator[dict]:
    """Yield the results as they come, from one process for each core (and at most one a task)."""
    workers = max(1, min(workers or cores(), most))
    tasks, attempts = iter(tasks), 0
    waiting: list[Task] = []
    while True:
        pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), _die_with_parent, (os.getpid(),)
        )
        try:
            with pool:
                yield from _through(pool, tasks, waiting, workers * AHEAD)
            return
        except BrokenProcessPool:  # somebody killed a worker: its tasks are still in `waiting`
            attempts += 1
            if attempts >= ATTEMPTS:
                raise


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _through(pool, tasks, waiting, window) -> Iterator[dict]:
    """Push tasks through a pool; `waiting` always holds those not finished."""
    futures = {pool.submit(grade, task): task for task in waiting}
    while True:
        for task in islice(tasks, window - len(futures)):
            waiting.append(task)
            futures[pool.submit(grade, task)] = task
        if not futures:
            return
        for future in wait(futures, return_when=FIRST_COMPLETED).done:
            result = future.result()
            waiting.remove(futures.pop(future))
            yield result


def on_a_cluster(tasks: Iterable[Task], address: str) -> Iterator[dict]:
    """Yield the results as they come from a Dask cluster, which retries what a dead worker had."""
    try:
        from dask.distributed import Client, as_completed
    except ImportError as error:
        raise ModuleNotFoundError(
            "--scheduler needs Dask: pip install 'backprop-book[cluster]'."
        ) from error
    tasks = iter(tasks)
    with Client(address) as client:
        window = max(8, AHEAD * sum(client.nthreads().values()))

        def submit(task):
            return client.submit(grade, task, key=f"grade-{task.student}-{task.digest}", pure=False)

        running = as_completed(map(submit, islice(tasks, window)))
        for future in running:
            yield future.result()
            future.release()
            for task in islice(tasks, 1):
                running.add(submit(task))


def _die_with_parent(parent: int) -> None:
    """Let a worker end when the command is killed, even with kill -9; leave Ctrl+C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
