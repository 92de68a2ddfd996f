"""Mark notebooks with the book's exercises. For instructors: the command is `backprop-grader`.

The judge runs here. A student's code runs in a sandbox (`sandbox`, `child`) and only ever
answers "call this function on these numbers" with numbers back.
"""

__version__ = "0.1.0"
