"""Prove the equations beyond the document, (D1) and so on: with numbers, and where it can, SymPy.

Both sides are evaluated in random scenes, to 60 digits. A derivative is measured with a complex
step through the scene's own forward run. Where an equation is about single numbers, SymPy decides
it as well.
"""

import random
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from lark import Tree

from .algebra import ALGEBRA, proved
from .beyond_language import parse_with_positions
from .claims import Rejected
from .corruptions import Corruption, Outcome, corruptions
from .reading import Equation, EquationError
from .scenes import SCENES, scene_of
from .study import Study
from .witness import TOLERANCE_EXPONENT, mp
from .worlds import World, names

WORLDS = 12


@dataclass(frozen=True)
class Finding:
    """What was found out about one equation: how it was decided, or what is wrong with it."""

    equation: Equation
    scene: str
    worlds: int = 0
    algebra: bool = False
    problem: str | None = None
    stage: str | None = None

    @property
    def proved(self) -> bool:
        """True when form, numbers and, where there is any, algebra agree."""
        return self.problem is None


def examine(equations: list[Equation], worlds: int = WORLDS) -> list[Finding]:
    """Return a finding for each equation of the series D."""
    return [_finding(equation, worlds) for equation in equations]


def _finding(equation: Equation, worlds: int) -> Finding:
    scene = scene_of(equation.number)
    left, right = equation.tree.children[0].children
    try:
        if any(part == left for part in right.iter_subtrees()):
            raise Rejected("form", "explains the left side by itself")
        if not any([_compare(left, right, _world(scene, seed)) for seed in range(worlds)]):
            raise Rejected("witness", "both sides are always zero: nothing is compared")
        algebra = scene in ALGEBRA and proved(left, right, ALGEBRA[scene])
    except (Rejected, ZeroDivisionError, ValueError, TypeError) as no:  # shapes that do not fit
        stage = getattr(no, "stage", "witness")
        return Finding(equation, scene, problem=str(no), stage=stage)
    return Finding(equation, scene, worlds, algebra)


# With numbers -----------------------------------------------------------------------------------


@cache  # what all equations of a scene, and all that are spoiled, are tried in
def _world(scene: str, seed: int) -> World:
    return World(scene, SCENES[scene].draw(random.Random(f"{scene} {seed}")))


def _compare(left: Tree, right: Tree, whole: World) -> bool:
    """Compare the two sides in one world, for every layer and every value of the free indices.

    Returns whether there was anything but zeros to compare.
    """
    depth = whole.values.get(("L", None), 2)
    layers = [str(part.children[1]) for part in names(left, right)]
    offsets = [{"l+1": 1, "l-1": -1}.get(layer, 0) for layer in layers if layer.startswith("l")]
    here = range(1, depth + 1 - max([0, *offsets])) if offsets else [0]
    if not SCENES[whole.scene].layers and offsets:
        raise Rejected("form", "this scene has no layer l")
    values = []
    for layer in here:
        sizes = whole.seen(layer, {}).index_sizes(left, right)
        for entry in np.ndindex(*sizes.values()):
            at = whole.seen(layer, dict(zip(sizes, entry, strict=True)))
            values.append((at.visit(left), at.visit(right)))
    for measured, value in values:
        if np.shape(measured) != np.shape(value):
            raise Rejected("witness", f"the shapes differ: {np.shape(measured)}, {np.shape(value)}")
    ours = np.concatenate([np.ravel(np.array(v, dtype=object)) for v, _ in values])
    theirs = np.concatenate([np.ravel(np.array(v, dtype=object)) for _, v in values])
    size = max(abs(v) for v in [*ours, *theirs])
    if size == 0:
        return False
    worst = max(abs(v) for v in ours - theirs) / size
    if not worst <= mp.mpf(10) ** TOLERANCE_EXPONENT:
        raise Rejected("witness", f"the two sides differ, by {mp.nstr(worst, 2)} of their size")
    return True


# Spoiled on purpose -----------------------------------------------------------------------------

# Each kind of swap: a pattern for one place, and what to write there instead.
SWAPS = {
    "swap l with its neighbor": (
        r"\^l(?![a-z])|\^\{l[-+]1\}",
        {"^l": "^{l-1}", "^{l-1}": "^l", "^{l+1}": "^l"},
    ),
    "swap L and L-1": (r"\^L(?![A-Za-z])|\^\{L-1\}", {"^L": "^{L-1}", "^{L-1}": "^L"}),
    "swap a and z": (r"(?<![A-Zabce-z\\])[az](?![a-z])", {"a": "z", "z": "a"}),
    "swap x and y": (r"(?<![A-Za-z\\])[xy](?![a-z])", {"x": "y", "y": "x"}),
    "swap u and v": (r"(?<![A-Za-z\\])[uv](?![a-z])", {"u": "v", "v": "u"}),
    "swap i and j": (r"(?<=[_{ijk])[ij](?=[}ijk ]|$)", {"i": "j", "j": "i"}),
}


def study(equations: list[Equation], worlds: int = 4) -> Study:
    """Spoil every equation of the series D in every way, one at a time, and judge each."""
    spoiled = [c for e in equations for c in corruptions(e, parse_with_positions, SWAPS)]
    return Study(tuple(_judge(corruption, worlds) for corruption in spoiled))


def _judge(corruption: Corruption, worlds: int) -> Outcome:
    spoiled = replace(corruption.equation, latex=corruption.latex)
    try:
        return Outcome(corruption, _finding(spoiled, worlds).stage)
    except EquationError:
        return Outcome(corruption, "reader")
