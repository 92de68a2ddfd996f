"""From the mutants that fit an answer to what the reader is told."""

import ast
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from ..exercise import BUG, NUMBER, Exercise
from .collect import result_names
from .mutant import Mutant
from .ranks import rank
from .search import Search
from .words import MEANINGS, noun, uncapital

VAGUE = ("result:half", "result:double", "result:square")  # fit 0.02 and 0.5 by chance
MOST = 3  # possibilities in one sentence
FAR = 1.5  # what is farther fetched fits a number of two digits by chance
SAME = (  # what begins like the first says nothing beside what begins like the second
    ("stops:abs", "stops:"), ("stops:", ""), ("one-for:", "ones-for:"), ("slope-for:", "twice:"),
    ("added-too:", ""), ("batch:first", "mean:first"), ("batch:last", "mean:last"),
    ("T-added:", "T-missing:"), ("input:", ""), ("result:absolute", "abs:"), ("abs:", ""),
    ("constant:", ""), ("slope-for:", "sigmoid:slope"), ("squashed:", "sigmoid:twice"),
    ("result:squashed", "sigmoid:twice"), ("extra:", "twice:"), ("complement:", ""),
    ("exchanged:", "sign:"), ("over:", "result:inverse"), ("square:twice", ""),
    ("result:reshaped", "result:transposed"), ("at:times-T", "at:times"),
    ("raveled:", "result:all-flat"), ("added:", "added-slope:"), ("T-reshape:", "T-missing:"),
    ("at:transposed", "result:transposed"), ("squashed-slope:", "sigmoid:twice"),
    ("sum:axis", "sum:missing"), ("drop:", "count:1"),
    ("sum:max", "sum:only-the-largest"),
    ("at:summed", "result:averaged"), ("at:added", "result:summed"), ("result:half", "twice:"),
    ("batch:mean", "result:averaged"),
    ("result:transposed", "axes:"), ("at:without", "batch:without"), ("sum:per-", ""),
    ("added:", "drop:"), ("subtracted:", ""), ("half:", ""), ("result:all-flat", ""),
)  # fmt: skip
COUNT = re.compile(r"n\d$")  # how many neurons, as everywhere in the book
OTHER = 0.7390851  # other numbers for a by-hand formula are this far along its own


def name_mistake(exercise: Exercise, cases, expected, given, tell: int) -> tuple[str, str]:
    """Return the ids and the sentence of the slips that give what an answer gave; or ("", "")."""
    if exercise.kind == NUMBER:
        cases = [dict(exercise.numbers)]
    searches = [
        Search(exercise, cases, expected, given, tell, function)
        for function in (None, *exercise.forms)
    ]
    fitting = [(search, found) for search in searches if (found := search.singles())]
    if fitting:
        search, found = min(fitting, key=lambda pair: rank(_likeliest(pair[1])[0].id))
        return _said(exercise, search, found)
    by_part = searches[0].by_part()
    if by_part:
        return _said_by_part(exercise, searches[0], by_part)
    if exercise.kind == BUG:
        still = Search(exercise, cases, expected, given, tell, exercise.printed)
        if still.unchanged():  # but for what is too little to count
            return "bug:still-there", "The printed mistake is still in it."
        found, by_part = still.singles(), still.by_part()
        if found or by_part:
            ids, says = (
                _said(exercise, still, found) if found else _said_by_part(exercise, still, by_part)
            )
            return f"bug:still-there+{ids}", f"The printed mistake is still in it. And: {says}"
    for search in searches if exercise.kind != NUMBER else ():  # two slips fit many by chance
        found = search.pairs()
        if found:
            return _said(exercise, search, found)
    return "", ""


def _said(exercise, search, found) -> tuple[str, str]:
    """Describe mutants that all give the same values: the likely ones, and none of several alone.

    On random inputs the same values mean the same formula. One number, worked out by hand, may
    come from different formulas.
    """
    zero = [mutant for mutant in found if mutant.id.startswith("result:zero")]
    if not _all_zero(search):  # next to 0 is not 0
        found = [mutant for mutant in found if mutant not in zero]
    elif zero:
        kinds = ("floor:half", "floor:", "parens:", "every:parens")
        lost = [m for kind in kinds for m in found if m.id.startswith(kind)][:1]
        says = zero[0].says + "".join(f" Perhaps: {mutant.says}" for mutant in lost)
        return _ids([zero[0], *lost]), says
    if not found:
        return "", ""
    if exercise.kind != NUMBER:
        return one_of(found)
    ids, says = _by_hand(exercise, search, found)
    return ids, _in_numbers(exercise, says)


def _in_numbers(exercise, says: str) -> str:
    """Put numbers for the names that the reader of a by-hand exercise has not seen."""
    for name, value in exercise.numbers.items():
        if name not in MEANINGS and f"${name} =" not in exercise.prompt and not COUNT.match(name):
            says = re.sub(rf"\b{name}\b", f"{value:g}", says)
    return says


