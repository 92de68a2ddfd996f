"""The derivations as lines to put in order: what each line rests on, read off the chapters.

A line that begins with `=` goes on from the line above it. Any other line may stand wherever what
it rests on stands before it: the lines it cites, the definition of what it uses, and what was said
before about its left side. So every order that is logically right can be told from one that is not.

`python -m equation_prover.derivations` writes them where notebooks find them that are away from
the chapters, as in Colab; the site reads the chapters themselves.
"""

import json
import re
from functools import cache
from html import escape
from pathlib import Path

import nbformat
from lark import Tree
from math_core import LatexToMathML

from .claims import chain_after
from .parsing import as_latex
from .reading import Equation, read_notebook

FILE = Path(__file__).parents[1] / "backprop_lib" / "activities" / "derivations.json"
BOOK = Path(__file__).parents[1] / "book"
LONGEST = 8  # lines that a reader puts in order at a time
BOXED = re.compile(r"\\boxed\{(.*)\}", re.DOTALL)
CITED = re.compile(r"\[\([^)]*\)\]\(#([a-z]+-\d+)\)(?P<to>\s+to\s+(?=\[))?")
PIECES = re.compile(r"\$(?P<math>[^$]+)\$|`(?P<code>[^`]+)`|\[(?P<link>[^]]*)\]\([^)]*\)|\*+")


def derivations(folder: Path) -> dict[str, list[list[dict]]]:
    """Return each derivation by the name of its chapter, in parts that a reader puts in order."""
    found = {}
    for path in sorted(Path(folder).glob("[0-9][0-9]-*.ipynb")):
        equations = [e for e in read_notebook(path) if e.reason]
        if len(equations) >= 3 and len({e.reason for e in equations}) >= 2:
            words = _words(path)
            found[path.stem] = parts(equations, [words[e.label] for e in equations])
    return found


def parts(equations: list[Equation], words: list[str]) -> list[list[dict]]:
    """Return a derivation as parts of lines; `words` are what the chapter says above each line."""
    lines: list[dict] = []
    chain: list[Tree] = []
    lefts: list[Tree] = []
    ends: dict[int, str] = {}  # the last line of each chain, by the place of its left side
    defined: dict[str, str] = {}
    for index, (equation, text) in enumerate(zip(equations, words, strict=True)):
        tree, label = equation.tree, equation.label
        goes_on = tree.children[-1].data == "continuation"
        chain = chain_after(tree, chain)
        needs = {target: {"because": "cites"} for target in _cited(text, equations[:index])}
        needs |= {
            home: {
                "because": "uses",
                "what": _mathml(as_latex(name) if name != "sigma" else r"\sigma"),
            }
            for name, home in defined.items()
            if name in _names(tree)
        }
        if not goes_on and chain[0] in lefts:
            needs[ends[lefts.index(chain[0])]] = {"because": "left"}
        if goes_on:
            needs.pop(lines[-1]["label"], None)
        elif equation.reason == "Definition" and (name := _named(chain[0])):
            defined[name] = label
        lines.append(
            _line(equation, text)
            | {
                "after": lines[-1]["label"] if goes_on else None,
                "needs": [{"label": target} | why for target, why in needs.items()],
                "fresh": not goes_on and chain[0] not in lefts,
            }
        )
        if chain[0] not in lefts:
            lefts.append(chain[0])
        ends[lefts.index(chain[0])] = label
    return [_alone(part) for part in _cut(lines)]


def _line(equation: Equation, text: str) -> dict:
    inner = BOXED.fullmatch(equation.latex)
    return {
        "label": equation.label,
        "shown": equation.shown,
        "math": _mathml(inner[1] if inner else equation.latex, display=True),
        "boxed": bool(inner),
        "reason": equation.reason,
        "words": _html(text),
    }


def _cut(lines: list[dict]) -> list[list[dict]]:
    """Cut where the derivation turns to something new, so that each part is short enough."""
    if len(lines) <= LONGEST:
        return [lines]
    within = range(LONGEST, 1, -1)
    at = next((i for i in within if lines[i]["fresh"]), None)
    at = at or next((i for i in within if not lines[i]["after"]), LONGEST)
    return [lines[:at], *_cut(lines[at:])]


def _alone(part: list[dict]) -> list[dict]:
    """Drop what other parts show: it is known before the part begins."""
    labels = {line["label"] for line in part}
    return [
        {key: value for key, value in line.items() if key != "fresh"}
        | {"needs": [need for need in line["needs"] if need["label"] in labels]}
        for line in part
    ]


def _cited(text: str, before: list[Equation]) -> list[str]:
    """Return the labels of earlier lines that the words cite; "(42) to (46)" cites all between."""
    known = [equation.label for equation in before]
    found, start = [], None
    for match in CITED.finditer(text):
        label = match[1]
        if start in known and label in known:
            found += known[known.index(start) : known.index(label)]
        found.append(label)
        start = label if match["to"] else None
    return [label for label in dict.fromkeys(found) if label in known]


def _names(tree: Tree) -> set[str]:
    """Return what a line names: quantities, and `sigma`."""
    names = {str(name.children[0]) for name in tree.find_data("name")}
    return names | {"sigma" for _ in tree.find_data("sigma")}


def _named(left: Tree) -> str | None:
    """Return what a definition with this left side defines."""
    if left.data == "sigma":
        return "sigma"
    return str(left.children[0]) if left.data == "name" and len(left.children) == 1 else None


def _words(path: Path) -> dict[str, str]:
    """Return the paragraph above each labeled equation of a notebook, after its reason."""
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            for block in re.finditer(r"\$\$[^$]+\$\$ \(([a-z]+-\d+)\)", cell.source):
                above = cell.source[: block.start()].rstrip().split("\n\n")[-1]
                found[block[1]] = re.sub(r"^\*[^*]+\*\s*", "", above)
    return found


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML()


def _mathml(latex: str, display: bool = False) -> str:
    return _converter().convert_with_local_state(latex, displaystyle=display)


def _html(text: str) -> str:
    """Return Markdown of the book's kind as HTML, without its links."""
    parts, at = [], 0
    for piece in PIECES.finditer(text):
        parts.append(escape(text[at : piece.start()]))
        at = piece.end()
        if piece["math"]:
            parts.append(_mathml(piece["math"]))
        elif piece["code"]:
            parts.append(f"<code>{escape(piece['code'])}</code>")
        elif piece["link"]:
            parts.append(_html(piece["link"]))
    return " ".join("".join([*parts, escape(text[at:])]).split())


def as_json(folder: Path = BOOK) -> str:
    """Return what the file for notebooks should hold."""
    return json.dumps(derivations(folder), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(as_json(), encoding="utf-8")
    print(f"{FILE.name} is fresh")
