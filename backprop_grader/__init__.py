"""Mark notebooks with the book's exercises. For instructors: the command is `backprop-grader`.

The judge runs here. A student's code runs behind a wall (`sandbox`, `child`) and only ever
answers "call this function on these numbers" with numbers back.
"""
