"""Bring reader, prover and witness together: one verdict for each of the 55 equations."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from lark import Tree

from .claims import Claim, Rejected, chain_after, claims_of
from .proving import prove
from .reading import Equation
from .witness import TOLERANCE_EXPONENT, Numeric, mp, networks, worst_difference


@dataclass(frozen=True)
class Verdict:
    """What was found out about one equation.

    proof : what SymPy showed, in a few words
    exponent : both sides differ by less than 10**exponent of their size, on all `networks`
    problem, stage : why it was rejected, and by whom; None when it is proved
    """

    equation: Equation
    proof: str = ""
    exponent: int = 0
    networks: int = 0
    problem: str | None = None
    stage: str | None = None

    @property
    def proved(self) -> bool:
        """True when the form, the algebra and all the numbers agree."""
        return self.problem is None


def examine(
    equations: list[Equation],
    on: Sequence[Numeric] | None = None,
    only: Container[int] | None = None,
) -> list[Verdict]:
    """Return a verdict for each equation (or for those whose number is in `only`).

    The numbers are tried before the algebra, because they are quicker to reject.
    """
    on = networks() if on is None else on
    verdicts: list[Verdict] = []
    chain: list[Tree] = []
    for equation in equations:
        tree = equation.tree
        if only is None or equation.number in only:
            try:
                claims = claims_of(equation.number, tree, chain, equation.reason)
                verdicts.append(_proved(equation, claims, on))
            except Rejected as no:
                verdicts.append(Verdict(equation, problem=str(no), stage=no.stage))
        chain = chain_after(tree, chain)
    return verdicts


def _proved(equation: Equation, claims: list[Claim], on: Sequence[Numeric]) -> Verdict:
    worst = max(worst_difference(claim, on) for claim in claims)
    proof = "; ".join(dict.fromkeys(prove(claim) for claim in claims))
    return Verdict(equation, proof, _exponent_above(worst), len(on))


def _exponent_above(worst) -> int:
    """Round a difference up to a power of ten so far away that rounding cannot move it."""
    return next(e for e in (-50, -40, TOLERANCE_EXPONENT) if worst <= mp.mpf(10) ** e)
