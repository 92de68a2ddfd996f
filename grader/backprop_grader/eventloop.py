"""An event loop without sockets, for `await` in a cell: the sandbox has none."""

import asyncio
import os
import selectors
import warnings
from collections.abc import Callable


class _End:
    """One end of a pipe that looks like a socket to the loop, which wakes itself by it."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        os.set_blocking(descriptor, False)

    def fileno(self):
        return self.descriptor

    def recv(self, size):
        return os.read(self.descriptor, size)

    def send(self, data):
        return os.write(self.descriptor, data)

    def close(self):
        os.close(self.descriptor)


class Loop(asyncio.SelectorEventLoop):
    """The usual loop; only what it wakes itself by is another."""

    def __init__(self):
        super().__init__(selectors.DefaultSelector())

    # What the usual loop has, and its public type does not say.
    _internal_fds: int
    _add_reader: Callable
    _read_from_self: Callable

    def _make_self_pipe(self):
        self._ssock, self._csock = map(_End, os.pipe())
        self._internal_fds += 1
        self._add_reader(self._ssock.fileno(), self._read_from_self)


_ours: list[Loop] = []


def prepare() -> Loop:
    """Let every loop from now on be one of these; return that of the cells."""
    if not _ours:

        class Policy(asyncio.DefaultEventLoopPolicy):
            _loop_factory = Loop

        with warnings.catch_warnings(action="ignore"):
            asyncio.set_event_loop_policy(Policy())
        _ours.append(Loop())
    asyncio.set_event_loop(_ours[0])
    return _ours[0]


def run(coroutine):
    """Run a cell inside the loop of all cells, as Jupyter does."""
    return prepare().run_until_complete(coroutine)
