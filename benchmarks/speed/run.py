"""Run a child for each number of threads, show how far it is, and put the record together."""

import json
import subprocess
import sys
from datetime import date
from itertools import product
from pathlib import Path

from tqdm import tqdm

from . import learn, machine, peers
from .agreement import TOLERANCE, Disagreement
from .problem import COLD, DTYPES, SIZES

THREADS = (1, 2)
FRESH = 3  # processes for each peer and size
ROOT = Path(__file__).parents[2]


def run(quick: bool = False, threads=THREADS) -> dict:
    """Measure everything and return the record. A child that fails is a RuntimeError."""
    record = {"date": date.today().isoformat(), "results": [], "cold": [], "learning": []}
    sizes, classes = SIZES[:3] if quick else SIZES, peers.load()[0]
    seeds, passes = (learn.SEEDS[:1], 2) if quick else (learn.SEEDS, learn.PASSES)
    learners = [
        (seed, name)
        for seed in seeds
        for name, peer in classes.items()
        if hasattr(peer, "a_pass") and (seed == seeds[0] or not getattr(peer, "slow", False))
    ]
    fresh = [*product(classes, COLD[:1] if quick else COLD)]
    total = len(threads) * len(DTYPES) * len(sizes) * (len(classes) + 2)
    total += len(fresh) + len(learners)
    with tqdm(total=total, unit="", leave=False, file=sys.stderr) as bar:
        for number in threads:
            for line in child(number, quick):
                take(line, number, record, bar)
        for name, size in fresh:
            written = "-".join(map(str, size))
            bar.set_description(f"cold · {written} · {name}", refresh=False)
            if not _is_declined(record, name, size):
                times = 1 if quick or getattr(classes[name], "slow", False) else FRESH
                found = [alone("cold", name, written) for _ in range(times)]
                case = {"peer": name, "size": list(size), "processes": times}
                record["cold"].append(case | middle(found))
            bar.update()
        for seed, name in learners:
            bar.set_description(f"learning · seed {seed} · {name}", refresh=False)
            points = alone("learn", name, "--seed", str(seed), "--passes", str(passes))
            record["learning"].append({"peer": name, "seed": seed, "points": points})
            bar.update()
    same_costs(record["learning"])
    return record


def middle(found: list[dict]) -> dict:
    """Return the measurement of the process that was neither the quickest nor the slowest."""
    return sorted(found, key=lambda one: one["seconds"]["median"])[len(found) // 2]


def _is_declined(record, name, size) -> bool:
    case = {"peer": name, "size": list(size), "dtype": "float64"}
    return any(case.items() <= r.items() and "declined" in r for r in record["results"])


def alone(module: str, *arguments: str):
    """Run one measurement in a process of its own, with one thread, and return what it found."""
    command = [sys.executable, "-m", f"benchmarks.speed.{module}", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=machine.environment(1), stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise RuntimeError(f"the measurement {' '.join(command[2:])} broke off; see above")
    return json.loads(done.stdout)


def same_costs(learning: list[dict]) -> None:
    """Raise Disagreement unless all peers have the library's held-out cost after the first pass."""
    for one in learning:
        [ours] = [o for o in learning if (o["peer"], o["seed"]) == (peers.OURS, one["seed"])]
        found, expected = (other["points"][0]["cost"] for other in (one, ours))
        if not abs(found - expected) <= TOLERANCE["float64"] * expected:
            raise Disagreement(f"{one['peer']}: the held-out cost is {found}, not {expected}")


def child(threads: int, quick: bool):
    """Yield the lines of one child."""
    command = [sys.executable, "-m", "benchmarks.speed.child", "--threads", str(threads)]
    command += ["--quick"] * quick
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
