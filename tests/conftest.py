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

# Two workers share the tests. What shares a costly fixture runs in one of them: a file, unless its
# tests say another group. The longest go first, so that neither worker waits long for the other.
LONGEST_FIRST = ("lite", "test_grade.py", "hostile", "prover", "test_every_page.py")


def pytest_collection_modifyitems(items):
    """Give each test its group, and put the groups in order."""

    def place(item):
        known = [name for name in LONGEST_FIRST if name in (group(item), item.path.name)]
        return LONGEST_FIRST.index(known[0]) if known else len(LONGEST_FIRST)

    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    items.sort(key=place)


def group(item):
    """Return the name of a test's group."""
    return item.get_closest_marker("xdist_group").args[0]


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
