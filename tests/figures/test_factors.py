"""The bars of a product, factor by factor."""

import re

import pytest

from backprop_lib.figures import factor_bars


def test_names_every_factor_and_the_product_so_far_in_words():
    alt = factor_bars({"z2/a1": -1.6, "a2/z2": 0.25, "C0/a2": -0.5}).alt
    assert "∂z^L/∂a^(L-1) = −1.6, ∂a^L/∂z^L = 0.25, ∂C_0/∂a^L = −0.5" in alt
    assert "so far: −1.6, −0.4, 0.2." in alt


def test_takes_any_mathtext_as_a_label():
    assert "a^L (1 - a^L) = 0.25" in factor_bars({r"$a^L (1 - a^L)$": 0.25}).alt


def test_is_the_same_drawing_every_time():
    factors = {"z2/W2": 0.625, "a2/z2": 0.222, "C0/a2": -0.568}
    assert factor_bars(factors).svg == factor_bars(factors).svg


def test_writes_zero_without_a_sign():
    assert "−0" not in factor_bars({"a2/z2": 0.0, "C0/a2": -0.5}).alt.split("so far")[1]


@pytest.mark.parametrize("factors", [{}, {"a2/z2": float("nan")}, {"a2/z2": [0.1, 0.2]}])
def test_refuses_what_is_not_a_product_of_numbers(factors):
    with pytest.raises(ValueError, match="must"):
        factor_bars(factors)


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        ({"a": "b"}, r"factors\['a'\] must hold numbers, as a finite number; got str"),
        ([0.1], "factors must be a dict; got list"),
    ],
)
def test_refuses_what_is_no_number_by_name(factors, message):
    with pytest.raises(TypeError, match=message):
        factor_bars(factors)


def test_equal_numbers_are_equal_bars_in_both_panels_and_in_any_order():
    factors = {"z2/W2": 0.625, "a2/z2": 0.222, "C0/a2": -0.568}
    turned = dict(reversed(factors.items()))
    drawn = [bars(factor_bars(each).svg) for each in (factors, turned)]
    forward, backward = ([width / 0.625 for width in widths] for widths in drawn)
    assert forward[0] == pytest.approx(forward[3], abs=0.1)  # the first product is the factor
    assert forward[5] == pytest.approx(backward[5], abs=0.1)  # the last products are equal
    assert forward[1] / forward[0] == pytest.approx(0.222 / 0.625, abs=0.01)


def bars(svg):
    """Return the widths of the bars, in points, the left panel first."""
    paths = re.findall(r'<g id="patch_\d+">\s*<path d="([^"]*)" clip-path', svg)
    corners = [[float(x) for x in re.findall(r"[ML] (\S+)", path)] for path in paths]
    return [max(xs) - min(xs) for xs in corners]
