"""The slope that is left after n layers is the one that a complex step measures."""

import pytest

from backprop_lib import complex_step, sigmoid
from backprop_lib.figures import slope_by_depth


@pytest.mark.parametrize(("W", "b"), [(1.3, -0.4), (-1.6, 0.3)])
def test_the_first_and_the_last_slope_in_the_alt_text_are_true(W, b):
    def output(x, layers):
        for _ in range(layers):
            x = sigmoid(W * x + b)
        return x

    first, last = (abs(complex_step(lambda x: output(x, n), 0.7)) for n in (1, 8))  # noqa: B023
    alt = slope_by_depth(0.7, W, b, layers=8).alt
    assert f"from {first:.2g} to {last:.1g}," in alt
    assert f"weight {W:g}" in alt


def test_a_neuron_at_zero_passes_on_exactly_a_quarter():
    assert "from 0.25 to 0.06," in slope_by_depth(0.5, 1, -0.5, layers=2).alt


@pytest.mark.parametrize(("W", "layers"), [(0, 12), (1.3, 1)])
def test_a_chain_without_a_line_to_draw_is_refused(W, layers):
    with pytest.raises(ValueError, match="W must not be 0 and layers must be 2 or more"):
        slope_by_depth(0.7, W, -0.4, layers)
