"""Wrong answers that people would give, and how many of them get a message that names the mistake.

`made_up.tsv`, `beyond.tsv` and `students.tsv`, from three people, have one
a line: the exercise, what is wrong, the answer as code, and a regular expression that a message
naming this mistake matches. They were made up without the mutants. `unusual.tsv` has right answers
that look different: the exercise, what is unusual, the answer.
"""

import math
import re
from collections import Counter
from pathlib import Path

import numpy as np

from backprop_lib import sigmoid
from backprop_lib.exercises import EXERCISES, assess


def lines(*names: str) -> list[list[str]]:
    """Return the lines of these files, each as its fields."""
    files = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names]
    return [line.split("\t") for text in files for line in text.splitlines()]


ORDER = list(EXERCISES)
MADE_UP = sorted(  # by exercise: what a check keeps for the next one serves them all
    lines("made_up.tsv", "beyond.tsv", "students.tsv"), key=lambda line: ORDER.index(line[0])
)
UNUSUAL = lines("unusual.tsv")
NAMES = {"np": np, "math": math, "sigmoid": sigmoid, "EXERCISES": EXERCISES}
PARTS = re.compile(r"^  (input|expected|given|seen) |^ {8}|^  It earns|^\S+ ✗|^ *$")


def run(exercise_id: str, source: str):
    """Return the verdict on an answer given as code."""
    names = dict(NAMES)
    symbols = EXERCISES[exercise_id].symbols
    if symbols:
        import sympy as sp

        names |= {name: sp.Symbol(name) for name in symbols} | {"sp": sp}
    return assess(exercise_id, eval(source, names))


def sentence(text: str) -> str:
    """Return what a message says beside the values and the equation."""
    own = [line.strip() for line in text.splitlines() if not PARTS.match(line)]
    return re.sub(r" ?Look at equation \S+", "", " ".join(own)).strip()


def kind(verdict, names: str) -> str:
    """Return "named", "misleading", "silent" or "accepted"."""
    if verdict.passed:
        return "accepted"
    says = sentence(verdict.text)
    if not says:
        return "silent"
    return "named" if re.search(names, says, re.IGNORECASE) else "misleading"


def outcomes():
    """Yield (exercise, mistake, kind, sentence) for each made-up answer."""
    for exercise_id, mistake, source, names in MADE_UP:
        verdict = run(exercise_id, source)
        yield exercise_id, mistake, kind(verdict, names), sentence(verdict.text)


def report(verbose: bool = False) -> Counter:
    """Print what is not named, and the counts; return the counts."""
    counts: Counter = Counter()
    lengths = []
    for exercise_id, mistake, found, says in outcomes():
        counts[found] += 1
        lengths.append(len(says.split()))
        if verbose or found != "named":
            print(f"{exercise_id:6}{mistake:24}{found:12}{says}")
    shares = ", ".join(f"{n} {name} ({n / len(MADE_UP):.1%})" for name, n in counts.most_common())
    middle = sorted(n for n in lengths if n)[sum(map(bool, lengths)) // 2]
    print(f"{len(MADE_UP)} made-up wrong answers: {shares}; a message has {middle} words (median)")
    return counts
