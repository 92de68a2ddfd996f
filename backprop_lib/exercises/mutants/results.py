"""Mistakes with what is returned: another order, another shape, a step too few or too many."""

import re
from itertools import permutations

import numpy as np

from .formula import plain_sigmoid
from .words import capital


def _entrywise(function):
    return lambda parts: [function(part) for part in parts]


ZERO = "It is always 0, as if everything were constant, or cut down to whole numbers."
FLAT = 4  # from here on a sigmoid is near 1, which an answer may be for other reasons

# (id, sentence, what happens to the list of results)
ANY = (
    ("result:negative", "The sign is flipped: everything else is right.", _entrywise(lambda r: -r)),
    ("result:half", "It is half of what it should be.", _entrywise(lambda r: r / 2)),
    ("result:double", "It is two times what it should be: doubled.", _entrywise(lambda r: 2 * r)),
    ("result:square", "It is the square of what it should be.", _entrywise(lambda r: r * r)),
    (
        "result:squashed",
        "This is one step too far: a sigmoid of the right result.",
        _entrywise(lambda r: np.where(abs(r) < FLAT, plain_sigmoid(r), np.nan)),
    ),
    ("result:root", "It is the root of what it should be.", _entrywise(np.sqrt)),
    ("result:inverse", "It is 1 divided by what it should be.", _entrywise(lambda r: 1 / r)),
    ("result:absolute", "Its sign is lost: no absolute value belongs here.", _entrywise(abs)),
    ("result:zero", ZERO, _entrywise(lambda r: 0 * r)),
    (
        "result:zero-number",
        ZERO,
        _entrywise(lambda r: np.zeros(())),
    ),
    ("result:complement", "It is 1 minus what it should be.", _entrywise(lambda r: 1 - r)),
    ("result:one-more", "It is 1 too much, always.", _entrywise(lambda r: r + 1)),
    ("result:one-less", "It is 1 too little, always.", _entrywise(lambda r: r - 1)),
)
BY_HAND = (
    (
        "result:tenfold",
        "It is 10 times what it should be. Has the decimal point slipped?",
        _entrywise(lambda r: 10 * r),
    ),
    (
        "result:percent",
        "It is 100 times what it should be. Is it in percent?",
        _entrywise(lambda r: 100 * r),
    ),
    (
        "result:tenth",
        "It is a tenth of what it should be. Has the decimal point slipped?",
        _entrywise(lambda r: r / 10),
    ),
)
ARRAYS = (
    (
        "result:transposed",
        "It is the transpose of what it should be: rows and columns have changed places.",
        _entrywise(np.transpose),
    ),
    (
        "result:flat",
        "The numbers are right, the shape is not: keep a column a column (keepdims=True).",
        _entrywise(lambda r: r.ravel() if 1 in r.shape else r),
    ),
    (
        "result:all-flat",
        "The numbers are right, but the array is flat: keep rows and columns.",
        _entrywise(np.ravel),
    ),
    (
        "result:column",
        "The numbers are right, but they stand in one column: keep rows and columns.",
        _entrywise(lambda r: r.reshape(-1, 1)),
    ),
    (
        "result:reshaped",
        "The numbers are right, rows and columns are not: reshape is no transposition.",
        _entrywise(lambda r: r.reshape(r.shape[::-1])),
    ),
    (
        "result:first",
        "This is the first column alone: the first example.",
        _entrywise(lambda r: r[:, :1]),
    ),
    (
        "result:first-filled",
        "Only the first column, one example, is filled: every example has its own.",
        _entrywise(lambda r: np.where(np.arange(r.shape[1]) < 1, r, 0)),
    ),
    (
        "result:last-filled",
        "Only the last column, one example, is filled: every example has its own.",
        _entrywise(lambda r: np.where(np.arange(r.shape[1]) >= r.shape[1] - 1, r, 0)),
    ),
    (
        "result:last",
        "This is the last column alone: the last example.",
        _entrywise(lambda r: r[:, -1:]),
    ),
    (
        "result:first-flat",
        "This is the first column alone: the first example.",
        _entrywise(lambda r: r[:, 0]),
    ),
    (
        "result:summed",
        "It is added up over the columns: each example keeps its own.",
        _entrywise(lambda r: r.sum(axis=1, keepdims=True)),
    ),
    (
        "result:averaged",
        "It is averaged over the columns, which should stay apart.",
        _entrywise(lambda r: r.mean(axis=1, keepdims=True)),
    ),
    (
        "result:averaged-flat",
        "It is averaged over the columns, which should stay apart.",
        _entrywise(lambda r: r.mean(axis=1)),
    ),
    (
        "result:rows-summed",
        "It is added up over the rows: each neuron has its own.",
        _entrywise(lambda r: r.sum(axis=0, keepdims=True)),
    ),
    (
        "result:rows-averaged",
        "It is averaged over the rows: each neuron has its own.",
        _entrywise(lambda r: r.mean(axis=0, keepdims=True)),
    ),
    ("result:total", "Everything is added up to one number.", _entrywise(np.sum)),
    ("result:mean", "Everything is averaged to one number.", _entrywise(np.mean)),
    (
        "result:per-column",
        "It is divided by the number of its columns: nothing is averaged here.",
        _entrywise(lambda r: r / r.shape[1]),
    ),
    (
        "result:times-column",
        "It is multiplied by the number of its columns.",
        _entrywise(lambda r: r * r.shape[1]),
    ),
    (
        "result:per-row",
        "It is divided by the number of its rows: nothing is averaged over neurons.",
        _entrywise(lambda r: r / r.shape[0]),
    ),
)


AXES = tuple(
    (
        f"axes:{''.join(map(str, order))}",
        "The axes are in another order.",
        _entrywise(lambda r, order=order: r.transpose(order)),
    )
    for order in permutations(range(3))
    if order != (0, 1, 2)
)


def after(arrays: bool, by_hand: bool, names: list[str]):
    """Yield (id, sentence, function of the list of results)."""
    yield from (slip for slip in ANY if not (by_hand and re.search("zero|one-", slip[0])))
    if by_hand:
        yield from BY_HAND
    if arrays:
        yield from ARRAYS
        yield from AXES
    yield from _several(names)


def _several(names):
    """Put several results in another order, or leave some out."""
    count = len(names)
    if count < 2:
        return
    named = not names[0].startswith("the ")
    ids = names if named else [str(k + 1) for k in range(count)]
    right = f": return {', '.join(names) if named else 'both' if count == 2 else 'all'}."
    for order in permutations(range(count)) if count < 5 else ():
        if order != tuple(range(count)):
            yield (
                f"order:{'-'.join(str(k + 1) for k in order)}",
                f"The results are in another order{right if named else '.'}",
                lambda parts, order=order: [parts[k] for k in order],
            )
    for k in range(count):
        for j in range(count):
            if k != j:
                yield (
                    f"copied:{ids[j]}-for-{ids[k]}",
                    f"{capital(names[j])} stands where {names[k]} belongs.",
                    lambda parts, k=k, j=j: [*parts[:k], parts[j], *parts[k + 1 :]],
                )
        yield (
            f"alone:{ids[k]}",
            f"This is {names[k]} alone{right}",
            lambda parts, k=k: [parts[k]],
        )
        if count == 2:
            continue
        yield (
            f"without:{ids[k]}",
            f"{capital(names[k])} is not among the results{right}",
            lambda parts, k=k: [*parts[:k], *parts[k + 1 :]],
        )
