"""Write the page "How fast is this?" and all tables: `python -m benchmarks.speed.page`.

The text is page.md, with names in double braces where a number or a table belongs. No number is
written twice, and a sentence that the numbers no longer support is an error.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from . import peers, pictures, summary, table, tables
from .problem import make

HERE = Path(__file__).parent
RECORD = HERE / "recorded.json"
BOOK = HERE.parents[1] / "book"
TINY, LARGE = (1, 1, 1, 1), (1024, 1024, 10, 256)
FRAMEWORKS = ("PyTorch, eager", "PyTorch, compiled", "autograd")


def _one(record, peer, size):
    wanted = {"size": list(size), "what": "both", "threads": 1, "dtype": "float64"}
    [found] = table.cells(record, peer=peer, **wanted)
    return found


def claims(record: dict) -> dict[str, bool]:
    """Return what the text says without giving a number, and whether the record supports it."""
    share = _one(record, peers.FLOOR, LARGE)["ratio"]["median"]
    return {
        "frameworks that record each operation are slower on small networks": all(
            _one(record, peer, TINY)["ratio"]["median"] > 1 for peer in FRAMEWORKS
        ),
        "products take most of the time of 1024-1024-10": share > 0.75,
        "many steps in a pass": all(
            point["points"][0]["accuracy"] > 0.3 for point in record["learning"]
        ),
        "everybody learns the same": all(
            one["points"][-1]["accuracy"] > 0.9 for one in record["learning"]
        ),
    }


def fields(record: dict) -> dict[str, str]:
    """Return what stands for each name in braces."""
    machine = record["machine"]
    return {
        "summary": summary.markdown(record),
        "date": record["date"],
        "processor": machine["processor"],
        "cores": str(machine["cores"]),
        "system": machine["system"],
        "python": machine["python"],
        "blas": machine["blas"],
        "versions": ", ".join(f"{name} {number}" for name, number in machine["versions"].items()),
        "tiny_multiplications": str(make(*TINY).multiplications),
        "tiny_ours": table.duration(_one(record, peers.OURS, TINY)["seconds"]["median"]),
        "large_batch": str(LARGE[-1]),
        "share_large": f"{_one(record, peers.FLOOR, LARGE)['ratio']['median']:.0%}",
    }


def compose(record: dict) -> dict[Path, str]:
    """Return page, tables and figure as {path: text}; a claim that fails is a ValueError."""
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
    return {BOOK / "speed.md": page, HERE / "tables.md": tables.markdown(record)} | drawn


def write() -> None:
    """Write the page, the tables and the figure."""
    for path, text in compose(json.loads(RECORD.read_text(encoding="utf-8"))).items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(BOOK.parent)} is fresh")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    sys.exit(write())
