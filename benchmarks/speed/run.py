"""Run a child for each number of threads, show how far it is, and put the record together."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from tqdm import tqdm

from . import machine, peers
from .problem import DTYPES, SIZES

THREADS = (1, 2)
ROOT = Path(__file__).parents[2]


def run(quick: bool = False, threads=THREADS) -> dict:
    """Measure everything and return the record. A child that fails is a RuntimeError."""
    record = {"date": date.today().isoformat(), "results": [], "growth": {}}
    cases = len(DTYPES) * len(SIZES[:3] if quick else SIZES)
    total = len(threads) * cases * (len(peers.load()[0]) + 2) + 3
    with tqdm(total=total, unit="", leave=False, file=sys.stderr) as bar:
        for number in threads:
            for line in child(number, quick, growth=number == threads[0]):
                take(line, number, record, bar)
    return record


def child(threads: int, quick: bool, growth: bool):
    """Yield the lines of one child."""
    command = [sys.executable, "-m", "benchmarks.speed.child", "--threads", str(threads)]
    command += ["--quick"] * quick + ["--growth"] * growth
    with subprocess.Popen(
        command, cwd=ROOT, env=machine.environment(threads), stdout=subprocess.PIPE, text=True
    ) as process:
        kind = None
        for line in map(json.loads, process.stdout):
            kind = line["kind"]
            yield line
    if kind != "end":
        raise RuntimeError(f"the measurement with {threads} thread(s) broke off; see above")


def take(line: dict, threads: int, record: dict, bar) -> None:
    """Put one line of a child where it belongs."""
    kind = line.pop("kind")
    if kind == "start":
        record |= line
        bar.write(f"{threads} thread(s), matrix products by {line['machine']['blas']}")
        for name, reason in line["missing"].items():
            bar.write(f"  {name} is not measured: {reason}")
    elif kind == "running":
        size = "-".join(map(str, line.get("size", ())))
        words = (f"{threads} thread(s)", size, line.get("dtype", ""), line["running"])
        bar.set_description(" · ".join(filter(None, words)), refresh=False)
        bar.update()
    elif kind == "result":
        record["results"].append({"threads": threads} | line)
    elif kind == "growth":
        record["growth"][line["name"]] = line["points"]
