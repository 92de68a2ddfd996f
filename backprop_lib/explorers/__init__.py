"""Interactives, one for each chapter: `explorers.sigmoid_slope()` shows that of chapter 6.

The same JavaScript runs in every Jupyter and on the website. Needs anywidget, when one is shown.
"""

from functools import partial

from .catalog import EXPLORERS

__all__ = [*EXPLORERS]


def __getattr__(name):
    if name not in EXPLORERS:
        raise AttributeError(f"There is no explorer {name!r}; there are {', '.join(EXPLORERS)}.")
    from .widget import Explorer

    return partial(Explorer, EXPLORERS[name])


def __dir__():
    return __all__
