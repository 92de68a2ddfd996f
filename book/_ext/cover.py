"""The cover shows in three stills how an exercise is done in the page.

They are a real exercise, a real mistake, and what `check` says of both: computed when the site is
built, as text, so that they follow the theme, the width and the catalog.
"""

import sys
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from backprop_lib.exercises import EXERCISES, assess

PLACE = '<div id="three-stills"></div>'
EXERCISE = "6.2"
MISTAKEN = "def slope_from_activation(a2):\n    return a2 * (1 + a2)"
RIGHT = "def slope_from_activation(a2):\n    return a2 * (1 - a2)"


def verdict(source: str) -> str:
    """Return what `check` says of an answer."""
    names: dict = {}
    exec(source, names)
    return assess(EXERCISE, names[EXERCISES[EXERCISE].name]).text


def stills() -> str:
    """Return the three stills as a list."""
    steps = [
        ("Write your answer into the page.", MISTAKEN, "code"),
        ("Press <strong>Check</strong>. A mistake hears what it is.", verdict(MISTAKEN), "says"),
        ("Change it, and check again.", f"{RIGHT}\n\n{verdict(RIGHT)}", "says"),
    ]
    items = "".join(
        f'<li><p>{words}</p><pre class="{kind}">{escape(text.strip())}</pre></li>\n'
        for words, text, kind in steps
    )
    return f'<ol class="stills">\n{items}</ol>\n'


def fill(app, pagename, templatename, context, doctree):
    """Put them in their place."""
    if pagename == app.config.root_doc and "body" in context:
        context["body"] = context["body"].replace(PLACE, stills())
        app.add_css_file("cover.css")


def setup(app):
    """Run on the cover."""
    app.connect("html-page-context", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
