"""Write the page "The equations beyond the document" from what was found out about them."""

from itertools import groupby
from pathlib import Path

from .beyond import WORLDS, Finding
from .ledger import STAGE_NAMES
from .reading import read_title
from .study import Study
from .witness import DIGITS, TOLERANCE_EXPONENT

INTRODUCTION = """\
# The equations beyond the document

From chapter 12 on the book leaves the document, and so do its equations: (D1), (D2) and so on.
They are read from the page and checked before the book is published, as [the 55](equations.md) are.

- **Numbers.** Both sides are computed to {digits} digits in {worlds} random settings:
  networks of several depths and sizes, or whatever the equation is about.
  They may differ by at most one part in $10^{{{tolerance}}}$.
  A derivative is not computed from a formula but measured: nudge the variable, run everything that
  depends on it again, see what changes. A definition must give what the forward run gives.
- **Algebra.** Where an equation is about single numbers, with no kink and no choice in it,
  [SymPy](https://www.sympy.org) expands
  every symbol, differentiates, and subtracts the right side from the left. What remains must be 0.

**{proved} of {total} hold.** Where it says *by algebra*, the equation is proved. Where only numbers
agree, every trial agreed to 30 digits. (D17) is a choice, which no number
could prove: there, what the page says is compared with a computation of its own. (D28) is for
$z \\neq 0$. Run it yourself with `make prove`.
"""

STUDY = """\
## Would it notice a mistake?

Each equation is spoiled by a program, one change at a time: {made} corruptions in all.
{rejected} are rejected: {stages}.
The other {accepted} turn one true equation into another, for example by calling an index $j$ that
was called $i$. The tests hold a list of them, with the reason why each is true.
"""


def page(findings: list[Finding], outcome: Study, folder: Path) -> str:
    """Return the whole page as MyST Markdown."""
    proved, total = sum(finding.proved for finding in findings), len(findings)
    exponent = -TOLERANCE_EXPONENT
    parts = [
        INTRODUCTION.format(
            digits=DIGITS, worlds=WORLDS, tolerance=exponent, proved=proved, total=total
        )
    ]
    for notebook, entries in groupby(findings, key=lambda finding: finding.equation.notebook):
        parts.append(f"## {read_title(folder / notebook)}\n")
        parts.append(f"From [chapter {int(notebook[:2])}]({notebook}).\n")
        parts += [_entry(finding) for finding in entries]
    stages = [STAGE_NAMES[stage].format(n) for stage, n in outcome.by_stage().items() if n]
    made, rejected, accepted = map(len, (outcome.outcomes, outcome.rejected, outcome.accepted))
    counts = {"made": made, "rejected": rejected, "accepted": accepted}
    parts.append(STUDY.format(**counts, stages=", ".join(stages)))
    return "\n".join(parts)


def _entry(finding: Finding) -> str:
    equation = finding.equation
    how = f"Numbers agree ({finding.scene})."
    if finding.algebra:
        how = f"Left − right = 0 by algebra, and the numbers agree ({finding.scene})."
    if not finding.proved:
        how = f"**Not proved:** {finding.problem}."
    return f"[{equation.shown}](#{equation.label}) {how}\n\n$$\n{equation.latex}\n$$\n"
