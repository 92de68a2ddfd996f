"""Notice when an answer calls the finished function it was asked to write.

The functions themselves object, by other code put in their place while an answer runs: that
holds in every thread, and whatever the answer does to Python's profiler. The profiler watches
as well, for copies of the functions. Neither notices a copy of the source text under another
name, or a call in another process: an answer shares its process with us, so no watch in here
is beyond its reach.
"""

import contextlib
import functools
import inspect
import sys
import threading
from types import CodeType, FunctionType

from .. import checking, core, numerical, training


class LibraryCall(BaseException):
    """The answer called a finished function. Not an Exception, so that few can catch it."""


_references: list[FunctionType] = []
_calls: list[list[str]] = []  # one list for each watch, the innermost last
_one_at_a_time = threading.RLock()


def forbid(function) -> None:
    """Treat the catalog's own answer as a finished function, too."""
    _references.append(function)


@functools.cache
def finished_functions() -> tuple[FunctionType, ...]:
    """Return the library's finished functions."""
    return tuple(
        function
        for module in (core, numerical, checking, training)
        for function in vars(module).values()
        if inspect.isfunction(function) and function.__module__ == module.__name__
    )


@contextlib.contextmanager
def watching(uses: tuple[str, ...]):
    """Raise LibraryCall when a finished function not in `uses` is called; yield what was called.

    It is the function that objects, so another name for it makes no difference. The list keeps
    the calls even if the answer swallows the exception.
    """
    functions = (*finished_functions(), *_references)
    forbidden = [function for function in functions if function.__name__ not in uses]
    called: list[str] = []
    with _one_at_a_time, _objecting(forbidden), _profiled(forbidden):
        _calls.append(called)
        try:
            yield called
        finally:
            _calls.pop()


@contextlib.contextmanager
def _objecting(functions: list[FunctionType]):
    """Let these functions do nothing but object."""
    before = [(function, function.__code__) for function in functions]
    for function, code in before:
        function.__code__ = _objection(
            code.co_name, code.co_qualname, code.co_filename, code.co_freevars
        )
    try:
        yield
    finally:
        for function, code in before:
            function.__code__ = code


@contextlib.contextmanager
def _profiled(functions: list[FunctionType]):
    """Let a copy of these functions object, too: Python reports each call with its code."""
    codes = {_place(function.__code__) for function in functions}

    def watch(frame, event, _):
        if event == "call" and _place(frame.f_code) in codes:
            refuse(frame.f_code.co_name)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(before)


def refuse(name: str) -> None:
    """Note the call of a finished function, and raise LibraryCall."""
    for called in _calls:
        called.append(name)
    raise LibraryCall(name)


def _stub(*_, **__):
    from backprop_lib.exercises import guard  # it runs among another module's names

    guard.refuse("name of the function")


@functools.cache  # it is asked for some 35 functions on each input of each answer
def _objection(name: str, qualname: str, filename: str, freevars: tuple[str, ...]) -> CodeType:
    """Return code that takes any arguments, and objects under the name of this code."""
    stub = _stub.__code__
    constants = tuple(
        name if value == "name of the function" else value for value in stub.co_consts
    )
    return stub.replace(
        co_consts=constants,
        co_name=name,
        co_qualname=qualname,
        co_filename=filename,
        co_freevars=freevars,
    )


def _place(code: CodeType) -> tuple[str, str]:
    """Return where code comes from: the same for a copy of it."""
    return code.co_filename, code.co_qualname
