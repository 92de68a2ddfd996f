"""The small book, what the prover reads from it, and the corruption study of it, made once."""

import pytest
from small_book import write_book

from equation_prover.reading import read_book
from equation_prover.study import study


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder with eleven notebooks that hold nothing but the equations."""
    return write_book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="session")
def book(folder):
    """The 55 equations, read back from the notebooks."""
    return read_book(folder)[0]


@pytest.fixture(scope="session")
def forms(folder):
    """The vector forms, read back from the notebooks."""
    return read_book(folder)[1]


@pytest.fixture(scope="session")
def outcome(book):
    """What became of all corruptions of all 55 equations."""
    return study(book)
