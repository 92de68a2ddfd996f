"""The record as tables of ratios: how many times as long as the library each peer takes."""

from . import peers
from .problem import name as written

TITLES = {"both": "loss and gradients", "step": "a whole step of descent"}


def cells(record: dict, **wanted) -> list[dict]:
    """Return the results that have all the values in `wanted`, such as ``what="both"``."""
    return [r for r in record["results"] if all(r.get(key) == v for key, v in wanted.items())]


def names(record: dict) -> list[str]:
    """Return who was measured, the library first, in the order of measurement."""
    return list(dict.fromkeys(r["peer"] for r in record["results"]))


def sizes(record: dict) -> list[tuple]:
    """Return the sizes that were measured."""
    return list(dict.fromkeys(tuple(r["size"]) for r in record["results"]))


def duration(seconds: float) -> str:
    """Return a time with three digits and the unit that fits it."""
    for unit, one in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= one or unit == "µs":
            return f"{float(f'{seconds / one:.3g}'):g} {unit}"


def ratio(result: dict) -> str:
    """Return a ratio with its quartiles, such as ``2.31 (2.27–2.40)``."""
    median, low, high = (times(result["ratio"][key]) for key in ("median", "q1", "q3"))
    return f"{median} ({low}–{high})"


def times(number: float) -> str:
    """Return a factor with two decimals, or from ten on with none."""
    return f"{number:.2f}" if number < 9.995 else f"{number:.0f}"


def cell(record: dict, **wanted) -> str:
    """Return what a table says: a time for the library, a ratio for the others, or why neither."""
    if cells(record, **wanted | {"what": None}):
        return "–"
    if not (found := cells(record, **wanted)):
        return ""
    [result] = found
    if "one_call" in result:
        return f"one call: {duration(result['one_call'])}"
    if result["peer"] == peers.OURS:
        return duration(result["seconds"]["median"])
    return ratio(result)


def declined(record: dict) -> list[str]:
    """Return a line for each reason why a peer was not measured, everywhere or somewhere."""
    reasons = [f"{r['peer']}: {r['declined']}" for r in record["results"] if "declined" in r]
    missing = [f"{peer}: {reason}" for peer, reason in record["missing"].items()]
    return missing + list(dict.fromkeys(reasons))


def text(record: dict) -> str:
    """Return everything measured, for the screen."""
    lines = [f"{record['machine']['processor']}, {record['machine']['blas']}"]
    lines.append("Times of backprop_lib; for the others how many times as long (quartiles).")
    for what, title in TITLES.items():
        for threads in sorted({r["threads"] for r in record["results"]}):
            for dtype in ("float64", "float32"):
                lines += ["", f"== {title}, {threads} thread(s), {dtype}"]
                lines += grid(record, what=what, threads=threads, dtype=dtype)
    return "\n".join([*lines, "", *declined(record)])


def grid(record: dict, **wanted) -> list[str]:
    """Return the lines of one table, peers down and sizes across."""
    columns = sizes(record)
    rows = [["", *(written(*size) for size in columns)]]
    for peer in names(record):
        found = [cell(record, peer=peer, size=list(size), **wanted) for size in columns]
        if any(found):
            rows.append([peer, *found])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)) for row in rows]
