r"""Read the labeled equations out of the chapters, with the reason that stands above each.

In a Markdown cell an equation looks like this, with a blank line before and after:

    *Power rule.* Bring the exponent down and lower it by one.

    $$
    \frac{d\sigma}{dz} = ...
    $$ (eq-14)
"""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from lark import Tree

from . import beyond_language
from .language import LatexError
from .parsing import parse

REASONS = (
    "Definition", "Chain rule", "Power rule", "Sum rule", "Constant factor",
    "Derivative of a constant", "Derivative of the exponential", "Algebra", "Substitution",
    "Result",
)  # fmt: skip
LAST = {"eq": 55, "vec": 17, "deep": 36}
PREFIX = {"eq": "", "vec": "V", "deep": "D"}

CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r"^# +(.+?) *$", re.MULTILINE)
BLOCK = re.compile(r"\$\$(?P<latex>.*?)\$\$(?P<after>[^\n]*)", re.DOTALL)
LABEL = re.compile(r"\s*\((?P<family>eq|vec|deep)-(?P<number>[1-9]\d*)\)\s*")
REASON = re.compile(r"\*(?P<rule>[^*\n]+?)\.\*(?!\*)")


class EquationError(ValueError):
    """Something is wrong with an equation in a notebook. Names notebook, cell and equation."""

    def __init__(self, problem: str, notebook: str, cell: int | None = None, equation: str = ""):
        where = ", ".join(
            part for part in (notebook, f"cell {cell}" if cell else "", equation) if part
        )
        super().__init__(f"{where}: {problem}")
        self.notebook, self.cell, self.equation = notebook, cell, equation


@dataclass(frozen=True)
class Equation:
    """One labeled equation. `cell` counts from 1; `family` is "eq", "vec" or "deep"."""

    notebook: str
    cell: int
    family: str
    number: int
    latex: str
    reason: str

    @property
    def label(self) -> str:
        """The anchor, such as eq-24."""
        return f"{self.family}-{self.number}"

    @property
    def shown(self) -> str:
        """The number as readers see it: (24), (V3) for a vector form, (D7) beyond the document."""
        return f"({PREFIX[self.family]}{self.number})"

    @property
    def tree(self) -> Tree:
        """The equation as a tree, or an EquationError."""
        try:
            return (beyond_language.parse if self.family == "deep" else parse)(self.latex)
        except LatexError as error:
            raise EquationError(str(error), self.notebook, self.cell, self.label) from None


def read_book(folder: Path) -> tuple[list[Equation], list[Equation]]:
    """Return the document's equations and the vector forms of all notebooks in `folder`.

    Raises an EquationError for a number that is missing, doubled or out of order, for a missing
    or unknown reason, and for LaTeX that cannot be read.
    """
    labeled, end = _labeled(folder)
    return _family("eq", labeled, end), _family("vec", labeled, end)


def read_beyond(folder: Path) -> list[Equation]:
    """Return the equations beyond the document, (D1) and so on, or none if there are none.

    Raises what `read_book` raises.
    """
    return _family("deep", *_labeled(folder), may_be_none=True)


def _labeled(folder: Path) -> tuple[list[Equation], str]:
    """Return the labeled equations of all families, and the name of the last notebook."""
    notebooks = sorted(Path(folder).glob("[0-9][0-9]-*.ipynb"))
    if not notebooks:
        raise EquationError(
            "no chapters here (expected notebooks named like 02-name.ipynb)", str(folder)
        )
    labeled = [equation for path in notebooks for equation in read_notebook(path)]
    return labeled, notebooks[-1].name


def _family(
    family: str, labeled: list[Equation], end: str, may_be_none: bool = False
) -> list[Equation]:
    members = [equation for equation in labeled if equation.family == family]
    if members or not may_be_none:
        _numbers_run_from_one_to(LAST[family], family, members, end)
    return members


def read_notebook(path: Path) -> list[Equation]:
    """Return the labeled equations of one notebook, in order, all of them readable."""
    path = Path(path)
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception as error:  # nbformat passes on whatever json, the schema or the disk raise
        raise EquationError(f"not a notebook ({error})", path.name) from error
    return [
        equation
        for index, cell in enumerate(cells, start=1)
        if cell.cell_type == "markdown"
        for equation in read_cell(cell.source, path.name, index)
    ]


def read_title(path: Path) -> str:
    """Return the text of a notebook's first heading, or the file's name if it has none."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and (title := TITLE.search(cell.source)):
            return title[1]
    return Path(path).stem


def read_cell(source: str, notebook: str, cell: int) -> list[Equation]:
    """Return the labeled equations of one Markdown cell."""
    source = CODE.sub("", source)
    if source.count("$$") % 2:
        raise EquationError("a $$ is opened but not closed", notebook, cell)
    found = []
    for block in BLOCK.finditer(source):
        rule = _reason_above(source[: block.start()])
        label = LABEL.fullmatch(block["after"])
        if label is None:
            if rule in REASONS or block["after"].lstrip().startswith("("):
                raise EquationError(_no_number(block, rule), notebook, cell)
            continue  # a display with neither reason nor label is not a numbered equation
        family, number = label["family"], int(label["number"])
        equation = Equation(notebook, cell, family, number, block["latex"].strip(), rule or "")
        if family == "eq":
            _check_reason(equation)
        _ = equation.tree  # unreadable LaTeX is an error here, where its place is known
        found.append(equation)
    return found


def _reason_above(text: str) -> str | None:
    paragraph = re.split(r"\n[ \t]*\n", text.rstrip())[-1].strip()
    match = REASON.match(paragraph)
    return match["rule"] if match else None


def _no_number(block: re.Match, rule: str | None) -> str:
    shown = " ".join(block["latex"].split())[:40]
    return (
        f"missing number: {rule or 'the equation'} '{shown}' should end in '$$ (eq-N)', "
        f"not '$${block['after']}'"
    )


def _check_reason(equation: Equation) -> None:
    if not equation.reason:
        problem = "missing reason: the paragraph above must begin with one, such as *Chain rule.*"
    elif equation.reason not in REASONS:
        problem = f"unknown reason {equation.reason!r}; the reasons are {', '.join(REASONS)}"
    else:
        return
    raise EquationError(problem, equation.notebook, equation.cell, equation.label)


def _numbers_run_from_one_to(last: int, family: str, equations: list[Equation], end: str) -> None:
    seen: dict[int, Equation] = {}
    for expected, equation in enumerate(equations, start=1):
        number = equation.number
        if number in seen:
            first = seen[number]
            problem = f"doubled number, first used in {first.notebook}, cell {first.cell}"
        elif number > last:
            problem = f"number out of range: the last one is {last}"
        elif all(e.number != expected for e in equations):
            problem = f"missing number: {family}-{expected} should come before it"
        elif number != expected:
            problem = f"number out of order: {family}-{expected} should come here"
        else:
            seen[number] = equation
            continue
        raise EquationError(problem, equation.notebook, equation.cell, equation.label)
    if len(equations) < last:
        missing = f"{family}-{len(equations) + 1}"
        raise EquationError("missing number: the book ends before it", end, None, missing)
