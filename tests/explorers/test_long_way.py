"""The explorer of chapter 14 computes what `deep` computes, and answers its own question."""

import re
from functools import partial

import numpy as np
import pytest
import traitlets
from fixture_page import one_lab, settle

from backprop_lib import deep, explorers
from backprop_lib.curves import CURVES
from backprop_lib.explorers import chance
from backprop_lib.explorers.labs import joined

START = {"depth": 12, "width": 30, "spread": 0.18, "seed": 1, "curve": "sigmoid"}


def size(entries):
    return np.sqrt(np.mean(np.square(entries)))


def python(state):
    """Return x, y, then a and δ of each layer as `deep` finds them."""
    shown = explorers.long_way(**state)
    x, y = shown.examples
    return deep.forward(shown.layers, x)[1], deep.deltas(shown.layers, x, y)


@pytest.fixture(scope="module")
def javascript(model):
    return partial(model, "long_way", "pass, sizes")


def states(count):
    rng = np.random.default_rng(3)
    for _ in range(count):
        width = int(rng.integers(1, 33))
        yield {
            "depth": int(rng.integers(2, 21)),
            "width": width,
            "spread": float(rng.uniform(0.2, 1.5) / np.sqrt(width)),
            "seed": int(rng.integers(1, 100)),
            "curve": str(rng.choice(["sigmoid", "tanh", "relu"])),
        }


def test_two_hundred_networks_of_up_to_twenty_layers_agree_to_1e_12(javascript):
    worst = 0
    for state in states(200):
        a, delta = python(state)
        found = javascript("state => lab.sizes(state)", state)
        ours = np.array([size(e) for e in (*a[1:], *delta)])
        theirs = np.array([*found["a"], *found["delta"]])
        nothing = (ours == 0) & (theirs == 0)  # all ReLUs of a narrow layer may be dead
        gap = np.abs(ours - theirs) / np.where(nothing, 1, ours)
        worst = max(worst, gap.max())
        slope = np.mean([CURVES[state["curve"]].slope(e) for e in a[1:]])
        assert found["slope"] == pytest.approx(slope, rel=1e-9)
    print(f"largest relative difference {worst:.1e}")
    assert worst < 1e-12


def test_each_step_agrees_where_start_weights_are_so_large_that_rounding_grows(javascript):
    for seed in range(1, 9):
        state = START | {"spread": 3.0, "curve": ("tanh", "sigmoid")[seed % 2], "seed": seed}
        found = javascript(
            "state => Object.fromEntries(Object.entries(lab.pass(state))"
            ".map(([name, all]) => [name, all.map((entries) => [...entries])]))",
            state,
        )
        a, delta = ([np.reshape(e, (30, 8)) for e in found[name]] for name in ("a", "delta"))
        layers, slope = explorers.long_way(**state).layers, CURVES[state["curve"]].slope
        for n, layer in enumerate(layers):
            np.testing.assert_allclose(deep.forward([layer], a[n])[1][1], a[n + 1], rtol=1e-11)
        for n in range(len(layers) - 1):
            back = slope(a[n + 1]) * (layers[n + 1].W.T @ delta[n + 1])  # (D12)
            np.testing.assert_allclose(delta[n], back, rtol=1e-9, atol=1e-13 * np.abs(back).max())


def test_the_same_numbers_are_drawn_in_the_kernel_and_on_the_page(javascript):
    x = javascript("state => [...lab.pass(state).a[0]]", START)
    np.testing.assert_array_equal(np.reshape(x, (30, 8)), chance.examples(30, 1)[0])
    W = np.concatenate([layer.W.ravel() for layer in chance.layers(12, 40, 1.0, "tanh", 5)])
    assert W.std() == pytest.approx(1, abs=0.02)
    assert abs(W.mean()) < 0.03  # four standard errors


@pytest.fixture(scope="module")
def ask(browser):
    """Return a function that sets the explorer, and returns the four numbers it shows."""
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.set_content(one_lab("long_way"))

        def at(curve, **settings):
            page.get_by_role("button", name="Reset").click()
            page.get_by_role("combobox", name="Curve").select_option(curve)
            settle(page)
            words = {"width": "neurons in each layer", "spread": "spread of the start weights"}
            for name, value in settings.items():
                field = page.get_by_role("textbox", name=words[name])
                field.fill(str(value))
                field.press("Enter")
            settle(page)
            return [number(text) for text in page.locator(".bp-readout b").all_inner_texts()]

        at.page = page
        yield at


def number(text):
    text = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--"))
    return float(text.replace("·10", "e"))


def test_with_tanh_some_spread_lets_the_first_layer_have_as_much_and_a_wider_one_needs_less(ask):
    for width, spread in ((30, 0.26), (10, 0.43)):
        assert ask("tanh", width=width, spread=spread)[0] == pytest.approx(1, abs=0.35)
    assert ask("tanh", width=30, spread=0.1)[0] < 0.01
    assert ask("tanh", width=30, spread=1)[0] > 100


def test_relu_wants_the_start_of_he(ask):
    assert 0.2 < ask("relu", spread=0.24)[0] < 5
    ask.page.get_by_role("button", name="He").click()
    settle(ask.page)
    shown = [number(t) for t in ask.page.locator(".bp-readout b").all_inner_texts()]
    assert shown[3] == pytest.approx(np.sqrt(2), abs=1e-2)
    assert 0.2 < shown[0] < 5
    ask.page.get_by_role("button", name="Xavier").click()
    settle(ask.page)
    assert number(ask.page.locator(".bp-readout b").nth(3).inner_text()) == pytest.approx(
        1, abs=1e-2
    )


def test_a_sigmoid_lets_a_delta_through_only_when_it_is_nearly_flat(ask):
    small, large = ask("sigmoid", spread=0.18), ask("sigmoid", spread=2)
    assert small[0] < 1e-6
    assert small[2] > 0.2
    assert large[0] == pytest.approx(1, abs=0.3)
    assert large[2] < 0.06


def test_a_screen_reader_hears_it_and_the_bars_have_words(ask):
    ask("relu", spread=0.5)
    said = "document.querySelector('.bp-hidden').textContent.includes('relu, 12 layers of 30')"
    ask.page.wait_for_function(said)
    for drawing, words in zip(
        ask.page.locator("svg.bp-view").all(), ("δ", "activations"), strict=True
    ):
        assert f"the size of {words} in each of 12 layers" in drawing.get_attribute("aria-label")
        assert drawing.locator("rect").count() == 12


@pytest.mark.parametrize(
    ("name", "value"),
    [("depth", 1), ("depth", 21), ("width", 33), ("spread", 0), ("curve", "step")],
)
def test_a_setting_out_of_range_is_refused_and_the_last_good_one_stays(name, value):
    shown = explorers.long_way()
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(shown, name, value)
    assert {key: getattr(shown, key) for key in START} == START


def test_its_settings_are_its_repr():
    shown = explorers.long_way(curve="relu", depth=3)
    assert repr(shown) == "long_way(depth=3, width=30, spread=0.18, seed=1, curve='relu')"
    with pytest.raises(TypeError, match=r"^long_way has no setting 'rate'; it has depth, width"):
        explorers.long_way(rate=1)


def test_a_frame_costs_little_even_at_its_largest(javascript):
    """Counted, not timed: the products of one picture, which `make speed` times."""
    layers = chance.layers(20, 32, 0.1, "tanh", 1)
    assert 2 * sum(layer.W.size for layer in layers) * chance.EXAMPLES < 400_000
    assert re.search(r"EXAMPLES = (\d+)", joined("long_way"))[1] == str(chance.EXAMPLES)
