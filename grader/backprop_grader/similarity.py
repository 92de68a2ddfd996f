"""Answers that are alike after names and layout are taken away: a place to look, and no proof.

Pygments reads the code, also if it is broken, and never runs it. The comparison is winnowing, by
Schleimer, Wilkerson and Aiken: hash all runs of K tokens, keep the least of each window. The
library that does this, copydetect, was last released in 2024, compares every pair, and does not
leave out what half the class wrote; this does both.
"""

import functools
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from pygments.lexers import PythonLexer
from pygments.token import Comment, Literal, Name, Operator, Punctuation, Text, Whitespace

RUN = 10  # tokens; what is shorter is alike by chance
WINDOW = 4  # of runs, of which one is kept
LEAST = 4  # kept runs that two must share
ALIKE = 0.6  # of the runs of the shorter one
SHARE, MOST = 8, 30  # a run that more than an eighth of the class has, or 30, is common knowledge

LEXER: Callable[[str], Iterable[tuple]] = PythonLexer().get_tokens


@dataclass(frozen=True)
class Pair:
    """Two students whose code is alike: how much of the shorter one, 0 to 1, and where."""

    students: tuple[str, str]
    share: float
    exercises: tuple[str, ...]


def tokens(code: str) -> list[str]:
    """Return code without names, numbers, texts, comments and layout.

    What follows a dot stays, such as `sum` in `np.sum`: nobody can rename it.
    """
    plain: list[str] = []
    for kind, text in LEXER(code):
        if kind in Comment or kind in Text or kind in Whitespace or kind is Literal.String.Doc:
            continue
        if kind in Name and kind not in Name.Builtin and plain[-1:] != ["."]:
            text = "name"
        elif kind in Literal:
            text = "value"
        elif kind in Operator or kind in Punctuation:
            plain += text
            continue
        if plain[-1:] != ["value"] or text != "value":  # a text is several tokens
            plain.append(text)
    return plain


@functools.lru_cache(maxsize=4096)
def runs(code: str) -> frozenset[int]:
    """Return the kept runs of a piece of code, as numbers."""
    plain = tokens(code)
    hashes = [_hash(plain[k : k + RUN]) for k in range(len(plain) - RUN + 1)]
    windows = range(max(1, len(hashes) - WINDOW + 1)) if hashes else ()
    return frozenset(min(hashes[k : k + WINDOW]) for k in windows)


class Similarity:
    """Collects the code of a class, and finds pairs that are alike.

    given : by exercise, the code that everybody has: the stub, the worked solution
    """

    def __init__(self, given: Mapping[str, Iterable[str]]):
        self._given = {key: set().union(*map(runs, codes)) for key, codes in given.items()}
        self._found: dict[str, dict[int, str]] = {}

    def add(self, result: dict) -> None:
        """Take in a student's answers."""
        mine: dict[int, str] = {}
        for key, verdict in result["verdicts"].items():
            for run in runs(verdict.get("code", "")) - self._given.get(key, set()):
                mine.setdefault(run, key)
        if mine:
            self._found[result["student"]] = mine

    def pairs(self) -> list[Pair]:
        """Return the pairs that are alike, the most alike first."""
        owners: dict[int, list[str]] = defaultdict(list)
        for student, mine in self._found.items():
            for run in mine:
                owners[run].append(student)
        limit = min(max(3, len(self._found) // SHARE), MOST)
        rare = {run: who for run, who in owners.items() if len(who) <= limit}
        left = Counter(student for who in rare.values() for student in who)
        shared: dict[tuple[str, str], list[int]] = defaultdict(list)
        for run, who in rare.items():
            for pair in combinations(sorted(who), 2):
                shared[pair].append(run)
        pairs = []
        for (one, other), common in shared.items():
            share = len(common) / min(left[one], left[other])
            if len(common) >= LEAST and share >= ALIKE:
                where = sorted({self._found[one][run] for run in common})
                pairs.append(Pair((one, other), share, tuple(where)))
        return sorted(pairs, key=lambda pair: (-pair.share, pair.students))


def _hash(run: list[str]) -> int:
    """Return a number that is the same in every process."""
    return int.from_bytes(hashlib.blake2b("\0".join(run).encode(), digest_size=8).digest())
