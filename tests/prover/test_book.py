"""The real book, by the command itself: every equation proved, and the page up to date."""

import subprocess
import sys
from pathlib import Path

from equation_prover.reading import LAST

ROOT = Path(__file__).parents[2]
FORMS = LAST["vec"]


def test_the_book_is_proved_and_its_page_up_to_date():
    """Run `make prove`, which `make test` therefore does not run once more."""
    finished = subprocess.run(
        [sys.executable, "-m", "equation_prover", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    lines = finished.stdout.splitlines()
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert lines[-2:] == [f"{FORMS} of {FORMS} vector forms agree with the code", "55 of 55 proved"]
    assert sum("to 1e-50" in line for line in lines) == 55
