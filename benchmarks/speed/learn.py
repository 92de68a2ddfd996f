"""Learn the digits with one peer, in a process of its own: `python -m benchmarks.speed.learn PEER`.

Importing and reading the digits are not counted; setting up is, and with it any compiling. After
each pass the network is tried on the held-out digits, while the clock stands. Prints one JSON
object.
"""

import argparse
import json
import sys
import time
from itertools import pairwise

from backprop_lib import Network, cost, forward
from backprop_lib.digits import accuracy

from . import peers
from .problem import digits

PASSES, GOAL = 30, 0.97
SEEDS = (1, 2, 3, 4, 5)


def learn(peer, seed: int, passes: int = PASSES) -> list[dict]:
    """Return for each pass the seconds until its end, and the held-out cost and accuracy then."""
    problem, held_out = digits(seed)
    for package in peer.needs:
        __import__({"scikit-learn": "sklearn"}.get(package, package))
    seconds, points = 0.0, []
    start = time.perf_counter()
    one = peer(problem)
    for number in range(passes):
        one.a_pass(1000 * seed + number)
        seconds += time.perf_counter() - start
        network = Network(*one.current())
        points.append(
            {
                "seconds": seconds,
                "cost": cost(network, held_out.x, held_out.y),
                "accuracy": accuracy(forward(network, held_out.x).a2, held_out.y),
            }
        )
        start = time.perf_counter()
    return points


def until(points: list[dict], goal: float = GOAL) -> float | None:
    """Return the seconds until so large a share of the held-out digits is read right."""
    return next((point["seconds"] for point in points if point["accuracy"] >= goal), None)


def pass_seconds(points: list[dict]) -> list[float]:
    """Return the seconds of each pass but the first two, which set up and compile."""
    ends = [point["seconds"] for point in points]
    return [after - before for before, after in pairwise(ends[1:])]


def main():
    """Learn with the peer of this name and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer")
    parser.add_argument("--seed", type=int, default=SEEDS[0])
    parser.add_argument("--passes", type=int, default=PASSES)
    options = parser.parse_args()
    found, missing = peers.load()
    if options.peer not in found:
        parser.error(missing.get(options.peer, f"peer must be one of {', '.join(found)}"))
    print(json.dumps(learn(found[options.peer], options.seed, options.passes)))


if __name__ == "__main__":
    sys.exit(main())
