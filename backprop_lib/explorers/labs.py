"""The larger interactives: each with a script of its own, which only the page that shows it loads.

`playground` trains a network on points of the plane, `draw_digit` reads what is drawn.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

import numpy as np

from ..digits import load_digits
from ..network import Network
from .page import HERE, stylesheet

SHARED = ("names", "drawing")  # of the explorers' own files
SAMPLES = 10


@dataclass(frozen=True)
class Lab:
    """One of them; `given` makes what its script starts from."""

    name: str
    chapter: int
    title: str
    question: str
    given: Callable[[], dict]

    def config(self) -> dict:
        """Return what JavaScript needs."""
        words = {"name": self.name, "title": self.title, "question": self.question}
        return words | {"given": self.given()}


@cache
def stored_reader() -> dict:
    """Return the trained network as tools/train_digit_reader.py wrote it."""
    text = (files("backprop_lib") / "data/digit_reader.json").read_text(encoding="utf-8")
    return json.loads(text)


@cache
def reader() -> Network:
    """Return the network that reads on the page, rounded as it is there."""
    found = []
    for part in stored_reader().values():
        steps = np.frombuffer(base64.b64decode(part["bytes"]), dtype=np.int8)
        found.append(steps.reshape(part["shape"]) * part["scale"])
    return Network(*found)


def _for_drawing() -> dict:
    _, test = load_digits()
    first = [int(np.flatnonzero(test.labels == digit)[0]) for digit in range(SAMPLES)]
    grays = np.round(16 * test.x[:, first].T).astype(int)
    samples = ["".join("0123456789abcdefg"[gray] for gray in row) for row in grays]
    return {"network": stored_reader(), "samples": samples}


LABS = {
    lab.name: lab
    for lab in (
        Lab(
            name="playground",
            chapter=12,
            title="Learn a pattern of points.",
            question="Press Run. How few hidden neurons does each pattern need? "
            "Where do their lines lie when the cost is low? And when it sticks, what do the "
            "gradients say?",
            given=lambda: {"points": 120, "held_out": 60},
        ),
        Lab(
            name="draw_digit",
            chapter=12,
            title="Draw a digit.",
            question="Draw one, and see how sure the network is. Then choose another digit: "
            "which pixels would have to change? Take steps until the network changes its mind. "
            "Would you?",
            given=_for_drawing,
        ),
    )
}


@cache
def joined(name: str) -> str:
    """Return the files of one lab one after another, without imports and exports: one scope."""
    paths = [*(f"js/{part}.js" for part in SHARED), "js_labs/shell.js", f"js_labs/{name}.js"]
    text = "\n".join((HERE / path).read_text(encoding="utf-8") for path in paths)
    return re.sub(r"^(import .*;\n|export )", "", text, flags=re.MULTILINE)


def module(name: str) -> str:
    """Return the ES module that anywidget runs."""
    render = "function render({ model, el }) { return show(el, model.get('config'), build); }"
    return f"{joined(name)}\n{render}\nexport default {{ render }};\n"


def script(name: str) -> str:
    """Return the script of a page, which brings the figure of that name to life."""
    return f"(() => {{\n{joined(name)}\nbringToLife('{name}', build);\n}})();\n"


def styles() -> str:
    """Return the styles: the explorers' and their own."""
    return stylesheet() + (HERE / "labs.css").read_text(encoding="utf-8")


def figure(lab: Lab) -> str:
    """Return the HTML of a page: words without a script, and with one the lab."""
    data = escape(json.dumps(lab.config(), ensure_ascii=False, separators=(",", ":")))
    return (
        f'<figure class="backprop-explorer" id="explore-{lab.name}" data-lab="{data}">\n'
        f"<figcaption><strong>{escape(lab.title)}</strong> {escape(lab.question)}</figcaption>\n"
        "<p>This one needs JavaScript, which is switched off here.</p>\n</figure>"
    )
