"""An activity as a widget: the browser shows it, and what the reader answers is its `answers`."""

import traitlets

from . import page

try:
    import anywidget
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "This needs the package anywidget. Install it with: %pip install anywidget"
    ) from error


class Activity(anywidget.AnyWidget):
    """A prediction, a comparison with it, or a derivation to put in order.

    answers : what the reader has answered: texts by field, or the order and its reasons by part
    """

    _esm = page.module()
    _css = page.stylesheet("activities", "order")

    html = traitlets.Unicode(read_only=True).tag(sync=True)
    parts: traitlets.List = traitlets.List(read_only=True).tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, kind: str, chapter: int, html: str, words: str):
        super().__init__()
        self._words = words
        self.set_trait("html", html)
        if kind == "order":
            self.set_trait("parts", page.parts(chapter))

    def __repr__(self):
        return self._words

    def _repr_mimebundle_(self, **kwargs):
        """Show the live widget where there is one, else its HTML, else the words."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle or {},)
        data = data | {"text/html": self.html, "text/plain": self._words}
        return (data, *metadata) if metadata else data
