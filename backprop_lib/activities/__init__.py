"""What a chapter asks besides its exercises: `predict(6)`, `compare(6)`, `order(6)`.

The same on the page and in a notebook. Live in a notebook with anywidget; without it, words only.
"""

from . import page

__all__ = ["compare", "order", "predict"]


def predict(chapter: int):
    """Ask for a prediction, which `compare` of the same chapter shows again.

    Raises a TypeError or ValueError for a chapter that is not a whole number from 1 on.
    """
    return _shown("predict", chapter)


def compare(chapter: int):
    """Show what the reader predicted in this chapter. Raises what `predict` raises."""
    return _shown("compare", chapter)


def order(chapter: int):
    """Show the lines of the chapter's derivation, shuffled, to be put in order.

    Raises what `predict` raises, and a ValueError for a chapter without a derivation.
    """
    return _shown("order", chapter)


class Static:
    """An activity where there is no anywidget: its HTML on a page, its words elsewhere."""

    def __init__(self, html: str, words: str):
        self.html, self.words = html, words

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.words}


def _shown(kind: str, chapter: int):
    html, words = page.html(kind, chapter), page.words(kind, chapter)
    try:
        from .widget import Activity
    except ModuleNotFoundError:
        return Static(html, words)
    return Activity(kind, chapter, html, words)
