"""What an exercise is: one object that the chapters, the checks and the grader all read."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from textwrap import dedent
from typing import Any

from .inputs import inputs, listed

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
STEPS = ("Hint", "The equation", "The first line")  # what unfolds, one after the other


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that no program finds, and what to tell the people who give it.

    answer : the wrong answer itself: a function of the inputs (of a by-hand exercise: of its
        numbers), or a number
    hint : what the mistake is, in a sentence or two without LaTeX
    equation : the number of the equation to look at, such as "28" or "V12"; may be empty
    id : stable, for counting; made from the first words of the hint if left empty
    """

    answer: Any
    hint: str
    equation: str = ""
    id: str = ""

    def __post_init__(self):
        if not self.id:
            words = re.findall(r"[a-z0-9]+", self.hint.lower())[:6]
            object.__setattr__(self, "id", f"known:{'-'.join(words)}")


@dataclass(frozen=True, kw_only=True, eq=False)  # each is itself, so its inputs can be kept
class Exercise:
    """One exercise. The chapters print it, `check` and the grader judge by it.

    id : chapter and number, such as "6.2"; an instructor's own begins with a letter, "own.1"
    hints : a nudge, then the equation, then the first line; each unfolds by itself
    answer : the reference: a number, or a function (for a proof step, of its symbols)
    misconceptions : mistakes that `mutants` does not make by itself
    forms : other right answers whose mutants are tried, too: written out, or with a loop
    wanted : what a function returns, in words, for answers of another form
    cases : function from a random generator to a list of inputs, each {name: value}
    working : the worked solution as code; a function's own source if left empty
    symbols : of a proof step, the names it may contain
    printed : of a bug hunt, the function with the bug; its name is the answer's + "_printed"
    uses : the library functions an answer may call
    formula : of a by-hand exercise, the function whose value at `numbers` is the answer
    numbers : of a by-hand exercise, {name: value}; `for_class` draws others
    choices : of a by-hand exercise, {name: values} to draw from
    """

    id: str
    kind: str
    title: str
    prompt: str
    hints: tuple[str, str, str]
    equation: str
    answer: Any
    misconceptions: tuple[Misconception, ...] = ()
    forms: tuple[Callable, ...] = ()
    wanted: str = ""
    cases: inputs | listed | None = None
    working: str = ""
    explanation: str = ""
    symbols: tuple[str, ...] = ()
    printed: Callable | None = None
    uses: tuple[str, ...] = ("sigmoid",)
    points: int = 0
    tolerance: float = BY_CODE
    formula: Callable | None = None
    numbers: dict[str, float] = field(default_factory=dict)
    choices: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def __post_init__(self):
        if not self.points:
            object.__setattr__(self, "points", POINTS[self.kind])

    @property
    def chapter(self) -> int:
        """The chapter it belongs to; 0 for one that is not the book's."""
        return self.seed[0] if self.id[0].isdecimal() else 0

    @property
    def seed(self) -> tuple[int, ...]:
        """What its random inputs are drawn with, beside the seed of all: its id, as numbers."""
        if self.id[0].isdecimal():
            return tuple(map(int, self.id.split(".")))
        return tuple(self.id.encode())

    @property
    def is_function(self) -> bool:
        """True when the answer is a function to be called on inputs."""
        return self.kind in (LINE, FUNCTION, VECTORIZED, BUG)

    @property
    def reference(self) -> Callable:
        """The right answer as a function of the inputs, or of the numbers."""
        return self.formula or self.answer

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


@dataclass(frozen=True, kw_only=True, eq=False)
class ByHand(Exercise):
    """An exercise whose answer is a number worked out on paper; `by_hand` makes one.

    elsewhere : {where: numbers} it is asked with on other paper, such as an earlier edition
    """

    elsewhere: dict[str, dict[str, float]] = field(default_factory=dict)
    facts: dict = field(default_factory=dict, repr=False)

    def with_numbers(self, **numbers: float) -> "ByHand":
        """Return the same exercise with other numbers, in its text and in its answer."""
        return by_hand(**self.facts | {"numbers": self.numbers | numbers})

    def on_other_paper(self) -> Iterator[tuple[str, "ByHand"]]:
        """Yield (where, the exercise with the numbers that it has there)."""
        for where, numbers in self.elsewhere.items():
            if numbers != self.numbers:
                yield where, by_hand(**self.facts | {"numbers": numbers, "elsewhere": {}})


def by_hand(*, formula: Callable, numbers: dict[str, float], **facts) -> ByHand:
    """Return an exercise whose answer is `formula` at `numbers`.

    In prompt, hints, working and explanation, `{name}` stands for the number of that name.
    """
    usual: dict[str, Any] = {"kind": NUMBER, "tolerance": BY_HAND}
    filled = usual | facts
    for key in ("prompt", "working", "explanation"):
        filled[key] = _filled(filled.get(key, ""), numbers)
    filled["hints"] = tuple(_filled(hint, numbers) for hint in filled["hints"])
    filled["misconceptions"] = tuple(
        replace(
            m,
            answer=m.answer(**numbers) if callable(m.answer) else m.answer,
            hint=_filled(m.hint, numbers),
        )
        for m in filled.get("misconceptions", ())
    )
    return ByHand(
        **filled,
        formula=formula,
        numbers=numbers,
        answer=float(formula(**numbers)),
        facts={"formula": formula, "numbers": numbers, **facts},
    )


def _filled(text: str, numbers: dict[str, float]) -> str:
    """Put the numbers in the places of their names in braces."""
    return re.sub(
        r"\{(\w+)\}",
        lambda found: f"{numbers[found[1]]:g}" if found[1] in numbers else found[0],
        text,
    )


def _source(function) -> str:
    return dedent(inspect.getsource(function)).strip()
