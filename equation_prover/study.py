"""Run the corruption study: how many spoiled equations are noticed, and by whom."""

from collections import Counter
from dataclasses import dataclass

from .corruptions import Outcome, corruptions, judge
from .reading import Equation
from .witness import networks

STAGES = ("reader", "form", "witness", "proof")
NETWORKS = 3  # a wrong equation differs on the first network; a few more cost little


@dataclass(frozen=True)
class Study:
    """The outcomes of all corruptions of all equations."""

    outcomes: tuple[Outcome, ...]

    @property
    def rejected(self) -> list[Outcome]:
        """The corruptions that were noticed."""
        return [outcome for outcome in self.outcomes if outcome.stage]

    @property
    def accepted(self) -> list[Outcome]:
        """The corruptions that made another true equation."""
        return [outcome for outcome in self.outcomes if not outcome.stage]

    def by_stage(self) -> dict[str, int]:
        """How many each examination rejected first, in the order in which they take place."""
        counts = Counter(outcome.stage for outcome in self.rejected)
        return {stage: counts[stage] for stage in STAGES}

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """For each kind of corruption: how many were made, and how many rejected."""
        made = Counter(outcome.corruption.kind for outcome in self.outcomes)
        rejected = Counter(outcome.corruption.kind for outcome in self.rejected)
        return {kind: (made[kind], rejected[kind]) for kind in sorted(made)}


def study(book: list[Equation]) -> Study:
    """Spoil every equation of the book in every way, one at a time, and judge each."""
    on = networks(NETWORKS)
    return Study(
        tuple(judge(spoiled, book, on) for equation in book for spoiled in corruptions(equation))
    )
