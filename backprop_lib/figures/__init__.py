"""Every figure of the book. Each function returns a Figure: deterministic SVG and its alt text."""

from .curves import sigmoid_and_slope
from .diagrams import chain_map, layer_map
from .drawing import Figure

__all__ = ["Figure", "chain_map", "layer_map", "sigmoid_and_slope"]
