"""Each explorer answers its own question: the answer can be read off the screen."""

import re
from pathlib import Path

import pytest
from fixture_page import SPEAK_AT_ONCE, all_explorers, settle

from backprop_lib import RUNNING, cost, sigmoid, train
from backprop_lib.explorers.catalog import EXPLORERS

X, W1, B1, W2, B2, Y = RUNNING.numbers()


@pytest.fixture(scope="module")
def ask(browser):
    """Return a function that sets an explorer to some settings, and returns its figure.

    Each explorer is opened once, without a network.
    """
    figures = {}
    with browser.new_context(offline=True) as context:

        def at(name, **settings):
            if name not in figures:
                page = context.new_page()
                page.evaluate(SPEAK_AT_ONCE)
                page.set_content(all_explorers(names=[name]))
                figures[name] = page.locator(f"#explore-{name}")
            figure = figures[name]
            figure.get_by_role("button", name="Reset").click()
            settle(figure.page)  # or the frame to come would write over what is typed
            fields = figure.get_by_role("textbox")
            names = [control["name"] for control in EXPLORERS[name].controls]
            for setting, value in settings.items():
                field = fields.nth(names.index(setting))
                field.fill(str(value))
                field.press("Enter")
            settle(figure.page)
            return figure

        yield at


def read(figure, place=".bp-readout"):
    """Return the numbers that a part of the explorer shows, in order, as numbers."""
    text = " ".join(figure.locator(place).all_inner_texts())
    text = text.replace("−", "-").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    found = re.findall(r"= ?(-?\d+(?:\.\d+)?(?:·10-\d+)?)", text)
    return [float(number.replace("·10", "e")) for number in found]


def heard(figure):
    """Return what a screen reader hears after a pause, by name."""
    settle(figure.page)
    text = figure.locator(".bp-hidden[role=status]").inner_text().replace("−", "-")
    text = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")).replace("·10", "e")
    return {
        words.rsplit(" ", 1)[0]: float(words.rsplit(" ", 1)[1])
        for words in text.split(", ")
        if words.rsplit(" ", 1)[1] != "–"
    }


def test_each_explorer_is_asked():
    asked = set(re.findall(r"ask\(\"(\w+)\"", Path(__file__).read_text(encoding="utf-8")))
    assert asked == set(EXPLORERS)


def test_two_networks_have_17_numbers_to_learn_and_one_more_neuron_three_larger_arrays(ask):
    assert heard(ask("layer_sizes", n0=2, n1=3, n2=2))["numbers to learn"] == 17
    assert heard(ask("layer_sizes", n0=1, n1=5, n2=1))["numbers to learn"] == 16
    assert heard(ask("layer_sizes", n0=2, n1=4, n2=1))["numbers to learn"] == 17
    assert heard(ask("layer_sizes", n0=2, n1=4, n2=2))["numbers to learn"] == 17 + 2 + 1 + 2


def test_the_output_stops_at_the_bias_of_layer_L(ask):
    outputs = [
        heard(ask("forward_flow", x=4, W1=w, b1=-6))["activation of layer L"] for w in (6, -6)
    ]
    assert max(outputs) == pytest.approx(sigmoid(B2), abs=1e-3)


def test_two_outputs_cost_the_same_and_at_the_target_the_cost_hardly_changes(ask):
    costs = [read(ask("cost_parabola", y=0.5, a2=a2))[1] for a2 in (0.3, 0.7, 0.5, 0.51)]
    assert costs[0] == costs[1] == pytest.approx(0.02)
    assert costs[2] == 0
    assert costs[3] == pytest.approx(5e-5)


def test_the_ratio_of_the_line_never_changes_and_the_product_approaches_the_gradient(ask):
    for h in (1, 0.1, 0.001):
        measured, exact = read(ask("nudge", h=h))
        assert abs(measured - exact) <= 0.01 * h + 1e-4
        shown = ask("nudge", h=h).locator(".bp-views").inner_text()
        assert shown.count("0.6248") >= 2  # measured and exact


def test_the_secant_misses_by_half_of_h(ask):
    for h in (0.4, 0.2, 0.1):
        measured, exact = read(ask("secant_to_tangent", h=h))[:2]  # then the product
        assert measured - exact == pytest.approx(h / 2, abs=2e-4)


def test_a_second_point_outside_the_plot_is_said(ask):
    figure = ask("secant_to_tangent", a2=0.95, h=0.6)
    assert "second point at 1.55 →" in figure.locator(".bp-views").inner_text()
    figure = ask("secant_to_tangent", a2=0.35, h=0.6)
    assert "second point" not in figure.locator(".bp-views").inner_text()


def test_half_of_the_steepest_slope_is_left_at_1_76_and_one_percent_at_4_6(ask):
    at_zero = read(ask("sigmoid_slope", z2=0))[1]
    assert at_zero == 0.25
    assert (
        read(ask("sigmoid_slope", z2=1.75))[1] > at_zero / 2 > read(ask("sigmoid_slope", z2=1.8))[1]
    )
    assert read(ask("sigmoid_slope", z2=4.55))[1] > 0.01 > read(ask("sigmoid_slope", z2=4.6))[1]


def test_only_the_input_tilts_the_line(ask):
    at_start = read(ask("sum_slope"))
    assert read(ask("sum_slope", W2=2))[1] == at_start[1]
    assert read(ask("sum_slope", b2=2))[1] == at_start[1]
    assert read(ask("sum_slope", x=3))[1] > at_start[1]


@pytest.mark.parametrize("settings", [{"x": -4}, {"b2": 6}, {"y": 0.33, "b2": 0.29}])
def test_the_gradient_of_the_weight_vanishes_in_three_ways(ask, settings):
    gradient = heard(ask("three_factors", **settings))["derivative of cost by weight of layer L"]
    assert abs(gradient) < 0.01


def test_the_weight_can_stop_while_the_bias_learns(ask):
    found = heard(ask("shared_error", x=-4))
    assert abs(found["derivative of cost by weight of layer L"]) < 0.001
    assert abs(found["derivative of cost by bias of layer L"]) > 0.05


def test_a_large_weight_lets_the_error_arrive_undiminished(ask):
    found = heard(ask("two_paths", x=0, b1=0, W2=4, b2=-0.9, y=0))
    last, first = (
        found[f"derivative of cost by weighted sum of layer L{m}"] for m in ("", " minus 1")
    )
    assert abs(last) > 0.01
    assert first == pytest.approx(last, abs=1e-4)


def test_the_step_that_goes_below_a_thousandth_can_be_told(ask):
    costs = train(RUNNING.network, RUNNING.x, RUNNING.y, rate=1, steps=100, progress=False).costs
    below = int((costs < 1e-3).argmax())
    assert read(ask("descent", steps=below))[0] < 1e-3
    assert read(ask("descent", steps=below - 1))[0] >= 1e-3
    assert cost(RUNNING.network, RUNNING.x, RUNNING.y) == costs[0]


def test_a_path_that_leaves_the_picture_is_said(ask):
    assert "left the picture" in ask("descent", rate=100, steps=20).inner_text()
    assert "left the picture" not in ask("descent", rate=1, steps=20).inner_text()


def test_what_only_rounding_has_left_is_shown_as_zero(ask):
    figure = ask("two_paths", x=0, b1=0, W2=4, b2=-0.91, y=0.75)
    assert "10⁻¹⁶" not in figure.inner_text()
