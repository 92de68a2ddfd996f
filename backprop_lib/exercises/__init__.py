"""The book's exercises: what the answers are, how to judge one, and what people get wrong.

`check("6.2", answer)` is all a reader needs, and `hint("6.2")` if stuck. Needs NumPy and no more.
"""

from .attempts import watch
from .catalog import EXERCISES
from .checking import assess, check, hint
from .exercise import Exercise, Misconception
from .judge import Verdict

__all__ = ["EXERCISES", "Exercise", "Misconception", "Verdict", "assess", "check", "hint"]

watch()
