"""The map of the output tells the output at each example."""

import pytest

from backprop_lib import RUNNING, Network, forward
from backprop_lib.figures import output_regions

NETWORK = Network(W1=[[2, -1.5], [-1, 1.8]], b1=[[-0.3], [0.2]], W2=[[0.9, -1.1]], b2=[[-0.2]])
X, Y = [[0, 1], [1, 1]], [[1, 0]]


def test_the_words_hold_the_output_at_each_example():
    alt = output_regions({"before": NETWORK, "after": NETWORK}, X, Y).alt
    first, second = forward(NETWORK, X).a2.ravel()
    assert alt.count(f"(0, 1) {first:.2f}, (1, 1) {second:.2f}.") == 2


def test_a_flat_output_is_drawn_without_a_line_and_without_a_warning():
    flat = Network(W1=[[0, 0]], b1=0, W2=0, b2=1)
    assert "(0, 1) 0.73" in output_regions({"flat": flat}, X, Y).alt


def test_a_network_that_is_no_map_of_the_plane_is_refused():
    with pytest.raises(ValueError, match="'scalar' must have 2 inputs and 1 output; got 1 and 1"):
        output_regions({"scalar": RUNNING.network}, X, Y)


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="at least one network"):
        output_regions({}, X, Y)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (
            X,
            [[1], [0]],
            r"y must have shape \(1, m\) = \(1, 2\); got \(2, 1\). It looks transposed",
        ),
        (X, [[1, 0, 1]], r"y must have shape \(1, m\) = \(1, 2\); got \(1, 3\)"),
        ([[0, 1]], Y, r"x must have shape \(2, m\)"),
    ],
)
def test_examples_and_targets_of_other_shapes_are_refused(x, y, message):
    with pytest.raises(ValueError, match=message):
        output_regions({"before": NETWORK}, x, y)


@pytest.mark.parametrize(
    ("networks", "message"),
    [
        ([NETWORK], "networks must be a dict; got list"),
        ({"before": 3}, r"networks\['before'\] must be a Network; got int"),
    ],
)
def test_what_is_no_network_is_refused(networks, message):
    with pytest.raises(TypeError, match=message):
        output_regions(networks, X, Y)
