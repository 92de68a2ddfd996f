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


@pytest.mark.parametrize("figure", [value_map, sigmoid_curve])
def test_what_is_no_finite_number_is_refused(figure):
    with pytest.raises(TypeError, match="z1 must hold numbers, as a finite number; got str"):
        figure(z1="a")
    with pytest.raises(ValueError, match="z1 must be a finite number; got nan"):
        figure(z1=float("nan"))


@pytest.mark.parametrize(("z1", "reach"), [(-6, 6), (9, 9), (-13, 15)])
def test_the_axis_has_room_for_the_sum(z1, reach):
    assert f"over z from {-reach} to {reach}:" in sigmoid_curve(z1=z1).alt
