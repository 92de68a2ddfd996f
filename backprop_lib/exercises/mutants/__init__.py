"""Wrong answers made from the right one by program, and the sentence that belongs to each.

`name_mistake` compares a wrong answer with them. Nothing here runs a reader's code.
"""

from .naming import name_mistake
from .ranks import rank
from .search import Search, mutants

__all__ = ["Search", "mutants", "name_mistake", "rank"]
