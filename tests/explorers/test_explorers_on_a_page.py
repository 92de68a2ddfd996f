"""A page without a kernel or a network: each explorer answers the pointer, the keys, the typist."""

import re
import sys
from pathlib import Path

import pytest
from fixture_page import SPEAK_AT_ONCE, all_explorers, settle, shown
from playwright.sync_api import expect

from backprop_lib.explorers.catalog import EXPLORERS
from backprop_lib.explorers.page import joined, still

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import explorer_stills

NAMES = list(EXPLORERS)


@pytest.fixture
def page(open_page):
    return open_page(all_explorers())


@pytest.fixture
def alone(open_page, name):
    """The explorer called `name`, by itself."""
    return figure_of(open_page(all_explorers(names=[name])), name)


def figure_of(page, name):
    return page.locator(f"#explore-{name}")


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_a_drag_and_a_key(alone, name):
    figure, page = alone, alone.page
    before = shown(figure)
    target = figure.locator("input[type=range]").first
    if figure.locator(".bp-handle").count():
        target = figure.locator(".bp-handle").first
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y - 30, steps=3)
    page.mouse.up()
    settle(page)
    dragged = shown(figure)
    assert dragged != before
    figure.locator("input[type=range]").first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("End")
    settle(page)
    assert shown(figure) != dragged
    figure.get_by_role("button", name="Reset").click()
    settle(page)
    assert shown(figure) == before


@pytest.mark.parametrize("name", NAMES)
def test_every_control_moves_with_the_keys_and_says_its_value(alone, name):
    figure, page = alone, alone.page
    for slider in figure.locator("input[type=range]").all():
        before = slider.get_attribute("aria-valuetext")
        slider.focus()
        for key in ("Home", "PageUp", "ArrowRight", "ArrowUp", "PageDown", "End"):
            page.keyboard.press(key)
            settle(page)
            said = page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
            assert said != before or key in ("Home", "End")
            before = said
        assert slider.get_attribute("aria-valuetext") == said  # it has the focus still
        assert slider.get_attribute("aria-label")


def test_the_dot_is_a_slider_too(page):
    dot = figure_of(page, "sigmoid_slope").get_by_role("slider").first
    dot.focus()
    for key, value in (
        ("ArrowRight", "−0.65"),
        ("ArrowDown", "−0.7"),
        ("PageUp", "−0.2"),
        ("PageDown", "−0.7"),
        ("Home", "−10"),
        ("End", "10"),
    ):
        page.keyboard.press(key)
        settle(page)
        expect(dot).to_have_attribute("aria-valuetext", f"weighted sum of layer L {value}")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("abc", "“abc” is not a number. It stays −0.7."),
        ("", "Nothing was typed. It stays −0.7."),
        ("99", "99 is out of range: weighted sum of layer L goes from −10 to 10. It stays −0.7."),
        ("1e999", "“1e999” is not a number. It stays −0.7."),
        ("NaN", "“NaN” is not a number. It stays −0.7."),
    ],
)
def test_a_bad_entry_keeps_the_last_good_state_and_says_so(page, typed, complaint):
    figure = figure_of(page, "sigmoid_slope")
    before = shown(figure)
    field = figure.locator("input[type=text]")
    field.fill(typed)
    field.press("Enter")
    settle(page)
    expect(figure.get_by_role("alert")).to_have_text(complaint)
    expect(field).to_have_value("−0.7")
    assert shown(figure) == before
    field.fill("1,25")  # a good value, with a comma as many write it, takes the message away
    field.press("Enter")
    settle(page)
    expect(figure.locator(".bp-problem")).to_have_text("")
    expect(field).to_have_value("1.25")


def test_half_a_neuron_is_refused(page):
    figure = figure_of(page, "layer_sizes")
    field = figure.locator("input[type=text]").first
    field.fill("2.5")
    field.press("Enter")
    expect(figure.get_by_role("alert").first).to_contain_text("2.5 is not a whole number")


def test_a_link_restores_the_state(page):
    figure = figure_of(page, "three_factors")
    figure.locator("input[type=text]").first.fill("-2.5")
    figure.locator("input[type=text]").first.press("Enter")
    settle(page)
    changed = shown(figure)
    figure.get_by_role("button", name="Link to this").click()
    page.wait_for_url("**?x=-2.5#explore-three_factors")
    page.reload()
    settle(page)
    assert shown(figure_of(page, "three_factors")) == changed
    other = figure_of(page, "shared_error").locator("input[type=text]").first
    expect(other).to_have_value("0.7")


def test_a_broken_link_starts_from_the_book_and_says_so(page):
    page.goto(page.url + "?z2=much&W9=1#explore-sigmoid_slope")
    figure = figure_of(page, "sigmoid_slope")
    expect(figure.locator("input[type=text]")).to_have_value("−0.7")
    said = figure.locator(".bp-said")
    expect(said).to_contain_text("z2: “much” is not a number.")
    expect(said).to_contain_text("W9")


