"""What all tests share."""

import gc
import re
import sys
from pathlib import Path
from zlib import crc32

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent))  # so that tests can import networks.py
sys.path.insert(0, str(Path(__file__).parent / "book"))  # and chapters.py
sys.path.append(str(ROOT / "tools"))  # last, because other tests' helpers have names that are there

# Workers share the tests. What shares a costly fixture runs in one of them: a file or notebook,
# the prover's tests, all that opens one page. The longest go first and the shortest last, so that
# in the end neither waits; all others are mixed, since some compute and some wait for a process.
# (xdist's own marks for groups do nothing in xdist 3.8 with pytest 9.2.)
LONGEST_FIRST = ("test_lite", "test_live_page", "tests/prover", "test_hostile",
                 "test_session_in_the_page", "test_before_the_press", "test_your_book",
                 "test_addresses", "test_grade.py")  # fmt: skip
SHORTEST_LAST = ("test_every_page",)  # a few seconds for each page


class TogetherWhatSharesFixtures(LoadScopeScheduling):
    """Hands out groups of tests, each whole, to whichever worker has least to do."""

    def _split_scope(self, nodeid):
        page = re.search(r"/test_every_page.*\[((?:book/)?[\w-]+\.html)[\]-]", nodeid)
        if page:
            return page[1]
        file = nodeid.partition("::")[0]
        return "tests/prover" if "tests/prover" in file else file


def pytest_xdist_make_scheduler(config, log):
    """Use the groups above, where tests are shared out at all."""
    return TogetherWhatSharesFixtures(config, log)


def pytest_collection_modifyitems(items):
    """Put the longest groups first, the shortest last, and mix the others, always alike."""

    def place(item):
        mixed = crc32(item.nodeid.partition("::")[0].encode())
        if any(name in item.nodeid for name in SHORTEST_LAST):
            return len(LONGEST_FIRST) + 1, mixed
        known = (k for k, name in enumerate(LONGEST_FIRST) if name in item.nodeid)
        return next(known, len(LONGEST_FIRST)), mixed

    items.sort(key=place)


def pytest_collection_finish():
    """Spare the garbage collector thousands of tests that stay till the end."""
    gc.freeze()
