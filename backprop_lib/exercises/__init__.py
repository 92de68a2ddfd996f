"""The book's exercises: what the answers are, how to judge one, and what people get wrong.

`check("6.2", answer)` is all a reader needs. Needs NumPy and no more.
"""

from .catalog import EXERCISES
from .checking import assess, check
from .exercise import Exercise, Misconception
from .judge import Verdict

__all__ = ["EXERCISES", "Exercise", "Misconception", "Verdict", "assess", "check"]