def test_a_nudge_that_a_saturated_neuron_does_not_pass_on_has_no_ratio(page):
    page.goto(page.url + "?b2=50#explore-nudge")
    figure = figure_of(page, "nudge")
    expect(figure.get_by_role("button", name="Reset")).to_have_count(1)
    expect(figure.locator(".bp-views")).to_contain_text("× 0.0000 × – = –")


@pytest.mark.parametrize("name", NAMES)
def test_at_the_limit_of_each_setting_nothing_drawn_or_spoken_is_broken(open_page, name):
    """Mounted with one setting at its end, as a link can ask, until it has spoken."""
    page = open_page("<!doctype html><title>limits</title>")
    page.evaluate(SPEAK_AT_ONCE)
    page.add_script_tag(content=f"{joined()}\nwindow.explorers = {{ mount, restored }};")
    config = EXPLORERS[name].config()
    limits = {control["name"]: (control["min"], control["max"]) for control in config["controls"]}
    ends = [(key, str(end)) for key in config["start"] for end in limits.get(key, (-100, 100))]
    mounted = page.evaluate(
        """async ([config, ends]) => {
          const hosts = ends.map((pair) => {
            const { state, problems } = explorers.restored([pair], config);
            if (problems.length) throw new Error(problems);
            const host = document.createElement("div");
            explorers.mount(host, config, { state, share: { title: "Link" } });
            return host;
          });
          const silent = (host) => !host.querySelector(".bp-hidden").textContent;
          while (hosts.some(silent)) await new Promise((done) => setTimeout(done));
          return hosts.map((host) => host.outerHTML);
        }""",
        [config, ends],
    )
    for end, text in zip(ends, mounted, strict=True):
        assert not re.search("NaN|Infinity|undefined", text), end
        assert not re.search('role="status">[^<]*–', text), end  # a dash would be passed over


def test_values_are_spoken_after_a_rest(page):
    figure = figure_of(page, "sigmoid_slope")
    figure.locator("input[type=range]").focus()
    page.keyboard.press("End")
    status = figure.locator(".bp-hidden[role=status]")
    page.wait_for_function(
        "node => node.textContent.includes('1.0000')", arg=status.element_handle()
    )
    spoken = re.compile("^activation of layer L 1.0000, derivative of activation")
    expect(status).to_have_text(spoken)


@pytest.mark.parametrize(
    ("name", "start", "moved"),
    [
        ("secant_to_tangent", "−0.570 × ? × ?", "0.100 × ? × ?"),
        ("sigmoid_slope", "−0.568 × 0.222 × ?", "0.100 × 4.5·10⁻⁵ × ?"),
        ("sum_slope", "−0.568 × 0.222 × 0.625 = −0.0787", "0.083 × 0.017 × 0.625 = 8.7·10⁻⁴"),
    ],
)
def test_the_running_product_has_the_factors_found_so_far(page, name, start, moved):
    figure = figure_of(page, name)
    product = figure.locator(".bp-product")
    expect(product).to_have_text(start)
    figure.locator("input[type=range]").first.focus()
    page.keyboard.press("End")
    expect(product).to_have_text(moved)


def test_steps_of_descent_lower_the_cost(page):
    figure = figure_of(page, "descent")
    costs = []
    for _ in range(3):
        costs.append(float(figure.locator(".bp-readout b").first.inner_text()))
        figure.get_by_role("button", name="Step", exact=True).click()
        settle(page)
    assert costs == sorted(costs, reverse=True)


def test_with_reduced_motion_ten_steps_are_taken_at_once(open_page):
    figure = figure_of(open_page(all_explorers(), reduced_motion="reduce"), "descent")
    figure.get_by_role("button", name="10 steps").click()
    expect(figure.locator("input[type=text]").first).to_have_value("10")


def test_every_target_is_44_pixels_on_a_phone_and_nothing_sticks_out(open_page):
    page = open_page(all_explorers(), viewport={"width": 360, "height": 740}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for target in page.locator("input, button, a.bp-button, .bp-reach").all():
        box = target.bounding_box()
        assert box["height"] >= 43.9, target.evaluate("node => node.outerHTML")
        assert box["width"] >= 43.9


def test_without_javascript_the_start_is_drawn_and_described(open_page):
    page = open_page(all_explorers(), java_script_enabled=False)
    for name in NAMES:
        figure = figure_of(page, name)
        assert EXPLORERS[name].question in figure.locator("figcaption").inner_text()
        drawings = figure.locator("svg.bp-view[role=img]")
        assert drawings.count() == len(EXPLORERS[name].views), name
        for drawing in drawings.all():
            assert drawing.bounding_box()["height"] > 100, name
            assert drawing.get_attribute("aria-label"), name


def test_the_stills_are_what_the_script_draws(browser):
    drawn = explorer_stills.stills(browser)
    for name in NAMES:
        assert drawn[name].strip() == still(name), "run tools/explorer_stills.py"
