"""Interactives, one for each chapter: `explorers.sigmoid_slope()` shows that of chapter 6.

The same JavaScript runs in every Jupyter and on the website. Needs anywidget, when one is shown.
"""

from functools import partial

from .catalog import EXPLORERS

LAB_NAMES = ("playground", "draw_digit", "long_way", "step_back")  # the larger ones; see `labs`

__all__ = [*EXPLORERS, *LAB_NAMES]


def __getattr__(name):
    if name in LAB_NAMES:
        from .lab_widget import WIDGETS

        return WIDGETS[name]
    if name not in EXPLORERS:
        raise AttributeError(f"There is no explorer {name!r}; there are {', '.join(EXPLORERS)}.")
    from .widget import Explorer

    return partial(Explorer, EXPLORERS[name])


def __dir__():
    return __all__
