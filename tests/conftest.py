"""What all tests share."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent))  # so that tests can import networks.py
sys.path.insert(0, str(Path(__file__).parent / "book"))  # and chapters.py
sys.path.append(str(ROOT / "tools"))  # last, because other tests' helpers have names that are there

from chromium import chromium, missing  # noqa: E402 (it lies in the folder added above)


@pytest.fixture(scope="session")
def browser():
    """Start the one browser of a test run; without one say so, and in CI fail."""
    if os.environ.get("NO_BROWSER"):
        pytest.skip("BROWSER TESTS SKIPPED: NO_BROWSER is set.")
    reason = missing()
    if reason and os.environ.get("CI"):
        pytest.fail(f"Browser tests must run in CI, but {reason}.")
    if reason:
        pytest.skip(f"BROWSER TESTS SKIPPED: {reason}.")
    with chromium() as started:
        yield started
