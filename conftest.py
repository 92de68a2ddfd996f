"""The one browser of a test run: for the book's tests and the grader's."""

import os
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "tools"))  # last, because other helpers have its names

from chromium import chromium, missing

# Only a browser that gave no answer in time is asked once more. It is no option for all tests: the
# plugin takes 40 ms to ask whether one may be, where workers share them.
ONCE_MORE = pytest.mark.flaky(reruns=1, only_rerun=r"^TimeoutError: .*Timeout \d+ms exceeded")
PATIENCE = 30_000  # milliseconds until a page that does not answer is a failure, on a busy machine


def pytest_collection_modifyitems(items):
    """Let tests in the browser be tried once more, should it be late."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(ONCE_MORE)


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
