"""Matrix equations as blocks drawn to size: one cell for each number, so a shape can be seen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

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
    ValueError : an unknown name or operator, or shapes that do not fit
    """
    words = equation.split()
    if len(words) % 2 == 0 or not set(words[1::2]) <= set(OPERATORS):
        raise ValueError(f"equation must be names joined by @ * + - =; got {equation!r}.")
    lengths = dict(zip(("n0", "n1", "n2"), sizes, strict=True)) | {"m": m, "1": 1}
    found = {word: _block(word, lengths) for word in words[::2]}
    m_result = _shape(words, found)[1]
    operators = ["", *words[1::2], ""]
    blocks = [
        _block(word, lengths, m_result if before in ("+", "-") else 0)
        for word, before in zip(words[::2], operators[:-1], strict=True)
    ]
    tall = max(block.shape[0] for block in blocks)
    fraction = any("frac" in block.label for block in blocks)
    total = sum(block.width for block in blocks) + GAP * (len(blocks) - 1)
    span = max(SPAN, total + 0.6)
    low, high = -tall / 2 - 1.4, tall / 2 + (2.4 if fraction else 1.6)

    def paint(axes):
        plain(axes)
        left = -total / 2
        for block, before, after in zip(blocks, operators[:-1], operators[1:], strict=True):
            center = left + block.width / 2
            _cells(axes, block, center, _lit(entry, before, after))
            style = {"ha": "center", "va": "center"}
            axes.text(left - GAP / 2, 0, OPERATORS.get(before, ""), fontsize=15, **style)
            axes.text(center, tall / 2 + (1.3 if fraction else 0.85), block.label,
                      fontsize=18 if fraction else 15, color=LIGHT[block.kind],
                      **style)  # fmt: skip
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
        label = rf"\frac{{\partial {cost}}}{{\partial {label}}}"
    shape = lengths[rows], lengths[columns]
    if word != base:
        label, shape = (rf"({label})" if "^" in label else label) + r"^\top", shape[::-1]
    repeated = shape[1] == 1 and m_result > 1
    return _Block(word, f"${label}$", shape, kind, copies=m_result if repeated else 0)


def _shape(words, found):
    """Return the shape of the expression `words`: split at the operator that binds loosest."""
    for level in ("=", "+-", "@*"):
        for i in reversed(range(1, len(words), 2)):
            if words[i] in level:
                left, right = _shape(words[:i], found), _shape(words[i + 1 :], found)
                if not _fits(words[i], left, right):
                    raise ValueError(f"{' '.join(words)} does not fit: {left} {words[i]} {right}.")
                return (left[0], right[1]) if words[i] == "@" else left
    return found[words[0]].shape


def _fits(operator, left, right):
    if operator == "@":
        return left[1] == right[0]
    return left == right or (operator in "+-" and right == (left[0], 1))


def _lit(entry, before, after):
    """Tell which cells to fill, as (row, column); None stands for all of a row or column."""
    if entry is None:
        return None
    row, column = entry
    return (None if before == "@" else row), (None if after == "@" else column)


def _meets(lit, j, k, copies):
    row, column = lit
    return row in (None, j) and (column in (None, k) or (copies > 0 and k == 0))


def _cells(axes, block, center, lit):
    rows, columns = block.shape
    left = center - max(columns, block.copies) / 2
    for j in range(rows):
        for k in range(max(columns, block.copies)):
            copy = k >= columns
            filled = not copy if lit is None else _meets(lit, j, k, block.copies)
            axes.add_patch(Rectangle(
                (left + k, rows / 2 - 1 - j), 1, 1, linewidth=1.1, zorder=2 if copy else 3,
                facecolor=LIGHT[f"{block.kind}_fill" if filled else "card"],
                edgecolor=LIGHT["muted" if copy else block.kind],
                linestyle=(0, (2, 2)) if copy else "-"))  # fmt: skip


def _alt(equation, blocks, entry) -> str:
    words = [f"The equation {equation} as blocks of cells:",
             ", ".join(f"{b.name} has shape {b.shape}" for b in blocks) + "."]  # fmt: skip
    words += [f"The column {b.name} is repeated {b.copies} times." for b in blocks if b.copies]
    if entry is not None:
        words.append(f"Filled: the entry in row {entry[0] + 1}, column {entry[1] + 1} of the "
                     "result, and every cell that goes into it.")  # fmt: skip
    return " ".join(words)
