"""From the mutants that fit an answer to what the reader is told."""

import ast
from typing import Any

import numpy as np

from ..exercise import BUG, NUMBER, Exercise
from .collect import Mutant, result_names
from .ranks import rank
from .search import Search
from .words import capital, noun

OTHER = 0.7390851  # other numbers for a by-hand formula are this far along its own


def name_mistake(exercise: Exercise, cases, expected, given, tell: int) -> tuple[str, str]:
    """Return the ids and the sentence of the slips that give what an answer gave; or ("", "")."""
    if exercise.kind == NUMBER:
        cases = [dict(exercise.numbers)]
    searches = [
        Search(exercise, cases, expected, given, tell, function)
        for function in (None, *exercise.forms)
    ]
    for search in searches:
        found = search.singles()
        if found:
            return _said(exercise, search, found)
    by_part = searches[0].by_part()
    if by_part:
        return _said_by_part(exercise, searches[0], by_part)
    if exercise.kind == BUG:
        still = Search(exercise, cases, expected, given, tell, exercise.printed)
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
    """Describe mutants that all give the same values.

    On random inputs the same values mean the same formula: the likeliest description of it is
    true of all. One number, worked out by hand, may come from different formulas: then all
    likely ones are named, and none is asserted.
    """
    best = _likeliest(found)
    zero = [mutant for mutant in found if mutant.id.startswith("result:zero")]
    if zero:
        lost = [mutant for mutant in found if mutant.id.startswith(("parens:", "every:parens"))][:1]
        says = zero[0].says + "".join(f" Perhaps: {mutant.says}" for mutant in lost)
        return _ids([zero[0], *lost]), says
    if exercise.kind != NUMBER:
        return _ids(best[:1]), best[0].says
    groups = _formulas(exercise, search, found)
    heads = _likeliest([_likeliest(group)[0] for group in groups])
    if (len(groups) > 1 and rank(heads[0].id) >= 1) or rank(heads[0].id) > 1:
        return "", ""  # unlikely slips fit many numbers by chance
    if len(heads) == 1 and len(groups) > 1 and rank(heads[0].id) > 0:
        return "", ""
    if len(heads) == 1:
        return _ids(heads), f"{'Perhaps: ' if len(groups) > 1 else ''}{heads[0].says}"
    if len(heads) == 2:
        return _ids(heads), f"Either: {heads[0].says} Or: {heads[1].says}"
    return "", ""


def _likeliest(found: list[Mutant]) -> list[Mutant]:
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
        best = _likeliest(shared)[0]
        says = best.says.split(": ", 1)[1] if best.says.startswith("In ") else best.says
        told.setdefault(capital(says), []).append(noun(ast.Name(names[k])))
        ids[best.id] = None
    text = " ".join(f"In {' and '.join(which)}: {says}" for says, which in told.items())
    return " + ".join(ids), text
