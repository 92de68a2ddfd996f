"""The one browser of a test run: for the book's tests and the grader's."""

import os
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "tools"))  # last, because other helpers have its names

from chromium import chromium, missing

PATIENCE = 30_000  # milliseconds until a page that does not answer is a failure, on a busy machine


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
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    with chromium() as started:
        yield started
