"""The explorers as text: the JavaScript in one piece, the styles, and the figure of a page."""

import json
import re
from functools import cache
from html import escape
from pathlib import Path

from .catalog import Spec

HERE = Path(__file__).parent
PARTS = ("model", "names", "drawing", "handle", "network", "curve", "factors", "chain", "layers",
         "landscape", "controls", "settings", "store", "explorer", "jupyter", "page")  # fmt: skip


@cache
def joined() -> str:
    """Return the files of js/ one after another, without their imports and exports: one scope."""
    text = "\n".join((HERE / f"js/{name}.js").read_text(encoding="utf-8") for name in PARTS)
    return re.sub(r"^(import .*;\n|export )", "", text, flags=re.MULTILINE)


def module() -> str:
    """Return the ES module that anywidget runs."""
    return f"{joined()}\nexport default {{ render }};\n"


def script() -> str:
    """Return the script of a page. Not a module: browsers refuse those from a file:// address.

    It leaves `bookExplorers` for a page that shows more of them later.
    """
    return f"(() => {{\n{joined()}\n{for_later('explorers')}\nmountAll();\n}})();\n"


def for_later(name: str) -> str:
    """Return the line that leaves one script's functions for a page that shows more later."""
    return f"(window.bookExplorers ??= {{}})['{name}'] = {{ mount, copied, called }};"


def stylesheet() -> str:
    """Return the styles of the explorers."""
    return (HERE / "explorer.css").read_text(encoding="utf-8")


def still(name: str) -> str:
    """Return the SVG of an explorer in its starting state, made by tools/explorer_stills.py."""
    path = HERE / f"stills/{name}.html"
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def figure(spec: Spec, config: dict) -> str:
    """Return the HTML that shows the starting state, and that the page's script brings to life."""
    data = escape(json.dumps(config, ensure_ascii=False, separators=(",", ":")))
    picture = still(spec.name) if config == spec.config() else ""
    return (
        f'<figure class="backprop-explorer" id="explore-{spec.name}" data-explorer="{data}">\n'
        f"<figcaption><strong>{escape(spec.title)}</strong> {escape(spec.question)}</figcaption>\n"
        f'<div class="bp-views">{picture}</div>\n</figure>'
    )
