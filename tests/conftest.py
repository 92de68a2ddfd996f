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

# Two workers share the tests. What shares a costly fixture runs in one of them: a file or notebook,
# unless its tests name another group. The longest go first, so that in the end neither waits long.
LONGEST_FIRST = ("lite", "hostile", "test_grade.py", "prover", "test_every_page.py")


def pytest_collection_modifyitems(items):
    """Give each test its group, and put the groups in order."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            folder = item.path.parent.name
            shared = folder if folder == "prover" else item.path.name
            item.add_marker(pytest.mark.xdist_group(shared))
    items.sort(key=_place)


def _place(item):
    names = {item.get_closest_marker("xdist_group").args[0], item.path.name}
    return next((k for k, name in enumerate(LONGEST_FIRST) if name in names), len(LONGEST_FIRST))


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
