"""Let Ctrl+C and `kill` stop the work the same way, at a moment when nothing is half done.

Python raises KeyboardInterrupt between any two instructions. Inside a pool of processes that may
leave a lock taken for good, and the command then waits for it when it ends.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator

TO_ALL = [signal.SIGINT]  # what a terminal sends to all of its processes
if hasattr(signal, "SIGHUP"):
    TO_ALL.append(signal.SIGHUP)
NUMBERS = [signal.SIGTERM, *TO_ALL]


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Let these signals raise KeyboardInterrupt, whatever this process inherited.

    A shell ignores Ctrl+C for what it starts in the background, and so would Python. Only nohup's
    wish is kept: the terminal is gone, and the work goes on.
    """
    nohup = {n for n in TO_ALL[1:] if signal.getsignal(n) == signal.SIG_IGN}
    with _handled(signal.default_int_handler, set(NUMBERS) - nohup):
        yield


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Let a signal that would raise KeyboardInterrupt wait until the end of this step."""
    came: list[int] = []
    raising = {n for n in NUMBERS if signal.getsignal(n) == signal.default_int_handler}
    try:
        with _handled(lambda number, _: came.append(number), raising):
            yield
    finally:
        if came:
            raise KeyboardInterrupt


@contextlib.contextmanager
def unheard_by_children() -> Iterator[None]:
    """Let processes that start now hear of no Ctrl+C or hang-up until they call `ignore_them`.

    A terminal sends those to all processes, and Python, while it starts, answers with a traceback:
    on Windows it still does.
    """
    with_masks = hasattr(signal, "pthread_sigmask")  # not on Windows
    before = signal.pthread_sigmask(signal.SIG_BLOCK, TO_ALL) if with_masks else ()
    try:
        yield
    finally:
        if with_masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore_them() -> None:
    """Ignore Ctrl+C and hang-ups in this process, also those that came since it was started."""
    for number in TO_ALL:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, TO_ALL)


@contextlib.contextmanager
def _handled(handler, numbers) -> Iterator[None]:
    """Set a handler for a while. Elsewhere than in the main thread nothing may be set."""
    if threading.current_thread() is not threading.main_thread():
        numbers = ()
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        for number in numbers:
            signal.signal(number, handler)
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old or signal.SIG_DFL)
