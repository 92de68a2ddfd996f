"""Write the page "The 55 equations" from what the prover found out. The same input, the same page.

The page holds no timings and no digits that another machine could compute differently.
"""

from itertools import groupby
from pathlib import Path

from .reading import read_title
from .study import Study
from .vectors import VectorVerdict
from .verdicts import Verdict
from .witness import DIGITS, TOLERANCE_EXPONENT

INTRODUCTION = """\
# The 55 equations

Every numbered equation of this book is checked by a program before the book is published.
The program reads the LaTeX that you see on the page, not a copy of it.
Each equation has to pass three examinations.

- **Form.** Does the line say something? A line such as $A = A$ is true and useless.
  A line that begins with $=$ continues the line above it. A box must hold what was just derived,
  and the factors of a chain rule must link up.
- **Algebra.** [SymPy](https://www.sympy.org) expands every symbol through the network,
  differentiates where the equation has a derivative, and subtracts the right side from the left.
  What remains must be exactly 0. A definition must be the network's own.
- **Numbers.** Both sides are computed to {digits} digits on {networks} random networks,
  and may differ by at most one part in $10^{{{tolerance}}}$. Derivatives are not computed here
  but measured: nudge the variable, run the network again, see what changes.
  In fact they agree to $10^{{{worst}}}$ or better, in the worst network of the worst equation.

The word in italics is the reason that the chapter gives for the step.

**{proved} of {total} proved.** Run it yourself with `make prove`.
"""

VECTORS = """\
## The vector forms

The chapters add these forms for layers of many neurons and for batches.
Each is evaluated as displayed on networks of {shapes} shapes.
So is the line of `backprop_lib` that implements it, quoted as it stands in the file.
Both must agree to 12 digits with a measurement that runs the network one example at a time.

The code divides by $m$ once, in `dC_dz2 = dC0_dz2 / m`.
From there on it has derivatives of the mean $C$ where a form has those of $C_0$.
"""

STUDY = """\
## Would it notice a mistake?

A checker that accepts everything is worthless, so this one is tested with mistakes.
One equation at a time is spoiled by a program: {made} corruptions in all.
{rejected} are rejected, by the first examination that notices:
{stages}.

The other {accepted} are not mistakes. They turn one true equation into another, for example by
writing $\\sigma(z^L)$ for $a^L$ or by leaving out a factor 1.
The tests hold a list of them, with the reason why each is true.

| what is done to the equation | made | rejected |
|---|---:|---:|
"""

STAGE_NAMES = {
    "reader": "{} because the LaTeX cannot be read",
    "form": "{} by their form",
    "witness": "{} by the numbers",
    "proof": "{} by the algebra alone",
}


def page(
    verdicts: list[Verdict], vectors: list[VectorVerdict], outcome: Study, folder: Path
) -> str:
    """Return the whole page as MyST Markdown."""
    proved = sum(verdict.proved for verdict in verdicts)
    networks = max(verdict.networks for verdict in verdicts)
    parts = [
        INTRODUCTION.format(digits=DIGITS, tolerance=-TOLERANCE_EXPONENT, networks=networks,
                            worst=max((v.exponent for v in verdicts if v.proved), default=0),
                            proved=proved, total=len(verdicts)),
        *_chapters(verdicts, folder),
        VECTORS.format(shapes=max((vector.shapes for vector in vectors), default=0)),
        *(_entry(vector.equation, _of_vector(vector)) for vector in vectors),
        _of_study(outcome),
    ]  # fmt: skip
    return "\n".join(parts)


def _chapters(verdicts: list[Verdict], folder: Path):
    for notebook, entries in groupby(verdicts, key=lambda verdict: verdict.equation.notebook):
        yield f"## {read_title(folder / notebook)}\n"
        yield f"From [chapter {int(notebook[:2])}]({notebook}).\n"
        for verdict in entries:
            yield _entry(verdict.equation, _of_verdict(verdict))


def _entry(equation, found: str) -> str:
    """One equation: its number as a link to its place, what was found, and the equation itself."""
    return f"[{equation.shown}](#{equation.label}) {found}\n\n$$\n{equation.latex}\n$$\n"


def _of_verdict(verdict: Verdict) -> str:
    if not verdict.proved:
        return f"*{verdict.equation.reason}.* **Not proved:** {verdict.problem}."
    proof = verdict.proof[0].upper() + verdict.proof[1:]
    return f"*{verdict.equation.reason}.* {proof}."


def _of_vector(vector: VectorVerdict) -> str:
    if not vector.agrees:
        return f"**Does not agree:** {vector.problem}."
    if not vector.code:
        return f"The code never builds this table: {vector.instead}."
    return f"In the code: `{vector.code}`{', with one example' if vector.one else ''}"


def _of_study(outcome: Study) -> str:
    stages = [STAGE_NAMES[stage].format(n) for stage, n in outcome.by_stage().items() if n]
    text = STUDY.format(
        made=len(outcome.outcomes),
        rejected=len(outcome.rejected),
        accepted=len(outcome.accepted),
        stages=", ".join(stages[:-1]) + f", and {stages[-1]}" if stages[1:] else "".join(stages),
    )
    rows = (
        f"| {kind} | {made} | {rejected} |\n"
        for kind, (made, rejected) in outcome.by_kind().items()
    )
    return text + "".join(rows)
