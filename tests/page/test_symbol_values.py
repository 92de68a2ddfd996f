"""A symbol of a displayed equation shows its value in the running example, and lights its node."""

import math
import re
from itertools import pairwise

import pytest
import running_values
from axe_playwright_python.sync_playwright import Axe
from built_data import built_data
from equation_data import circles
from playwright.sync_api import expect

from backprop_lib import RUNNING, check_gradients, cost, forward, gradients

BOX = ".equation-box:popover-open"
CHAPTERS = ["02", "04", "06", "08", "10", "11", "12"]


def test_values_and_gradients_are_the_library_s():
    values = running_values.quantities()
    passed = forward(RUNNING.network, RUNNING.x)
    for name in ("z1", "a1", "z2", "a2"):
        assert values[name] == getattr(passed, name).item()
    assert values["C0"] == cost(RUNNING.network, RUNNING.x, RUNNING.y)
    derived = gradients(RUNNING.network, RUNNING.x, RUNNING.y)
    for parameter in ("W1", "b1", "W2", "b2"):
        measured = running_values.derivative("C0", parameter)
        assert math.isclose(measured, getattr(derived, f"dC_d{parameter}").item(), rel_tol=1e-12)
    assert check_gradients(RUNNING.network, RUNNING.x, RUNNING.y).passed


def test_slopes_multiply_along_every_path():
    for path in (("C0", "a2", "z2", "W2"), ("C0", "a2", "z2", "a1", "z1", "b1"), ("z2", "a1", "x")):
        product = math.prod(running_values.derivative(*link) for link in pairwise(path))
        assert math.isclose(product, running_values.derivative(path[0], path[-1]), rel_tol=1e-12)
    assert math.isclose(running_values.derivative("z2", "W2"), running_values.quantities()["a1"])


def test_every_symbol_of_the_network_has_its_value():
    """Each letter with a layer, and each derivative of the document's equations, is in the data."""
    names = {symbol["code"] for symbol in built_data()["symbols"].values()}
    assert set(running_values.QUANTITIES) <= names
    assert {"dC0_dW2", "da2_dz2", "dz2_dW2", "dC0_da2", "dz2_db2", "dC0_db2", "dC0_dW1", "dz1_dW1",
            "da1_dz1", "dz2_da1", "dz1_db1", "dC0_db1", "dC0_dx"} <= names  # fmt: skip


def test_the_nodes_lie_where_the_maps_draw_them():
    """One scale and one shift take the figure's own coordinates to each page's percentages."""
    maps = built_data()["maps"]
    assert len(maps) >= 10
    for nodes in maps.values():
        assert set(nodes) == set(running_values.QUANTITIES)
        for axis in (0, 1):
            drawn = [running_values.QUANTITIES[name][axis + 1] for name in nodes]
            shown = [place[axis] for place in nodes.values()]
            low, high = drawn.index(min(drawn)), drawn.index(max(drawn))
            scale = (shown[high] - shown[low]) / (drawn[high] - drawn[low])
            for at, is_at in zip(drawn, shown, strict=True):
                assert abs(shown[low] + (at - drawn[low]) * scale - is_at) < 0.1


def test_a_picture_that_is_no_map_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        circles('<svg viewBox="0 0 10 10"></svg>')


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_pointing_at_a_symbol_shows_its_value_and_lights_its_node(visit, chapter):
    """Each symbol of one equation of the chapter, against the library's numbers."""
    seen = visit(chapter)
    button = seen.locator(".equation .values").first
    if chapter == "10":
        button = seen.locator("#equation-eq-41 .values")
    equation = button.locator("..")
    values = {row["code"]: row for row in running_values.table()}
    equation.scroll_into_view_if_needed()
    parts = equation.locator(":is(msup, mfrac, msub)")
    known = [text in built_data()["symbols"] for text in parts.all_text_contents()]
    shown = set()
    for index in [index for index, is_symbol in enumerate(known) if is_symbol][:2]:
        parts.nth(index).hover()
        box = seen.locator(BOX)
        expect(box.locator("code")).to_be_visible()
        code = box.locator("code").inner_text()
        expect(box.locator(".value")).to_contain_text(
            re.compile(re.escape(values[code]["value"]) + "$")
        )
        for place in (".equation-box .ring", ".map-light .ring"):
            lit = "(place) => [...document.querySelectorAll(place)].map((r) => r.dataset.node)"
            same = f"([place, nodes]) => String(({lit})(place)) === String(nodes)"
            seen.page.wait_for_function(same, arg=[place, values[code]["nodes"]])
        expect(equation.locator(".lit")).to_have_count(1)
        shown.add(code)
        seen.page.mouse.move(2, 2)
        expect(seen.locator(".map-light")).to_have_count(0)
    assert shown


def test_one_tab_stop_for_each_equation_and_arrows_within(visit):
    seen = visit("08")
    button = seen.locator("#equation-eq-36 .values")
    stops = "(all) => all.filter((node) => node.tabIndex >= 0).map((node) => node.tagName)"
    assert seen.locator("#equation-eq-36 *").evaluate_all(stops) == ["A", "BUTTON"]  # A: its number
    button.focus()
    seen.page.keyboard.press("ArrowRight")
    options = seen.locator(f"{BOX} [role=option]")
    expect(options.first).to_be_focused()  # once the values have been loaded
    said, number = [], options.count()
    for k in range(number + 1):
        expect(options.nth(k % number)).to_be_focused()
        said.append(options.nth(k % number).get_attribute("aria-label"))
        expect(seen.locator(f"{BOX} [aria-selected=true]")).to_have_count(1)
        seen.page.keyboard.press("ArrowRight")
    assert said[0] == "∂C₀/∂Wᴸ = −0.078708, the rate at which C₀ follows Wᴸ"
    assert said[1:4] == [
        "aᴸ⁻¹ = 0.624806, activation",
        "aᴸ = 0.331881, activation, the output",
        "y = 0.9, target output",
    ]
    assert said[-1] == said[0]  # and round again
    seen.page.keyboard.press("Escape")
    expect(seen.locator(BOX)).to_have_count(0)
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    seen.page.keyboard.press("ArrowDown")
    expect(options.first).to_be_focused()
    seen.page.keyboard.press("Tab")  # leads on from the equation: no trap
    expect(seen.locator(BOX)).to_have_count(0)
    expect(seen.locator("#equation-eq-36 :focus")).to_have_count(0)


def test_an_equation_without_a_symbol_of_the_network_is_no_stop(visit):
    seen = visit("06")
    assert seen.locator("#equation-eq-16 .values").count() == 0
    assert seen.locator("#equation-eq-28 .values").count() == 1
    assert seen.locator('[id^="equation-vec"] .values').count() == 0
    beyond = visit("12").locator('[id^="equation-deep"] .values')  # (D2) is for single numbers
    expect(beyond).to_have_accessible_name("Values in equation (D2)")


def test_a_tap_shows_the_value_on_a_phone(visit):
    seen = visit("08", width=390, touch=True)
    seen.locator("#equation-eq-36 msup").nth(1).tap()
    box = seen.locator(BOX)
    expect(box).to_contain_text("0.624806")
    edges = box.bounding_box()
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_values_shown(visit, scheme):
    seen = visit("08", scheme)
    seen.locator("#equation-eq-36 .values").focus()
    seen.page.keyboard.press("ArrowRight")
    expect(seen.locator(BOX)).to_be_visible()
    results = Axe().run(seen.page, context=[".equation-box", "#equation-eq-36"])
    assert results.violations_count == 0, results.generate_report()
