"""Wrong answers that people would give, and how many of them get a message that names the mistake.

`made_up.tsv`, and for chapters 12 to 16 `beyond.tsv`, have one a line: the exercise, what is wrong,
the answer as code, and a regular expression that a message naming this mistake matches. They were
made up without the mutants.
"""

import math
import re
from collections import Counter
from pathlib import Path

import numpy as np

from backprop_lib import sigmoid
from backprop_lib.exercises import EXERCISES, assess

FILES = [Path(__file__).with_name(name) for name in ("made_up.tsv", "beyond.tsv")]
LINES = [line for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
MADE_UP = [line.split("\t") for line in LINES]
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
