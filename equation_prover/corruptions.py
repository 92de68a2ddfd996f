"""Spoil equations on purpose, in every systematic way, to see whether the prover notices.

A corruption is made in the LaTeX, at a place found in the parse tree, so the whole way from
reader to verdict is put to the test.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lark import Token, Tree

from .parsing import parse_with_positions
from .reading import Equation, EquationError
from .verdicts import examine
from .witness import Numeric

Edit = tuple[int, int, str]  # replace latex[start:end] by this text


@dataclass(frozen=True)
class Corruption:
    """A spoiled equation: what was done to it, and its LaTeX now."""

    equation: Equation
    kind: str
    latex: str

    def __str__(self):
        return f"{self.equation.shown} {self.kind}: {self.latex}"


@dataclass(frozen=True)
class Outcome:
    """Who rejected a corruption: "reader", "form", "witness", "proof", or None (an identity)."""

    corruption: Corruption
    stage: str | None


def corruptions(
    equation: Equation,
    reader: Callable[[str], Tree] = parse_with_positions,
    swaps: dict | None = None,
) -> list[Corruption]:
    """Return every corruption of one equation, each different text once.

    reader, swaps : another language than that of the 55, and what to exchange in it
    """
    latex = equation.latex
    seen = {"".join(latex.split())}
    found = []
    for kind, edits in _edits(latex, reader(latex), swaps or SWAPS):
        spoiled = latex
        for start, end, text in sorted(edits, reverse=True):
            spoiled = spoiled[:start] + text + spoiled[end:]
        key = "".join(spoiled.split())
        if key not in seen:
            seen.add(key)
            found.append(Corruption(equation, kind, spoiled))
    return found


def judge(corruption: Corruption, book: list[Equation], on: Sequence[Numeric]) -> Outcome:
    """Put the corrupted equation in its place in the book and examine what depends on it.

    That is the equation itself, the lines that continue it, and the box that holds its result.
    """
    equation = corruption.equation
    spoiled = replace(equation, latex=corruption.latex)
    book = [spoiled if other == equation else other for other in book]
    try:
        numbers = _that_depend_on(equation, book)
        verdicts = examine(book[: max(numbers)], on, only=numbers)
    except EquationError:
        return Outcome(corruption, "reader")
    return Outcome(corruption, next((v.stage for v in verdicts if not v.proved), None))


def _that_depend_on(equation: Equation, book: list[Equation]) -> set[int]:
    numbers = {equation.number}
    for other in book[equation.number :]:
        if not other.latex.startswith(("=", r"\boxed")):
            break
        numbers.add(other.number)
    return numbers


def _edits(latex: str, tree: Tree, swaps: dict) -> Iterator[tuple[str, list[Edit]]]:
    """Yield each kind of corruption with the edits that make it."""

    def text(part):
        return latex[slice(*_span(part))]

    for node in tree.iter_subtrees_topdown():
        for kind, edit in _at(node, text):
            boxed = kind == "drop a factor" and tree.data == "boxed"
            yield f"{kind} in the box" if boxed else kind, [edit]
    yield from _swaps(latex, swaps)
    relation = tree.children[-1]
    right = relation.children[-1]
    yield "flip the sign of the right side", [(*_span(right), f"-({text(right)})")]
    if relation.data == "relation":
        yield "say the left side twice", [(*_span(right), text(relation.children[0]))]


def _at(node: Tree, text) -> Iterator[tuple[str, Edit]]:
    """Yield what can be done to one node of the tree."""
    start, end = _span(node)
    children = node.children
    if node.data in ("add", "subtract"):
        left, sign, right = children
        yield "flip a sign", (*_span(sign), "-" if sign == "+" else "+")
        yield "drop a term", (start, end, text(left))
        yield "drop a term", (start, end, text(right) if sign == "+" else f"-{text(right)}")
    elif node.data == "negative":
        yield "flip a sign", (*_span(children[0]), "")
    elif node.data == "exponent" and "".join(map(str, children)).lstrip("-").isdigit():
        yield from _other_exponents("".join(map(str, children)), (start, end))
    elif node.data in ("product", "elementwise"):
        for gone in range(len(children)):
            rest = [text(child) for child in children[:gone] + children[gone + 1 :]]
            joint = r" \odot " if node.data == "elementwise" else r" \cdot "
            yield "drop a factor", (start, end, joint.join(rest))
    elif node.data == "fraction":
        top, bottom = map(text, children)
        yield "drop the bar of a fraction", (start, end, rf"({top}) \cdot ({bottom})")
        yield "drop the top of a fraction", (start, end, rf"({bottom})")
        yield "drop the bottom of a fraction", (start, end, rf"({top})")
        yield "turn a fraction over", (start, end, rf"\frac{{{bottom}}}{{{top}}}")
    elif node.data == "derivative":
        top, bottom = re.findall(r"^\\frac\{(.*)\}\{(.*)\}$", text(node), re.DOTALL)[0]
        yield "drop the bar of a derivative", (start, end, f"{top} {bottom}")
        yield "turn a derivative over", (start, end, rf"\frac{{{bottom}}}{{{top}}}")
    elif node.data == "rate_of":
        yield "do not differentiate", (start, end, text(children[-1]))
    elif node.data == "exponential":
        yield "drop an exponential", (start, end, "1")
    elif node.data == "transpose":
        yield "drop a transpose", (start, end, text(children[0]))
    elif node.data == "sigma":
        yield "drop a sigma", (start, end, f"({text(children[0])})")


def _other_exponents(written: str, span: tuple[int, int]) -> Iterator[tuple[str, Edit]]:
    exponent = int(written)
    for other in sorted({exponent - 1, exponent + 1, -exponent}):
        yield "change an exponent", (*span, f"{{{other}}}")


# Each kind of swap: a pattern for one place, and what to write there instead.
SWAPS = {
    "swap L and L-1": (r"\^L(?![A-Za-z])|\^\{L-1\}", {"^L": "^{L-1}", "^{L-1}": "^L"}),
    "swap a and z": (r"(?<![A-Zabce-z\\])[az](?![a-z])", {"a": "z", "z": "a"}),
    "swap W and b": (r"(?<![A-Za-z\\])[Wb]", {"W": "b", "b": "W"}),
    "swap x and y": (r"(?<![A-Za-z\\])[xy]", {"x": "y", "y": "x"}),
    "swap a and sigma(z)": (
        r"(?<![A-Za-z\\])a\^(?:L|\{L-1\})|\\sigma\(z\^(?:L|\{L-1\})\)",
        {
            "a^L": r"\sigma(z^L)",
            "a^{L-1}": r"\sigma(z^{L-1})",
            r"\sigma(z^L)": "a^L",
            r"\sigma(z^{L-1})": "a^{L-1}",
        },
    ),
}


def _swaps(latex: str, swaps: dict) -> Iterator[tuple[str, list[Edit]]]:
    """Swap at one place, at each in turn, and then at all places at once."""
    for kind, (pattern, other) in swaps.items():
        edits = [(*m.span(), other[m.group()]) for m in re.finditer(pattern, latex)]
        for edit in edits:
            yield kind, [edit]
        if len(edits) > 1:
            yield kind, edits


def _span(part: Tree | Token) -> tuple[int, int]:
    place: Any = part if isinstance(part, Token) else part.meta
    return place.start_pos, place.end_pos
