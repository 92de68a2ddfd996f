"""All that was measured, as one Markdown file: benchmarks/speed/tables.md."""

import re

from . import agreement, learn, table, why
from .problem import BATCH, LAYERS, LEARNING_RATE
from .timing import FULL, PAUSED

INTRODUCTION = """# Every table

<!-- Written by `python -m benchmarks.speed.page` from recorded.json. -->

Measured on {date}: {processor}, {cores} cores, {system}, Python {python}, {versions}, {blas}.

The first row of a table is the library's time. The others say how many times as long each one
takes: the median over {rounds} rounds in turns ({paused} with two threads), and below it the
quartiles. Below 1, the library is slower. Before anything is timed, costs and gradients are
compared: they agree to {float64:g} in float64 and to {float32:g} in float32.
"""
COLD = """## In a fresh process, one thread, float64

The median of calls 2 to 21, and in parentheses the first, with setting up and compiling.{}
In a fresh process memory for temporary arrays is fetched from the system again and again.
"""
SEVERAL = """
Of {} processes the middle one is shown; there is only one of what compiles for seconds."""
LEARNING = """## Learning the digits, one thread, float64

{layers}, batches of {batch}, rate {rate:g}. The seconds until {goal:.0%} of the held-out digits are
read right, setting up and compiling counted, for each seed (a dash: not within the passes made, or
not tried); and the median of a pass.
"""


def markdown(record: dict) -> str:
    """Return the text of tables.md."""
    machine = record["machine"]
    parts = [INTRODUCTION.format(
        date=record["date"], rounds=FULL.rounds, paused=PAUSED.rounds, **agreement.TOLERANCE,
        **machine | {"versions": ", ".join(map(" ".join, machine["versions"].items()))},
    )]  # fmt: skip
    for what, title in table.TITLES.items():
        for threads in (1, 2):
            for dtype in ("float64", "float32"):
                heading = f"## {title.capitalize()}, {threads} thread{'s' * (threads > 1)}, {dtype}"
                wanted = {"what": what, "threads": threads, "dtype": dtype}
                parts += [heading + "\n", ratios(record, **wanted) + "\n"]
    parts += [
        COLD.format(_several(record["cold"])),
        cold(record) + "\n",
    ]
    parts += [
        LEARNING.format(
            layers="-".join(map(str, LAYERS)), batch=BATCH, rate=LEARNING_RATE, goal=learn.GOAL
        ),
        learning(record) + "\n",
    ]
    parts += [
        "## Where something else is ahead\n",
        "In three quarters of the measurements or more.\n",
    ]
    parts += ["\n".join(why.paragraphs(record)) + "\n", why.floor(record) + "\n"]
    parts += ["## Who was not measured\n", "\n".join(f"- {s}." for s in table.declined(record))]
    return "\n".join(parts) + "\n"


def _several(results: list[dict]) -> str:
    most = max(r.get("processes", 1) for r in results)
    return SEVERAL.format(most) if most > 1 else ""


def ratios(record: dict, **wanted) -> str:
    """Return a table of ratios, peers down and sizes across."""
    sizes = table.sizes(record)
    rows = {
        peer: [
            _two_lines(table.cell(record, peer=peer, size=list(size), **wanted)) for size in sizes
        ]
        for peer in table.names(record)
    }
    return _table([_heading(*size) for size in sizes], rows)


def cold(record: dict) -> str:
    """Return the table of fresh processes."""
    sizes = list(dict.fromkeys(tuple(r["size"]) for r in record["cold"]))
    found = {(r["peer"], tuple(r["size"])): r for r in record["cold"]}
    rows = {
        peer: [
            f"{table.duration(r['seconds']['median'])} ({table.duration(r['first'])})"
            if (r := found.get((peer, size)))
            else ""
            for size in sizes
        ]
        for peer in table.names(record)
    }
    return _table([_heading(*size) for size in sizes], rows)


def learning(record: dict) -> str:
    """Return the table of learning: peers down, seeds and a pass across."""
    seeds = sorted({r["seed"] for r in record["learning"]})
    rows = {}
    for peer in table.names(record):
        mine = {r["seed"]: r["points"] for r in record["learning"] if r["peer"] == peer}
        if mine:
            ends = [learn.until(mine[seed]) if seed in mine else None for seed in seeds]
            passes = sorted(one for points in mine.values() for one in learn.pass_seconds(points))
            rows[peer] = [table.duration(end) if end else "–" for end in ends]
            rows[peer].append(table.duration(passes[len(passes) // 2]) if passes else "")
    return _table([f"seed {seed}" for seed in seeds] + ["a pass"], rows)


def _table(columns: list[str], rows: dict[str, list[str]]) -> str:
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items() if any(cells)]
    return "\n".join(lines)


def _heading(n0, n1, n2, m) -> str:
    return f"{n0}-{n1}-{n2}<br>batch {m}"


def _two_lines(cell: str) -> str:
    """Put the quartiles below the median."""
    return re.sub(r" \((.+)–(.+)\)", r"<br>\1–\2", cell)
