"""Matrix equations as blocks drawn to size: one cell for each number, so a shape can be seen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from .checks import at_least, whole_numbers
from .diagrams import LETTERS
from .drawing import WIDTH, Figure, draw, plain
from .palette import LIGHT

# name: (label, rows, columns, kind)
MATRICES = {
    "x": ("x", "n0", "m", "value"),
    "y": ("y", "n2", "m", "error"),
    "W1": ("W^{L-1}", "n1", "n0", "weight"),
    "b1": ("b^{L-1}", "n1", "1", "weight"),
    "z1": ("z^{L-1}", "n1", "m", "value"),
    "a1": ("a^{L-1}", "n1", "m", "value"),
    "W2": ("W^L", "n2", "n1", "weight"),
    "b2": ("b^L", "n2", "1", "weight"),
    "z2": ("z^L", "n2", "m", "value"),
    "a2": ("a^L", "n2", "m", "value"),
}
OPERATORS = {"@": "", "*": r"$\odot$", "+": "$+$", "-": "$-$", "=": "$=$"}
LOOSE = {"@": 0, "*": 0, "+": 1, "-": 1, "=": 2}  # how loosely each operator binds
SLOT, GAP, SPAN = 2.3, 1.1, 18.0  # in cells: least width of a block, of a gap, of the whole


@dataclass(frozen=True)
class _Block:
    """A matrix of the equation; `copies` is the width to which a lone column is repeated."""

    name: str
    label: str
    shape: tuple[int, int]
    kind: str
    copies: int = 0

    @property
    def width(self):
        return max(self.shape[1], self.copies, SLOT)


def shapes(
    equation: str,
    sizes: Sequence[int] = (2, 3, 2),
    m: int = 4,
    entry: tuple[int, int] | None = None,
) -> Figure:
    """Draw an equation such as ``"W1 @ x + b1 = z1"`` with a block of cells for each matrix.

    A column that is added to a wider matrix is drawn with dashed copies beside it.

    Parameters
    ----------
    equation : names joined by @ * + - = with spaces around them; ``a1.T`` is a transpose,
        ``dC0_dW2`` and ``dC_dW2`` are derivatives
    sizes, m : (n0, n1, n2), and the number of examples
    entry : (row, column) of one entry of the result, counted from 0: it and all cells that make
        it are filled

    Raises
    ------
    ValueError : an unknown name or operator, shapes that do not fit, a size below 1, or an entry
        that the result does not have
    TypeError : a size, or a number in `entry`, that is no whole number
    """
    words = equation.split()
    if len(words) % 2 == 0 or not set(words[1::2]) <= set(OPERATORS):
        raise ValueError(f"equation must be names joined by @ * + - =; got {equation!r}.")
    n0, n1, n2 = whole_numbers("sizes", sizes, "(n0, n1, n2)")
    lengths = {"n0": n0, "n1": n1, "n2": n2, "m": at_least(1, "m", m), "1": 1}
    found = {word: _block(word, lengths) for word in words[::2]}
    result = _shape(words, found)
    if entry is not None:
        row, column = whole_numbers("entry", entry, "(row, column)", least=0)
        if row >= result[0] or column >= result[1]:
            raise ValueError(f"entry must lie in the result, of shape {result}; got {entry}.")
    operators = ["", *words[1::2]]
    lit = [None] * len(operators) if entry is None else _lit(words, entry)
    blocks = [
        _block(word, lengths, result[1] if before in ("+", "-") else 0)
        for word, before in zip(words[::2], operators, strict=True)
    ]
    tall = max(block.shape[0] for block in blocks)
    fraction = any("frac" in block.label for block in blocks)
    total = sum(block.width for block in blocks) + GAP * (len(blocks) - 1)
    span = max(SPAN, total + 0.6)
    low, high = -tall / 2 - 1.4, tall / 2 + (2.4 if fraction else 1.6)

    def paint(axes):
        plain(axes)
        left = -total / 2
        for block, before, cells in zip(blocks, operators, lit, strict=True):
            center = left + block.width / 2
            _cells(axes, block, center, cells)
            style = {"ha": "center", "va": "center"}
            axes.text(left - GAP / 2, 0, OPERATORS.get(before, ""), fontsize=15, **style)
            axes.text(center, tall / 2 + (1.3 if fraction else 0.85), block.label,
                      fontsize=LETTERS, color=LIGHT[block.kind], **style)  # fmt: skip
            axes.text(center, -tall / 2 - 0.8, f"({block.shape[0]}, {block.shape[1]})",
                      fontsize=11, color=LIGHT["muted"], **style)  # fmt: skip
            left += block.width + GAP
        axes.set(xlim=(-span / 2, span / 2), ylim=(low, high))

    return draw(paint, _alt(equation, blocks, entry), height=(high - low) / span * WIDTH)


def _block(word, lengths, m_result=0):
    base = word.removesuffix(".T")
    name = re.sub(r"^dC0?_d", "", base)
    if name not in MATRICES:
        raise ValueError(f"equation must name {', '.join(MATRICES)}; got {word!r}.")
    label, rows, columns, kind = MATRICES[name]
    if name != base:
        cost, kind = ("C_0" if base.startswith("dC0") else "C"), "slope"
        label = rf"\dfrac{{\partial {cost}}}{{\partial {label}}}"
    shape = lengths[rows], lengths[columns]
    if word != base:
        label, shape = (rf"({label})" if "^" in label else label) + r"^\top", shape[::-1]
    repeated = shape[1] == 1 and m_result > 1
    return _Block(word, f"${label}$", shape, kind, copies=m_result if repeated else 0)


def _shape(words, found):
    """Return the shape of the expression `words`: split at the operator that binds loosest."""
    i = _split(words)
    if i is None:
        return found[words[0]].shape
    left, right = _shape(words[:i], found), _shape(words[i + 1 :], found)
    if not _fits(words[i], left, right):
        raise ValueError(f"{' '.join(words)} does not fit: {left} {words[i]} {right}.")
    return (left[0], right[1]) if words[i] == "@" else left


def _split(words):
    """Return the place of the loosest operator, of equals the last; None for a lone name."""
    return max(range(1, len(words), 2), key=lambda i: (LOOSE[words[i]], i), default=None)


def _fits(operator, left, right):
    if operator == "@":
        return left[1] == right[0]
    return left == right or (operator in "+-" and right == (left[0], 1))


def _lit(words, cells):
    """Tell for each name which of its cells make `cells` of the expression `words`.

    Cells are a (row, column); None stands for every row, or every column.
    """
    i = _split(words)
    if i is None:
        return [cells]
    row, column = cells
    left, right = ((row, None), (None, column)) if words[i] == "@" else (cells, cells)
    return _lit(words[:i], left) + _lit(words[i + 1 :], right)


def _meets(lit, j, k, columns):
    row, column = lit  # a lone column is in every column of a sum
    return row in (None, j) and (column in (None, k) or (columns == 1 and k == 0))


def _cells(axes, block, center, lit):
    rows, columns = block.shape
    left = center - max(columns, block.copies) / 2
    for j in range(rows):
        for k in range(max(columns, block.copies)):
            copy = k >= columns
            filled = not copy if lit is None else _meets(lit, j, k, columns)
            axes.add_patch(Rectangle(
                (left + k, rows / 2 - 1 - j), 1, 1, linewidth=1.1, zorder=2 if copy else 3,
                facecolor=LIGHT[f"{block.kind}_fill" if filled else "card"],
                edgecolor=LIGHT["muted" if copy else block.kind],
                linestyle=(0, (2, 2)) if copy else "-"))  # fmt: skip


def _alt(equation, blocks, entry) -> str:
    words = [
        f"The equation {equation} as blocks of cells:",
        ", ".join(f"{b.name} has shape {b.shape}" for b in blocks) + ".",
    ]
    words += [f"The column {b.name} is repeated {b.copies} times." for b in blocks if b.copies]
    if entry is not None:
        words.append(
            f"Filled: the entry in row {entry[0] + 1}, column {entry[1] + 1} of the "
            "result, and every cell that goes into it."
        )
    return " ".join(words)
