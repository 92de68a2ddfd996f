"""The larger interactives: each with a script of its own, which only the page that shows it loads.

`playground` trains a network on points of the plane, `draw_digit` reads what is drawn, `long_way`
shows what arrives in a deep network, and `step_back` walks back through what a reader typed.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

import numpy as np

from ..digits import load_digits
from ..network import Network
from .catalog import control
from .page import HERE, for_later, still, stylesheet

# The explorers' own files
SHARED = ("names", "drawing", "controls", "settings", "store", "jupyter", "page")
SAMPLES = 10


@dataclass(frozen=True)
class Lab:
    """One of them; `given` makes what its script starts from.

    Its controls are those of an explorer, or have `choices`, or a `limit`: text of so many letters.
    """

    name: str
    chapter: int
    title: str
    question: str
    given: Callable[[], dict] = dict
    parts: tuple[str, ...] = ()  # files of js_labs that its script needs besides its own
    controls: tuple[dict, ...] = ()
    settings: dict = field(default_factory=dict)  # where the controls start

    def config(self, **start) -> dict:
        """Return what JavaScript needs, with the starting settings replaced by those in `start`."""
        return {
            "lab": True,
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "given": self.given(),
            "controls": self.controls,
            "start": self.settings | start,
        }


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
            parts=("random",),
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
        Lab(
            name="long_way",
            chapter=14,
            title="A long way back.",
            question="With tanh: which spread lets the first layer have as large a δ as the last? "
            "Does a wider network need a larger one? What does ReLU need? "
            "Then take the sigmoid. What does it cost to get a δ through?",
            parts=("random",),
            controls=(
                control("depth", 2, 20, 1, whole=True),
                control("width", 1, 32, 1, whole=True),
                control("spread", 0.01, 3, 0.01, log=True),
                control("seed", 1, 99, 1, whole=True),
                {"name": "curve", "title": "Curve", "choices": ("sigmoid", "tanh", "relu")},
            ),
            settings={"depth": 12, "width": 30, "spread": 0.18, "seed": 1, "curve": "sigmoid"},
        ),
        Lab(
            name="step_back",
            chapter=16,
            title="Back, one number at a time.",
            question="Step back to the start. Which number is reached twice, and what does it have "
            "after the first time? Then write a computation in which one number is reached "
            "three times.",
            parts=("expression", "record"),
            controls=(
                {"name": "text", "limit": 120},
                {"name": "values", "limit": 200},
                control("step", 0, 40, 1, whole=True, buttons=True),
            ),
            settings={"text": "(u + v) * u", "values": "u = 3, v = 4", "step": 0},
        ),
    )
}


@cache
def joined(name: str) -> str:
    """Return the files of one lab one after another, without imports and exports: one scope."""
    own = ("shell", *LABS[name].parts, name)
    paths = [*(f"js/{part}.js" for part in SHARED), *(f"js_labs/{part}.js" for part in own)]
    text = "\n".join((HERE / path).read_text(encoding="utf-8") for path in paths)
    return re.sub(r"^(import .*;\n|export )", "", text, flags=re.MULTILINE)


def module(name: str) -> str:
    """Return the ES module that anywidget runs."""
    render = "const render = (shown) => renderWith(shown, mountWith(build));"
    return f"{joined(name)}\n{render}\nexport default {{ render }};\n"


def script(name: str) -> str:
    """Return the script of a page, which brings the figure of that name to life."""
    alive = f"mountEach('#explore-{name}[data-lab]', mount);"
    own = f"const mount = mountWith(build);\n{for_later(f'lab-{name}')}\n{alive}"
    return f"(() => {{\n{joined(name)}\n{own}\n}})();\n"


def styles() -> str:
    """Return the styles: the explorers' and their own."""
    return stylesheet() + (HERE / "labs.css").read_text(encoding="utf-8")


def figure(lab: Lab, config: dict) -> str:
    """Return the HTML of a page: a still of the start, which the script brings to life."""
    data = escape(json.dumps(config, ensure_ascii=False, separators=(",", ":")))
    picture = still(lab.name) if config == lab.config() else ""
    return (
        f'<figure class="backprop-explorer" id="explore-{lab.name}" data-lab="{data}">\n'
        f"<figcaption><strong>{escape(lab.title)}</strong> {escape(lab.question)}</figcaption>\n"
        f'<div class="bp-views">{picture}</div>\n</figure>'
    )
