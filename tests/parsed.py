"""Pages of the built site, parsed once for all tests of a process."""

from functools import cache

from bs4 import BeautifulSoup


@cache
def soup(path):
    """Return a page as a tree."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@cache
def anchored(path):
    """Return a page's elements by their anchors."""
    return {tag["id"]: tag for tag in soup(path).find_all(id=True)}
