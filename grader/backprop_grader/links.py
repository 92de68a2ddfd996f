"""Where the book says it: the address of an exercise, and of an equation.

Which page has what stands in addresses.json, which `make notebooks` writes.
"""

import functools
import html
import json
import re
from pathlib import Path

from backprop_lib.exercises import Exercise

FAMILIES = {"": "eq", "V": "vec", "D": "deep"}


def exercise_address(book: str, exercise: Exercise) -> str:
    """Return where an exercise of the book stands; empty if that is not known."""
    page = _addresses()["chapters"].get(str(exercise.chapter)) if book else None
    if page is None:
        return ""
    heading = f"exercise {exercise.id} {exercise.title}".lower()
    anchor = re.sub(r"[^a-z0-9]+", "-", heading).strip("-")
    return f"{book.rstrip('/')}/book/{page}.html#{anchor}"


def equation_address(book: str, number: str) -> str:
    """Return where an equation stands, such as "28" or "V12"; empty if that is not known."""
    family = number.rstrip("0123456789")
    label = f"{FAMILIES[family]}-{number.removeprefix(family)}"
    page = _addresses()["equations"].get(label) if book else None
    return f"{book.rstrip('/')}/book/{page}.html#equation-{label}" if page else ""


def linked(text: str, book: str) -> str:
    """Return text as HTML; where it says "equation (28)", the number is a link into the book."""

    def link(match):
        address = equation_address(book, match[2])
        if not address:
            return match[0]
        return f'{match[1]}<a href="{html.escape(address)}">({match[2]})</a>'

    return re.sub(r"(equation )\(([VD]?[1-9]\d?)\)", link, html.escape(text))


@functools.cache
def _addresses() -> dict[str, dict[str, str]]:
    return json.loads(Path(__file__).with_name("addresses.json").read_text(encoding="utf-8"))
