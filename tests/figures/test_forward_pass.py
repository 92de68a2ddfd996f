"""The figures of the forward pass show the numbers they are given."""

import pytest

from backprop_lib import RUNNING, ForwardPass, forward
from backprop_lib.figures import sigmoid_curve, value_map

PASSED = {
    name: value.item()
    for name, value in zip(ForwardPass.names(), forward(RUNNING.network, RUNNING.x), strict=True)
}


def test_values_are_written_short_and_never_shortened_to_look_exact():
    alt = value_map(**PASSED).alt
    assert "x is 0.7, z1 is 0.51, a1 is 0.625, z2 is -0.700, a2 is 0.332." in alt


def test_the_curve_leads_from_each_sum_to_its_activation():
    alt = sigmoid_curve(z1=PASSED["z1"], z2=PASSED["z2"]).alt
    assert "z1 = 0.51 to 0.62, z2 = -0.70 to 0.33." in alt


@pytest.mark.parametrize("figure", [value_map, sigmoid_curve])
def test_an_unknown_name_is_refused(figure):
    with pytest.raises(ValueError, match=r"must name .*; got 'q'"):
        figure(q=1)
