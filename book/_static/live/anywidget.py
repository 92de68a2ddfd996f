"""Stands in for the package anywidget where a page shows the widgets itself.

An explorer's traits live in Python, its picture in the page; each hears what the other changes.
The package would bring ipywidgets and IPython with it: 5 MB more than this needs.
"""

import json

import traitlets

import session

shown: dict[int, "AnyWidget"] = {}


class AnyWidget(traitlets.HasTraits):
    """A widget that tells the page when a trait changes."""

    def __init__(self, **traits):
        super().__init__(**traits)
        self._telling = True
        shown[len(shown)] = self
        self.number = len(shown) - 1
        self.observe(self._tell, list(self.traits(sync=True)))

    def _tell(self, change):
        if self._telling and change["name"] != "config":
            session.tell("traits", explorer=self.number, values={change["name"]: change["new"]})

    def live(self) -> str:
        """Return what the page needs to show it."""
        now = {name: getattr(self, name) for name in self.config["start"]}
        return json.dumps({"id": self.number, "config": self.config, "state": now})

    def _repr_mimebundle_(self, **kwargs):
        return {}


def moved(number: int, values: dict):
    """Take over what the reader moved, without telling the page what it knows."""
    widget = shown[number]
    widget._telling = False
    try:
        for name, value in values.items():
            kind = type(widget.traits()[name])
            take = {traitlets.Int: int, traitlets.Float: float}.get(kind, str)
            setattr(widget, name, take(value))
    finally:
        widget._telling = True