def _by_hand(exercise, search, found) -> tuple[str, str]:
    """Describe mutants of one number: those that are one formula, or a few likely ones."""
    if _all_zero(search):  # many a sum is 0
        found = [m for m in found if m.id.startswith(("stops:", "input:", "sibling:"))]
    groups = _formulas(exercise, search, found)
    heads = sorted((_likeliest(group)[0] for group in groups), key=lambda m: rank(m.id))
    likely = [m for m in heads if rank(m.id) < 2 and not _by_chance(search, m)]
    if len(heads) == 1:
        sure = likely and (rank(heads[0].id) <= FAR or _digits(search) > 2)
        return one_of(groups[0]) if sure else ("", "")
    if len(likely) > MOST:
        likely = [mutant for mutant in likely if rank(mutant.id) == rank(likely[0].id)]
    if not likely or len(likely) > MOST or (len(likely) == 1 and rank(likely[0].id) > 0):
        return "", ""  # unlikely slips fit many numbers by chance
    begin = "Either" if len(likely) == len(heads) else "Perhaps"
    return _ids(likely), f"{begin}: {' Or: '.join(mutant.says for mutant in likely)}"


def _digits(search) -> int:
    """Return how many digits a number by hand has: what has few, many slips give."""
    number = search.given[search.tell][0].item()
    return len(Decimal(f"{number:.12g}").normalize().as_tuple().digits)


def _all_zero(search) -> bool:
    """True when an answer is 0 everywhere, and not only next to it."""
    return not any(part.any() for parts in search.given for part in parts or ())


def _by_chance(search, mutant) -> bool:
    """True of a vague slip that gives a number of one digit, and not exactly."""
    number = float(search.given[search.tell][0].reshape(()))
    if _digits(search) > 1 or not mutant.id.startswith(VAGUE):
        return False
    value = search.outcome(mutant, search.cases[search.tell])
    return not np.allclose(value, number, rtol=1e-9, atol=0)


def one_of(found: list[Mutant]) -> tuple[str, str]:
    """Return ids and sentence of slips that are one formula: the likeliest, each if several."""
    best = _likeliest(found)
    if "+" in best[0].id:
        says = best[0].says
        return _ids(best[:1]), says if len(best) == 1 else says.replace("Two", "Perhaps two", 1)
    ids = {mutant.id for mutant in best}
    whole = [m for m in best if "@" not in m.id or m.id.partition("@")[0] not in ids]
    for begin, same in SAME:
        kept = [m for m in whole if not m.id.startswith(begin)]
        if any(m.id.startswith(same) for m in kept):
            whole = kept
    told: dict[str, Mutant] = {}
    for mutant in whole:
        told.setdefault(mutant.bare or mutant.says, mutant)
    if len(told) < len(whole):  # at several places: then no place is told
        several = [replace(m, id=m.id.partition("@")[0], says=says) for says, m in told.items()]
    else:
        several = list(told.values())
    return _joined(several)


def _joined(several: list[Mutant]) -> tuple[str, str]:
    """Name each of a few slips, and of many the first as one of them."""
    if len(several) == 1:
        return several[0].id, several[0].says
    if len(several) > MOST:
        return _ids(several), f"Several slips give this. One: {several[0].says}"
    return _ids(several), f"Either: {' Or: '.join(mutant.says for mutant in several)}"


def _without_place(says: str) -> str:
    """Return a sentence without the place it begins with; it goes on after a colon."""
    return says.split(": ", 1)[1] if says.startswith("In ") else uncapital(says)


def _likeliest(found: list[Mutant]) -> list[Mutant]:
    """Return those of the least rank. Where one name for another is enough, none was exchanged."""
    one_way = {m.id.partition(":")[2].partition("@")[0] for m in found if m.id[:8] == "sibling:"}
    pairs = {tuple(sorted(names.split("-for-"))) for names in one_way}
    found = [
        m
        for m in found
        if not m.id.startswith("exchanged:")
        or tuple(sorted(m.id.partition(":")[2].split("-"))) not in pairs
    ]
    least = min(rank(mutant.id) for mutant in found)
    return [mutant for mutant in found if rank(mutant.id) == least]


def _ids(found) -> str:
    return " | ".join(mutant.id for mutant in found)


def _formulas(exercise, search, found) -> list[list[Mutant]]:
    """Group mutants of a by-hand formula: those that agree at other numbers, too, are one."""
    numbers = exercise.numbers
    other = {n: v * (1 + OTHER * (k + 1) / 7) for k, (n, v) in enumerate(numbers.items())}
    groups: list[tuple[Any, list[Mutant]]] = []
    with np.errstate(all="ignore"):
        for mutant in found:
            value = search.outcome(mutant, other)
            for known, group in groups:
                if value is not None and known is not None and np.allclose(value, known, 1e-9):
                    group.append(mutant)
                    break
            else:
                groups.append((value, [mutant]))
    return [group for _, group in groups]


def _said_by_part(exercise, search, by_part) -> tuple[str, str]:
    """Say of each wrong result what happened to it; of several the same, once."""
    names = result_names(exercise.reference, search.formula)
    common = set.intersection(*({m.id for m in found} for _, found in by_part))
    told: dict[str, list[str]] = {}
    ids: dict[str, None] = {}
    for k, found in by_part:
        shared = [m for m in found if m.id in common] or found
        slip_id, says = one_of(shared)
        says = says.removeprefix("Either: ").replace(f"In {names[k]}: ", "")
        told.setdefault(_without_place(says), []).append(noun(ast.Name(names[k])))
        ids[slip_id] = None
    text = " ".join(f"In {' and '.join(which)}: {says}" for says, which in told.items())
    return " + ".join(ids), text
