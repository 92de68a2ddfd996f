"""Backpropagation, derivative by derivative: the code behind the book. Needs NumPy and no more.

`figures` draws with Matplotlib and `train` shows its progress with tqdm; each is loaded when used.
"""

from .checking import GradientCheck, check_gradients, relative_error
from .core import cost, cost_and_gradients, forward, gradients, sigmoid
from .examples import RUNNING, VECTOR, Example
from .network import ForwardPass, Gradients, Network
from .numerical import (
    central_difference,
    central_difference_gradients,
    complex_step,
    complex_step_gradients,
    jacobian,
)
from .show import show
from .training import Training, batches, descend, train

__version__ = "0.1.0"

__all__ = [
    "RUNNING",
    "VECTOR",
    "Example",
    "ForwardPass",
    "GradientCheck",
    "Gradients",
    "Network",
    "Training",
    "batches",
    "central_difference",
    "central_difference_gradients",
    "check_gradients",
    "complex_step",
    "complex_step_gradients",
    "cost",
    "cost_and_gradients",
    "descend",
    "forward",
    "gradients",
    "jacobian",
    "relative_error",
    "show",
    "sigmoid",
    "train",
]
