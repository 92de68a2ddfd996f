"""Measure with one number of threads, in a process of its own: `python -m benchmarks.speed.child`.

The limits on threads only count if they are set before the libraries are imported, so the parent
sets them and starts this. Each line printed is one JSON object: what is running, or what was found.
"""

import argparse
import json
import sys

import numpy as np

from . import machine, peers
from .agreement import agree
from .peers.declined import Declined
from .problem import DTYPES, SIZES, make
from .timing import FULL, PAUSED, QUICK, side_by_side, spread

PAUSE = 0.1  # seconds between libraries, with more than one thread: OpenBLAS turns for 30 ms


def say(kind: str, **what):
    """Send the parent a line."""
    print(json.dumps({"kind": kind} | what), flush=True)


def keep_memory():
    """Make the C library keep what is freed, as it does in a program that has held a data set.

    Until a process has freed a large array, every larger temporary is fetched from the system
    page by page, and that time would be ours or a peer's by chance.
    """
    np.empty(31 * 2**20, np.uint8).fill(0)


def compare(size, dtype, classes, options):
    """Ready the peers, check that they agree, and time them side by side."""
    effort, pause = (FULL, 0) if options.threads == 1 else (PAUSED, PAUSE)
    if options.quick:
        effort, pause = QUICK, pause / 20  # a trial is of the program, not of its times
    problem = make(*size, dtype)
    case = {"size": list(size), "dtype": dtype}
    ready, reference = {}, None
    for name, peer in classes.items():
        say("running", **case, running=name)
        try:
            ready[name] = one = peer(problem)
        except Declined as reason:
            say("result", **case, peer=name, declined=str(reason))
            continue
        if one.values:
            found = one.values()
            reference = reference or found  # ours comes first
            agree(name, found, reference, dtype)
    for what in ("both", "step"):
        say("running", **case, running="all, in turn")
        tasks = {name: getattr(one, what) for name, one in ready.items() if getattr(one, what)}
        samples, slow = side_by_side(tasks, effort, pause)
        ours = samples[peers.OURS]
        for name, seconds in samples.items():
            ratios = [theirs / mine for theirs, mine in zip(seconds, ours, strict=True)]
            say("result", **case, what=what, peer=name, seconds=spread(seconds),
                ratio=spread(ratios))  # fmt: skip
        for name, seconds in slow.items():
            say("result", **case, what=what, peer=name, one_call=seconds)


def main():
    """Measure everything there is, or the quick part of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    keep_memory()
    classes, missing = peers.load()
    if "PyTorch, eager" in classes:
        import torch

        torch.set_num_threads(options.threads)
    say("start", machine=machine.describe(), missing=missing)
    for size in SIZES[:3] if options.quick else SIZES:
        for dtype in DTYPES:
            compare(size, dtype, classes, options)
    say("end")


if __name__ == "__main__":
    sys.exit(main())
