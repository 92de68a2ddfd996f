"""A figure is the same every time, carries its words, and names what it does not know."""

import re

import pytest
from matplotlib import rc_context

from backprop_lib import RUNNING, figures
from backprop_lib.figures.drawing import draw


def a_line(axes):
    axes.plot([0, 1 / 3], [1e-17, 0.123456789])
    axes.set_title(r"$W^{L-1}$")


def test_the_same_drawing_gives_the_same_bytes():
    assert draw(a_line, "A line.").svg == draw(a_line, "A line.").svg


def test_a_reader_s_own_settings_change_nothing():
    before = draw(a_line, "A line.").svg
    own = {"lines.linestyle": "--", "font.family": "monospace", "xtick.direction": "in"}
    with rc_context(own):
        assert draw(a_line, "A line.").svg == before


def test_the_title_carries_the_alt_text_safely():
    figure = draw(a_line, 'a < b & "c"')
    assert "<title>a &lt; b &amp; " in figure.svg
    assert figure._repr_mimebundle_() == {"image/svg+xml": figure.svg, "text/plain": figure.alt}


def test_coordinates_are_rounded_and_no_date_is_left():
    svg = draw(a_line, "A line.").svg
    assert not re.search(r' d="[^"]*\d\.\d{3}', svg)
    assert "<metadata>" not in svg
    assert "<!DOCTYPE" not in svg


def test_a_map_shows_what_was_asked_for():
    figure = figures.chain_map("z2 a2", "a2/z2")
    assert "Highlighted: z2, a2." in figure.alt
    assert "from a2 to z2." in figure.alt
    assert figure.svg != figures.chain_map("z2 a2").svg


@pytest.mark.parametrize("slopes", ["z2/a2", "C0/W1", "a2", "a2/z2/W2"])
def test_a_map_refuses_a_slope_that_is_no_arrow_backward(slopes):
    with pytest.raises(ValueError, match="slopes must name"):
        figures.chain_map(slopes=slopes)


def test_a_map_refuses_an_unknown_quantity():
    with pytest.raises(ValueError, match=r"highlight must name x, z1, .*; got 'a3'"):
        figures.chain_map("a3")


@pytest.mark.parametrize("sizes", [(1, 1, 1), (2, 3, 2), (4, 2, 1)])
def test_a_layer_map_draws_one_line_for_each_weight(sizes):
    n0, n1, n2 = sizes
    svg = figures.layer_map(sizes).svg
    assert len(re.findall(r'id="line2d_', svg)) == n0 * n1 + n1 * n2


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ((2, 3), r"sizes must be \(n0, n1, n2\); got \(2, 3\)"),
        ((2, 0, 3), "n1 in sizes must be 1 or more; got 0"),
        (3, r"sizes must be \(n0, n1, n2\); got 3"),
    ],
)
def test_a_layer_map_refuses_sizes_of_no_network(sizes, message):
    with pytest.raises(ValueError, match=message):
        figures.layer_map(sizes)


def test_a_curve_s_dot_is_a_finite_number():
    with pytest.raises(ValueError, match="at must be a finite number; got nan"):
        figures.sigmoid_and_slope(float("nan"))


PATH = {"C0/a2": -0.568, "a2/z2": 0.222, "z2/a1": -1.6, "a1/z1": 0.234, "z1/W1": 0.7}
WITH_SUPERSCRIPTS = {
    "map": lambda: figures.chain_map("W1", slopes=" ".join(PATH)),
    "values": lambda: figures.value_map(x=0.7, W1=1.3, z1=0.51, a1=0.625),
    "filled": lambda: figures.filled_map(RUNNING, PATH, toward="W1"),
    "neuron": figures.neuron,
    "layers": figures.layer_map,
    "paths": lambda: figures.paths_back(neuron=2),
    "bars": lambda: figures.factor_bars(PATH),
    "sigmoid": lambda: figures.sigmoid_curve(z1=0.51, z2=-0.7),
    "shapes": lambda: figures.shapes("dC0_dz2 @ a1.T = dC0_dW2"),
}


@pytest.mark.parametrize("name", WITH_SUPERSCRIPTS)
def test_the_smallest_superscript_can_be_read_on_a_phone(name):
    sizes, whole = [], 0.0
    svg = WITH_SUPERSCRIPTS[name]().svg
    for text, flipped in re.findall(r"translate\([^)]*\) scale\(([\d.]+)( -)?", svg):
        whole = float(text) * 100 if flipped else whole  # a text, then its smaller letters
        sizes.append(whole if flipped else whole * float(text))
    assert min(sizes) >= 10.8  # points in a figure of 374, which is some 350 pixels on a phone
    assert len(sizes) > 10
