"""The activities as text: their HTML, which the page's script and the notebook bring to life."""

import json
import re
from functools import cache
from html import escape
from pathlib import Path

from .predictions import Field, fields

HERE = Path(__file__).parent
IMPORTS = re.compile(r"^(import .*;\n|export )", re.MULTILINE)
COMMENTS = re.compile(r"^ *(/\*\*.*\*/|//.*)\n|^ +", re.MULTILINE)  # not sent to readers


@cache
def derivations() -> dict[str, list[list[dict]]]:
    """Return the lines of every derivation; the prover reads them off the chapters."""
    return json.loads((HERE / "derivations.json").read_text(encoding="utf-8"))


def parts(chapter: int) -> list[list[dict]]:
    """Return the derivation of a chapter, or a ValueError if it has none."""
    for name, found in derivations().items():
        if name.startswith(f"{chapter:02}-"):
            return found
    known = ", ".join(str(int(name[:2])) for name in derivations())
    raise ValueError(f"chapter must be one with a derivation, {known}; got {chapter}.")


def html(kind: str, chapter: int) -> str:
    """Return an activity before it comes to life: `kind` is "predict", "compare" or "order"."""
    if not isinstance(chapter, int) or isinstance(chapter, bool):
        raise TypeError(f"chapter must be a whole number; got {chapter!r}.")
    if chapter < 1:
        raise ValueError(f"chapter must be 1 or more; got {chapter}.")
    inside = {"predict": _predict, "compare": _compare, "order": _order}[kind](chapter)
    names = {
        "predict": "Your prediction",
        "compare": "What you predicted",
        "order": "Put the derivation in order",
    }
    return (
        f'<div class="bp-activity bp-{kind}" id="{kind}-{chapter}" role="group" '
        f'aria-label="{names[kind]}" data-activity="{kind}" data-chapter="{chapter}">'
        f"\n{inside}\n</div>"
    )


def words(kind: str, chapter: int) -> str:
    """Return the same in plain words, for where no HTML is shown."""
    asked = "; ".join(field.asks for field in fields(chapter))
    return {
        "predict": f"Your prediction: {asked}?",
        "compare": "Compare with your prediction.",
        "order": "Put the derivation in order. This needs a page, or a notebook with anywidget.",
    }[kind]


def _predict(chapter: int) -> str:
    rows = "\n".join(_field(field, f"predict-{chapter}-{field.name}") for field in fields(chapter))
    return f'{rows}\n<p class="bp-said" role="status">Write your prediction down, then read on.</p>'


def _field(field: Field, name: str) -> str:
    asks = escape(field.asks)
    if field.choices:
        options = "".join(
            f'<label><input type="radio" name="{name}" value="{choice}"> {choice}</label>'
            for choice in map(escape, field.choices)
        )
        return f'<fieldset data-field="{field.name}"><legend>{asks}</legend>{options}</fieldset>'
    kind = ' inputmode="decimal" class="bp-number"' if field.number else ""
    return (
        f'<p data-field="{field.name}"><label for="{name}">{asks}</label> '
        f'<input type="text" id="{name}" autocomplete="off"{kind}></p>'
    )


def _compare(chapter: int) -> str:
    rows = "".join(
        f'<li data-field="{field.name}">{escape(field.asks)}: <b>not written</b></li>'
        for field in fields(chapter)
    )
    return f"<p>You predicted:</p>\n<ul>{rows}</ul>"


def _order(chapter: int) -> str:
    found = parts(chapter)
    how = "" if len(found) == 1 else f", in {len(found)} parts"
    return (
        f"<p><strong>Exercise {chapter}.0: Put the derivation in order.</strong> "
        f"Here are the lines of this derivation, shuffled{how}. Put them in order and give each "
        "its reason. Sometimes more than one order is right.</p>\n"
        '<p><button type="button" class="bp-start">Start</button> '
        '<span class="bp-state" role="status"></span></p>'
    )


@cache
def _joined(*names: str) -> str:
    text = "\n".join((HERE / f"js/{name}.js").read_text(encoding="utf-8") for name in names)
    return COMMENTS.sub("", IMPORTS.sub("", text))


def module() -> str:
    """Return the ES module that anywidget runs."""
    parts = _joined("store", "predict", "judge", "order", "jupyter")
    return f"{parts}\nexport default {{ render }};\n"


def script() -> str:
    """Return the script of a page. No module: browsers refuse those from a file:// address."""
    return f"(() => {{\n{_joined('store', 'predict', 'page')}\nmountAll();\n}})();\n"


def order_script() -> str:
    """Return what a page loads once its reader starts to put lines in order."""
    inside = _joined("judge", "order")
    return f"window.bookOrder = (() => {{\n{inside}\nreturn mountOrder;\n}})();\n"


def page_stylesheet(name: str) -> str:
    """Return styles for a page of the book, which has the colors itself."""
    own = re.sub(r"^ +--bp-.*\n|^/\*.*\*/\n", "", stylesheet(name), flags=re.MULTILINE)
    return own.replace("--bp-", "--")


def stylesheet(*names: str) -> str:
    """Return the styles of the activities, "activities", and of what orders lines, "order"."""
    return "".join((HERE / f"{name}.css").read_text(encoding="utf-8") for name in names)
