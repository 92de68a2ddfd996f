"""Functions that an input may name, for exercises whose answer takes a function.

An input holds the text "function:cube", so that it can cross into the grader's sandbox; the
function itself is put in its place where the answer is called.
"""

import numpy as np

PREFIX = "function:"

FUNCTIONS = {
    "cube": lambda x: x**3,
    "cube_slope": lambda x: 3 * x**2,
    "cube_slope_without_3": lambda x: x**2,
    "wave": lambda x: np.sin(3 * x),
    "wave_far_up": lambda x: 100 + np.sin(3 * x),  # much larger than its slope
    "wave_slope_doubled": lambda x: 6 * np.cos(3 * x),
    "wave_slope_two_percent_off": lambda x: 3.06 * np.cos(3 * x),
    "tiny": lambda x: 1e-8 * x**2,
    "tiny_slope": lambda x: 2e-8 * x,
    "tiny_slope_without_2": lambda x: 1e-8 * x,
    "huge": lambda x: 1e6 * x**2,
    "huge_slope": lambda x: 2e6 * x,
    "square": lambda x: x**2,
    "square_slope_of_the_size": lambda x: 2 * np.sqrt(x * x),
}


def arguments(case: dict) -> dict:
    """Return an input with functions in the places of their names."""
    return {
        name: FUNCTIONS[value.removeprefix(PREFIX)]
        if isinstance(value, str) and value.startswith(PREFIX)
        else value
        for name, value in case.items()
    }
