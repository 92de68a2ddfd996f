"""Every figure of the book. Each function returns a Figure: deterministic SVG and its alt text."""

from .compared import compared
from .costs import cost_of_each_parameter, cost_parabola
from .costs_of_weight import cost_over_weight
from .curves import sigmoid_and_slope
from .depth import slope_by_depth
from .descent import cost_by_step
from .diagrams import chain_map, layer_map
from .drawing import Figure
from .factors import factor_bars
from .filled import filled_map
from .forward_pass import sigmoid_curve, value_map
from .lines import sum_over_weight
from .neuron import neuron
from .paths import paths_back
from .pictures_of_digits import digits
from .regions import output_regions
from .shapes import shapes
from .step_sizes import error_by_step
from .tables import confusion_table
from .tangents import tangent_and_secant

__all__ = [
    "Figure",
    "chain_map",
    "compared",
    "confusion_table",
    "cost_by_step",
    "cost_of_each_parameter",
    "cost_over_weight",
    "cost_parabola",
    "digits",
    "error_by_step",
    "factor_bars",
    "filled_map",
    "layer_map",
    "neuron",
    "output_regions",
    "paths_back",
    "shapes",
    "sigmoid_and_slope",
    "sigmoid_curve",
    "slope_by_depth",
    "sum_over_weight",
    "tangent_and_secant",
    "value_map",
]
