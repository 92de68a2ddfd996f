"""What an exercise is: one object that the chapters, the checks and the grader all read."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from .inputs import inputs

NUMBER = "number"
LINE = "line of code"
FUNCTION = "function"
VECTORIZED = "vectorized function"
PROOF = "proof step"
BUG = "find the bug"

# The points of each kind, unless an exercise (or an instructor's file) says otherwise.
POINTS = {NUMBER: 1, LINE: 1, FUNCTION: 2, VECTORIZED: 3, PROOF: 2, BUG: 2}
BY_HAND = 1e-3  # absolute, for a number given to three decimals
BY_CODE = 1e-5  # relative to the largest entry on any input; leaves room for float32


@dataclass(frozen=True)
class Misconception:
    """A wrong answer people really give, and what to tell them.

    answer : the wrong answer itself, in the form of the right one (a number or a function)
    hint : what the mistake is, in a sentence or two without LaTeX
    equation : the number of the equation to look at, such as "28" or "V12"; may be empty
    """

    answer: Any
    hint: str
    equation: str


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise. The chapters print it, `check` and the grader judge by it.

    id : chapter and number, such as "6.2"
    answer : the reference: a number, or a function (for a proof step, of its symbols)
    cases : function from a random generator to a list of inputs, each {name: value}
    working : the worked solution as code; a function's own source if left empty
    symbols : of a proof step, the names it may contain
    printed : of a bug hunt, the function with the bug; its name is the answer's + "_printed"
    uses : the library functions an answer may call
    """

    id: str
    kind: str
    title: str
    prompt: str
    hint: str
    equation: str
    answer: Any
    misconceptions: tuple[Misconception, ...]
    cases: inputs | None = None
    working: str = ""
    explanation: str = ""
    symbols: tuple[str, ...] = ()
    printed: Callable | None = None
    uses: tuple[str, ...] = ("sigmoid",)
    points: int = 0
    tolerance: float = BY_CODE

    def __post_init__(self):
        if not self.points:
            object.__setattr__(self, "points", POINTS[self.kind])

    @property
    def chapter(self) -> int:
        """The chapter it belongs to."""
        return int(self.id.split(".")[0])

    @property
    def is_function(self) -> bool:
        """True when the answer is a function to be called on inputs."""
        return self.kind in (LINE, FUNCTION, VECTORIZED, BUG)

    @property
    def name(self) -> str:
        """What the answer is called in the notebook."""
        return self.answer.__name__ if self.is_function else f"answer_{self.id.replace('.', '_')}"

    @property
    def stub(self) -> str:
        """The cell the reader fills in."""
        if self.printed is not None:
            return _source(self.printed).replace(self.printed.__name__, self.name)
        if self.is_function:
            doc = f'    """{inspect.getdoc(self.answer)}"""\n'
            return f"def {self.name}{inspect.signature(self.answer)}:\n{doc}    return ..."
        return self._symbols + f"{self.name} = ..."

    @property
    def solution(self) -> str:
        """The cell with the worked solution."""
        return _source(self.answer) if self.is_function else self._symbols + self.working

    @property
    def _symbols(self) -> str:
        if not self.symbols:
            return ""
        maker = "symbols" if len(self.symbols) > 1 else "Symbol"
        return f'{", ".join(self.symbols)} = sp.{maker}("{" ".join(self.symbols)}")\n'


def by_hand(**facts) -> Exercise:
    """Return an exercise whose answer is a number worked out on paper."""
    usual: dict[str, Any] = {"kind": NUMBER, "tolerance": BY_HAND}
    return Exercise(**usual | facts)


def _source(function) -> str:
    return dedent(inspect.getsource(function)).strip()
