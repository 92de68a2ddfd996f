"""Time one peer in a process that has done nothing else: `python -m benchmarks.speed.cold PEER`.

A reader's process is such a one. Until it has freed a large array, every larger temporary is
fetched from the system page by page. Prints one JSON object.
"""

import argparse
import json
import sys
import time

from . import peers
from .problem import make
from .timing import spread

CALLS = 20


def cold(peer, size: tuple, calls: int = CALLS) -> dict:
    """Return the seconds of the first call, setting up included, and the spread of the next."""
    problem = make(*size)
    start = time.perf_counter()
    one = peer(problem)
    one.both()
    first, seconds = time.perf_counter() - start, []
    for _ in range(calls):
        start = time.perf_counter()
        one.both()
        seconds.append(time.perf_counter() - start)
    return {"first": first, "seconds": spread(seconds)}


def main():
    """Time the peer of this name at a size such as 64-32-10-1797 and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("peer")
    parser.add_argument("size", help="layers and batch, such as 64-32-10-1797")
    options = parser.parse_args()
    found, missing = peers.load()
    if options.peer not in found:
        parser.error(missing.get(options.peer, f"peer must be one of {', '.join(found)}"))
    size = tuple(map(int, options.size.split("-")))
    print(json.dumps(cold(found[options.peer], size)))


if __name__ == "__main__":
    sys.exit(main())
