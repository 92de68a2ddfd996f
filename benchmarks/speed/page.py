"""Write the page "How fast is this?" from the record: `python -m benchmarks.speed.page`.

The text is page.md, with names in double braces where a number or a table belongs. No number is
written twice, and a sentence that the numbers no longer support is an error.
"""

import argparse
import json
import math
import re
import sys
from pathlib import Path

from . import agreement, growth, peers, pictures, table, why
from .problem import make
from .timing import FULL, PAUSED

HERE = Path(__file__).parent
RECORD = HERE / "recorded.json"
BOOK = HERE.parents[1] / "book"
TINY, MIDDLE, LARGE = (1, 1, 1, 1), (784, 128, 10, 64), (1024, 1024, 10, 256)
FEW = 16  # examples


def ratio(record: dict, peer: str, size: tuple) -> float:
    """Return a median ratio for loss and gradients, float64 and one thread."""
    return _one(record, peer, size)["ratio"]["median"]


def _one(record, peer, size):
    [found] = table.cells(
        record, peer=peer, size=list(size), what="both", threads=1, dtype="float64"
    )
    return found


def claims(record: dict) -> dict[str, bool]:
    """Return what the text says without giving a number, and whether the record supports it."""
    points = record["growth"]
    return {
        "frameworks that record each operation are slower on small networks": all(
            ratio(record, peer, size) > 1
            for peer in ("PyTorch, eager", "PyTorch, compiled", "autograd")
            for size in table.sizes(record)[:3]
        ),
        "products take most of the time from 784-128-10 up": ratio(record, peers.FLOOR, MIDDLE)
        > 0.5
        < ratio(record, peers.FLOOR, LARGE),
        "time grows with the square of the width": abs(_slope(points["width"]) - 2) < 0.3,
        "time grows with the batch": abs(_slope(points["batch"]) - 1) < 0.2,
        "time grows more slowly than the work at first": all(
            _first_power(points[name]) < 0.75 * power
            for name, power in (("width", 2), ("batch", 1))
        ),
        "one example takes longer than two": _per_example(points, 1) > 2 * _per_example(points, 2),
        "an example costs less in company": _per_example(points, 1) > 2 * _per_example(points, FEW),
        "memory is what counting says": all(
            abs(p["bytes"] / p["theory"] - 1) < 0.03 for p in points["memory"]
        ),
    }


def _slope(points):
    return growth.slope(points, pictures.middle)


def _first_power(points):
    """Return the power of the first points, where starting costs most of the time."""
    first, third = points[0], points[2]
    grown = math.log(pictures.middle(third) / pictures.middle(first))
    return grown / math.log(third["at"] / first["at"])


def _per_example(points, m: int) -> float:
    [seconds] = [pictures.middle(p) for p in points["batch"] if p["at"] == m]
    return seconds / m


def fields(record: dict) -> dict[str, str]:
    """Return what stands for each name in braces."""
    machine, points = record["machine"], record["growth"]
    last = points["memory"][-1]
    tables = {
        f"{what}_{threads}_{dtype}": markdown(record, what=what, threads=threads, dtype=dtype)
        for what in table.TITLES
        for threads in (1, 2)
        for dtype in ("float64", "float32")
    }
    return tables | {
        "date": record["date"],
        "processor": machine["processor"],
        "cores": str(machine["cores"]),
        "system": machine["system"],
        "python": machine["python"],
        "blas": machine["blas"],
        "blas_name": machine["blas"].split()[0],
        "versions": ", ".join(f"{name} {number}" for name, number in machine["versions"].items()),
        "rounds": str(FULL.rounds),
        "rounds_2": str(PAUSED.rounds),
        "tolerance64": f"{agreement.TOLERANCE['float64']:g}",
        "tolerance32": f"{agreement.TOLERANCE['float32']:g}",
        "declined": "\n".join(f"- {line}." for line in table.declined(record)),
        "tiny_multiplications": str(make(*TINY).multiplications),
        "tiny_ours": table.duration(_one(record, peers.OURS, TINY)["seconds"]["median"]),
        "tiny_torch": table.duration(_one(record, "PyTorch, eager", TINY)["seconds"]["median"]),
        "tiny_autograd": table.duration(_one(record, "autograd", TINY)["seconds"]["median"]),
        "tiny_products": table.duration(_one(record, peers.FLOOR, TINY)["seconds"]["median"]),
        "share_middle": f"{ratio(record, peers.FLOOR, MIDDLE):.0%}",
        "share_large": f"{ratio(record, peers.FLOOR, LARGE):.0%}",
        "ahead": "\n".join(why.paragraphs(record)),
        "largest": {4: "four"}[growth.LARGEST],
        "slope_width": f"{_slope(points['width']):.2f}",
        "slope_batch": f"{_slope(points['batch']):.2f}",
        "width_batch": str(growth.BATCH_FOR_WIDTH),
        "batch_layers": "-".join(map(str, growth.LAYERS)),
        "few": str(FEW),
        "many": f"{points['batch'][-1]['at']:,}",
        "per_example_1": table.duration(_per_example(points, 1)),
        "per_example_few": table.duration(_per_example(points, FEW)),
        "per_example_many": table.duration(_per_example(points, points["batch"][-1]["at"])),
        "memory_m": f"{last['at']:,}",
        "memory_theory": f"{last['theory'] / 1e6:.1f} MB",
        "memory_measured": f"{last['bytes'] / 1e6:.1f} MB",
    }


def markdown(record: dict, **wanted) -> str:
    """Return a table of ratios, peers down and sizes across."""
    columns = table.sizes(record)
    lines = ["| | " + " | ".join(_heading(*size) for size in columns) + " |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for peer in table.names(record):
        found = [table.cell(record, peer=peer, size=list(size), **wanted) for size in columns]
        if any(found):
            lines.append(f"| {peer} | " + " | ".join(map(_two_lines, found)) + " |")
    return "\n".join(lines)


def _heading(n0, n1, n2, m) -> str:
    layers = "\N{NON-BREAKING HYPHEN}".join(map(str, (n0, n1, n2)))
    return f"{layers}<br>batch\N{NO-BREAK SPACE}{m}"


def _two_lines(cell: str) -> str:
    """Put the quartiles below the median, and keep what belongs together on one line."""
    return re.sub(r" \((.+)–(.+)\)", "<br>\\1\N{WORD JOINER}–\N{WORD JOINER}\\2", cell)


def compose(record: dict) -> dict[Path, str]:
    """Return the page and its figures as {path: text}; a claim that fails is a ValueError."""
    for claim, holds in claims(record).items():
        if not holds:
            raise ValueError(f"the record does not support what page.md says: {claim}")
    found = fields(record)
    text = (HERE / "page.md").read_text(encoding="utf-8")
    page = re.sub(r"\{\{(\w+)\}\}", lambda match: found[match[1]], text)
    drawn = {
        BOOK / "_static" / f"speed-{name}.svg": draw(record).svg + "\n"
        for name, draw in pictures.FIGURES.items()
    }
    return {BOOK / "speed.md": page} | drawn


def write() -> None:
    """Write the page and its figures."""
    for path, text in compose(json.loads(RECORD.read_text(encoding="utf-8"))).items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(BOOK.parent)} is fresh")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    sys.exit(write())
