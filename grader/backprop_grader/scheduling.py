"""Spread the work: over the cores of this machine, or over a Dask cluster.

Both take tasks from an iterator, a few at a time, so that memory does not grow with the course.
Both give a task whose worker dies another chance, the last one alone, and then a result that
says so: one submission must not end the grading of all others.
"""

import contextlib
import multiprocessing
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import wait as ended

from . import orphans
from .grading import Task, grade
from .stopping import held_back, ignore_them, unheard_by_children

AHEAD = 3  # tasks in flight for each worker
TOGETHER = 2  # deaths of a worker after which the tasks that were in flight are graded alone
BEAT = 0.25  # seconds between two looks at workers that say nothing, and for Ctrl+C
PATIENCE = 1.0  # seconds for a worker to clean up when the command is stopped
DIED = (
    "The worker that graded this died, each time it was tried, so it has no marks. "
    "Look at it by hand."
)


def on_this_machine(
    tasks: Iterable[Task], workers: int | None = None, most: int = 10**6
) -> Generator[dict, None, None]:
    """Yield the results as they come, from one process for each core (and at most one a task)."""
    workers = max(1, min(workers or cores(), most))
    tasks = iter(tasks)
    deaths: dict[Task, int] = {}  # of a worker, while this task was in flight
    while True:
        try:
            with _pool(workers) as pool:
                yield from _through(pool, tasks, deaths, workers * AHEAD)
            return
        except BrokenProcessPool:  # somebody killed a worker: its task is still in `deaths`
            deaths = {task: count + 1 for task, count in deaths.items()}
        for task in [task for task, count in deaths.items() if count >= TOGETHER]:
            yield _alone(task)
            del deaths[task]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def lost(task: Task) -> dict:
    """Return the result of a task whose workers die: no marks, which is not zero, and why."""
    return grade(replace(task, data=None, problem=DIED, blameless=True))


def _through(pool, tasks, deaths, window) -> Iterator[dict]:
    """Push tasks through a pool; the keys of `deaths` are always those not finished."""
    futures = {_submit(pool, _work, task): task for task in deaths}
    while True:
        for task in islice(tasks, window - len(futures)):
            deaths[task] = 0
            futures[_submit(pool, _work, task)] = task
        if not futures:
            return
        for future in _done(pool, futures):
            result = _result(future)
            del deaths[futures.pop(future)]
            yield result


def _done(pool, futures) -> set:
    """Return those that are done. Raises BrokenProcessPool where the pool does not notice it.

    A worker that dies while it sends leaves half a message, and the pool waits for the rest.
    """
    dead = 0
    while True:
        with held_back():
            done = wait(futures, BEAT, FIRST_COMPLETED).done
        if done:
            return done
        sentinels = [process.sentinel for process in list((pool._processes or {}).values())]
        dead = dead + 1 if ended(sentinels, 0) else 0
        if dead > 1:
            raise BrokenProcessPool("a worker died while it sent its result")


def _alone(task: Task) -> dict:
    """Grade one task in a worker of its own. Raises BrokenProcessPool if no worker even starts."""
    with _pool(1) as pool:
        _only(pool, os.getpid)
        try:
            return _only(pool, _work, task)
        except BrokenProcessPool:
            return lost(task)


def _only(pool, work, *arguments):
    (future,) = _done(pool, {_submit(pool, work, *arguments)})
    return _result(future)


def _submit(pool, work, *arguments):
    with held_back(), unheard_by_children():  # the pool may start a worker
        return pool.submit(work, *arguments)


def _result(future):
    with held_back():
        return future.result()


@contextlib.contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Open a pool that ends at once when the command is stopped, work in flight or not.

    Its workers' temporary files share a folder, which goes when they are gone: a worker that is
    killed cannot clean up.
    """
    others = set(multiprocessing.active_children())
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="backprop-", ignore_cleanup_errors=True) as scratch:
        os.chmod(scratch, 0o711)  # students' processes have other users, and pass through
        with held_back():
            pool = ProcessPoolExecutor(workers, spawn, _begin, (os.getpid(), scratch))
        results = pool._result_queue  # shutdown forgets it
        try:
            yield pool
        finally:
            with held_back():
                ours = set(multiprocessing.active_children()) - others
                pool.shutdown(wait=False, cancel_futures=True)
                _end(ours)
                # Of a message cut off, the pool waits for the rest while anyone could send.
                results._writer.close()  # type: ignore[attr-defined]


def _end(processes) -> None:
    """End worker processes: politely, so that they end what they started, and soon by force."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        process.kill()
        process.join()


_grading = False  # whether this worker has a student's process and folder to clean up


def _work(task: Task) -> dict:
    """Grade a task in a worker of this machine; end the worker when it is asked to end."""
    global _grading
    try:
        try:
            _grading = True
            return grade(task)
        finally:
            _grading = False
    except SystemExit:  # by now the student's process and folder are gone
        os._exit(1)


def _leave(*_) -> None:
    """End this worker. Outside `_work` the pool would take an exception for a task's, and go on."""
    if _grading:
        sys.exit(1)
    os._exit(1)


def on_a_cluster(tasks: Iterable[Task], address: str) -> Generator[dict, None, None]:
    """Yield the results as they come from a Dask cluster, which retries what a dead worker had."""
    try:
        from dask.distributed import Client, KilledWorker, as_completed
    except ImportError as error:
        raise ModuleNotFoundError(
            "--scheduler needs Dask; in a clone of the book: pip install . './grader[cluster]'."
        ) from error
    tasks = iter(tasks)
    run = secrets.token_hex(8)  # two gradings on one cluster share no results
    with Client(address) as client:
        window = max(8, AHEAD * sum(client.nthreads().values()))

        def submit(task, how="grade"):
            key = f"{how}-{run}-{task.student}-{task.digest}"
            future = client.submit(grade, task, key=key, pure=False)
            submitted[future.key] = task
            return future

        submitted: dict[str, Task] = {}
        suspects: list[Task] = []
        running = as_completed(map(submit, islice(tasks, window)))
        for future in running:
            task = submitted.pop(future.key)
            try:
                yield future.result()
            except KilledWorker:  # it, or another that was on the same workers
                suspects.append(task)
            future.release()
            for task in islice(tasks, 1):
                running.add(submit(task))
        for task in suspects:
            try:
                yield submit(task, "alone").result()
            except KilledWorker:
                yield lost(task)


def _begin(parent: int, scratch: str) -> None:
    """Let a worker end when the command does, even by kill -9; it hears of Ctrl+C and hang-ups."""
    ignore_them()
    signal.signal(signal.SIGTERM, _leave)
    orphans.end_with_parent()
    if os.getppid() != parent:
        os._exit(1)
    tempfile.tempdir = scratch
