"""What all tests share."""

import re
import sys
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent))  # so that tests can import networks.py
sys.path.insert(0, str(Path(__file__).parent / "book"))  # and chapters.py
sys.path.append(str(ROOT / "tools"))  # last, because other tests' helpers have names that are there

# Workers share the tests. What shares a costly fixture runs in one of them: a file or notebook,
# the prover's tests, all that opens one page. The longest go first and the shortest last, so that
# in the end neither waits. (xdist's own marks for groups do nothing in xdist 3.8 with pytest 9.2.)
LONGEST_FIRST = ("test_lite", "tests/prover", "test_live_page", "test_hostile", "test_addresses",
                 "test_grade.py", "test_mutants", "test_attacks", "test_before_the_press",
                 "test_session_in_the_page", "test_your_book", "test_own", "test_every_exercise",
                 "test_measurement", "book/1", "grader/tests", "tests/live")  # fmt: skip
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
    """Put the longest groups first, and the shortest last."""

    def place(item):
        if any(name in item.nodeid for name in SHORTEST_LAST):
            return len(LONGEST_FIRST) + 1
        known = (k for k, name in enumerate(LONGEST_FIRST) if name in item.nodeid)
        return next(known, len(LONGEST_FIRST))

    items.sort(key=place)
