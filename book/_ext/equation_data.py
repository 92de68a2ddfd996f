"""What a page shows of a cited equation or of a symbol pointed at: one script, loaded on request.

A classic script and no JSON, because pages opened from a folder may not fetch. It holds every
labeled equation of the book, the values of the running example, and where its map has which node.
"""

import json
import re
from hashlib import sha256
from pathlib import Path

from docutils import nodes

import running_values
from mathematics import BOXED, mathml
from plain_math import plain

NAME = "equation_data.js"
CIRCLE = re.compile(r'<g id="patch_\d+">\s*<path d="(M(?:[^"C]*C){8}[^"C]*)"')
# The equations that the running example is about: the document's, and the one of part two for the
# same six numbers. In the others a symbol stands for a layer, any depth, or another function.
RUNNING_TOO = ("deep-2",)
MAP = "<title>Map of the network:"


def read_equations(app) -> dict:
    """Return each labeled equation: its number, page, and MathML, whole even if it goes on.

    A line that begins with `=` is shown with the left side of the line that it continues.
    """
    found = {}
    numbers = app.env.get_domain("math").equations
    for page in sorted(app.env.found_docs):
        left = ""
        for block in app.env.get_doctree(page).findall(nodes.math_block):
            label, latex = block.get("label"), block.get("latex", "").strip()
            if not label or not latex:
                continue
            inner = BOXED.fullmatch(latex)
            whole = inner[1] if inner else latex
            if whole.startswith("="):
                whole = f"{left} {whole}"
            left = whole.rsplit(r"\implies", 1)[-1].split("=", 1)[0].strip()
            markup = mathml(whole, display=True)
            found[label] = {
                "number": numbers[label][1],
                "page": page.rsplit("/", 1)[-1],
                "math": markup,
                "words": plain(markup),
            } | ({"boxed": True} if inner else {})
    return found


def read_words(app) -> dict:
    """Return what each symbol is, in the words of the index of symbols."""
    found = {}
    for row in app.env.get_doctree("book/symbols").findall(nodes.row):
        symbol, code = (cell.astext() for cell in row[:2])
        if ", " in symbol:
            found[code] = symbol.split(", ", 1)[1]
    return found


def read_maps(app) -> dict:
    """Return for each page the nodes of its map: centers and radius in percent of the picture."""
    found = {}
    for page in sorted(app.env.found_docs):
        for image in app.env.get_doctree(page).findall(nodes.image):
            path = Path(app.srcdir, image["uri"])
            if path.suffix != ".svg" or not path.is_file():
                continue
            svg = path.read_text(encoding="utf-8")
            if MAP in svg:
                found[page.rsplit("/", 1)[-1]] = circles(svg)
                break
    return found


def circles(svg: str) -> dict:
    """Return the circles of a map by the names of its quantities, in the order it draws them."""
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    names, found = list(running_values.QUANTITIES), {}
    for name, path in zip(names, CIRCLE.findall(svg), strict=True):
        numbers = list(map(float, re.findall(r"-?[\d.]+", path)))
        xs, ys = numbers[::2], numbers[1::2]
        found[name] = [
            round(100 * (min(xs) + max(xs)) / 2 / width, 2),
            round(100 * (min(ys) + max(ys)) / 2 / height, 2),
            round(100 * (max(xs) - min(xs)) / width, 2),
        ]
    return found


def has_values(label: str) -> bool:
    """Tell whether the symbols of an equation have values in the running example."""
    return label.startswith("eq-") or label in RUNNING_TOO


def selector() -> str:
    """Return the same as a CSS selector."""
    return ", ".join(['[id^="equation-eq-"]', *(f"#equation-{label}" for label in RUNNING_TOO)])


def read_symbols(app, equations: dict) -> dict:
    """Return the symbols of the equations with values, by the text of their MathML."""
    words, found = read_words(app), {}
    shown = " ".join(e["math"] for label, e in equations.items() if has_values(label))
    for row in running_values.table():
        markup = mathml(row["latex"])
        inner = re.sub(r"^<math[^>]*>|</math>$", "", markup)
        if inner in shown:
            found[re.sub(r"<[^>]*>", "", inner)] = {
                "math": markup,
                "name": plain(markup),
                "code": row["code"],
                "value": row["value"],
                "nodes": row["nodes"],
                "words": words.get(row["code"]) or _rate(*row["nodes"]),
            }
    return found


def _rate(top: str, below: str) -> str:
    top, below = (plain(mathml(running_values.latex(name))) for name in (top, below))
    return f"the rate at which {top} follows {below}"


def write(app, env):
    """Write the script where Sphinx picks up static files; note its version."""
    equations = read_equations(app)
    data = {
        "equations": equations,
        "pages": {e["page"]: env.titles[f"book/{e['page']}"].astext() for e in equations.values()},
        "symbols": read_symbols(app, equations),
        "maps": read_maps(app),
    }
    text = f"window.equationData = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"
    folder(app).joinpath(NAME).write_text(text, encoding="utf-8")
    parts = sorted(Path(app.srcdir, "book/_static/equations").iterdir())
    whole = text.encode() + b"".join(part.read_bytes() for part in parts)
    app.equation_version = sha256(whole).hexdigest()[:8]


def folder(app) -> Path:
    """Return the folder of generated static files, which exists from the start of a build."""
    place = Path(app.doctreedir).parent / "equations_static"
    place.mkdir(parents=True, exist_ok=True)
    return place


def add_folder(app):
    """Let Sphinx copy what lies in the folder."""
    app.config.html_static_path.append(str(folder(app)))


def setup(app):
    """Connect: the data is written once all pages are read."""
    app.connect("builder-inited", add_folder)
    app.connect("env-updated", write)  # also when no page was read again
    return {"parallel_read_safe": True, "parallel_write_safe": True}
