"""Notice when an answer calls the finished function it was asked to write."""

import contextlib
import inspect
import sys

from .. import checking, core, numerical, training


class LibraryCall(BaseException):
    """The answer called a finished function. Not an Exception, so that few can catch it."""


def finished_functions() -> dict:
    """Return the library's finished functions, known by their code: {id of the code: name}."""
    return {
        id(function.__code__): name
        for module in (core, numerical, checking, training)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__
    }


@contextlib.contextmanager
def watching(uses: tuple[str, ...]):
    """Raise LibraryCall when a finished function not in `uses` is called; yield what was called.

    Python reports each call with the code it is about to run, so another name for the function
    makes no difference. The list keeps the calls even if the answer swallows the exception.
    """
    forbidden = {c: n for c, n in (finished_functions() | _references).items() if n not in uses}
    called: list[str] = []

    def watch(frame, event, _):
        if event == "call" and id(frame.f_code) in forbidden:
            called.append(forbidden[id(frame.f_code)])
            raise LibraryCall(called[-1])

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield called
    finally:
        sys.setprofile(before)


_references: dict = {}


def forbid(function) -> None:
    """Treat the catalog's own answer as a finished function, too."""
    _references[id(function.__code__)] = function.__name__
