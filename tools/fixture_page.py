"""A page with every explorer on it, as the website has them, for what needs no book."""

from backprop_lib.explorers import labs
from backprop_lib.explorers.catalog import EXPLORERS
from backprop_lib.explorers.page import figure, script, stylesheet

# The voice waits until nothing moves; where that is not what is tested, it need not.
SPEAK_AT_ONCE = """() => {
    const later = window.setTimeout;
    window.setTimeout = (what) => later(what, 0);
}"""


def all_explorers(theme: str = "light", live: bool = True, names=tuple(EXPLORERS)) -> str:
    """Return the HTML; `live` False leaves the script out, as for a reader without JavaScript."""
    specs = [EXPLORERS[name] for name in names]
    figures = "\n".join(figure(spec, spec.config()) for spec in specs)
    return _page(figures, stylesheet(), script() if live else "", theme)


def one_lab(name: str, theme: str = "light", live: bool = True) -> str:
    """Return the HTML of a page with one of the larger interactives."""
    lab = labs.LABS[name]
    text = labs.script(name) if live else ""
    return _page(labs.figure(lab, lab.config()), labs.styles(), text, theme)


def _page(figures: str, styles: str, text: str, theme: str) -> str:
    ground = "#121212" if theme == "dark" else "#ffffff"
    ink = "#ffffff" if theme == "dark" else "#000000"
    return (
        f'<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Explorers</title><style>body{{margin:12px;font-family:sans-serif;"
        f"background:{ground}}}h1{{color:{ink}}}{styles}</style></head>"
        f"<body><main><h1>Explorers</h1>{figures}</main>"
        f"<script>{text}</script></body></html>"
    )


def settle(page):
    """Wait until the frame that shows the latest change has been drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def shown(figure):
    """Return what a reader sees of an explorer's state: its drawings and numbers."""
    return figure.locator(".bp-views").inner_html() + figure.locator(".bp-readout").inner_html()
