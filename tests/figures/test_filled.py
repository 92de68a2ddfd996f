"""The map that fills: the values and slopes it is given, and the product as far as it goes."""

import pytest

from backprop_lib import RUNNING, VECTOR, gradients
from backprop_lib.figures import filled_map

SLOPES = {"C0/a2": -0.568, "a2/z2": 0.222, "z2/W2": 0.625}
TO_W1 = {"C0/a2": -0.568, "a2/z2": 0.222, "z2/a1": -1.6, "a1/z1": 0.234, "z1/W1": 0.7}


def first(n):
    return dict(list(SLOPES.items())[:n])


@pytest.mark.parametrize(
    ("known", "product"),
    [
        (0, "? × ? × ?."),
        (1, "−0.568 × ? × ?."),
        (2, "−0.568 × 0.222 × ?."),
        (3, "−0.568 × 0.222 × 0.625 = −0.0788."),
    ],
)
def test_the_product_grows_by_one_factor_at_a_time(known, product):
    assert filled_map(RUNNING, first(known), "W2").alt.endswith(f"dC0/dW2 = {product}")


def test_the_values_are_those_of_the_forward_pass():
    alt = filled_map(RUNNING, {}, "W2").alt
    assert "x 0.7, W1 1.3, b1 −0.4, W2 −1.6, b2 0.3, y 0.9, z1 0.51, a1 0.625, z2 −0.700" in alt
    assert "a2 0.332, C0 0.161" in alt


def test_five_links_make_the_gradient_of_the_first_weight():
    alt = filled_map(RUNNING, TO_W1, "W1").alt
    assert alt.endswith("−0.568 × 0.222 × (−1.6) × 0.234 × 0.7 = 0.033.")
    assert gradients(RUNNING.network, RUNNING.x, RUNNING.y).dC_dW1.item() == pytest.approx(
        0.033, abs=5e-4
    )


def test_is_the_same_drawing_every_time():
    assert filled_map(RUNNING, SLOPES, "W2").svg == filled_map(RUNNING, SLOPES, "W2").svg


def test_refuses_by_name_what_it_cannot_draw():
    with pytest.raises(ValueError, match="toward must be W1, b1, W2, b2; got 'x'"):
        filled_map(RUNNING, {}, "x")
    with pytest.raises(ValueError, match="slopes must begin at the cost, in this order: C0/a2, "):
        filled_map(RUNNING, {"a2/z2": 0.222}, "W2")
    with pytest.raises(ValueError, match=r"slopes\['C0/a2'\] must be a finite number; got nan"):
        filled_map(RUNNING, {"C0/a2": float("nan")}, "W2")
    with pytest.raises(TypeError, match="slopes must be a dict; got list"):
        filled_map(RUNNING, ["C0/a2"], "W2")
    with pytest.raises(ValueError, match="needs a 1-1-1 network"):
        filled_map(VECTOR, {}, "W2")
