"""Time the targets that build or check, in a fresh clone, twice: `make times`. Takes half an hour.

The first run starts from nothing but the downloads that pip keeps; the second finds what the
first left behind. What fails is timed too, and said.
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
TARGETS = ["book", "pdf", "lint", "check", "notebooks", "outputs", "prove", "unit", "release"]


def seconds(target: str, clone: Path) -> str:
    """Run a target and return how long it took."""
    start = time.monotonic()
    done = subprocess.run(["make", target], cwd=clone, capture_output=True)
    return f"{time.monotonic() - start:.1f}{' (failed)' if done.returncode else ''}"


def main() -> None:
    """Print a row for each target as soon as it is known."""
    print("| target | first run, s | second run, s |\n|---|---|---|", flush=True)
    with TemporaryDirectory() as scratch:
        clone = Path(scratch) / "book"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        for target in sys.argv[1:] or TARGETS:
            first, second = (seconds(target, clone) for _ in range(2))
            print(f"| {target} | {first} | {second} |", flush=True)


if __name__ == "__main__":
    main()
