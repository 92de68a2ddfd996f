"""The larger interactives compute what Python computes, and answer pointer, keys and touch."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest
from fixture_page import one_lab
from playwright.sync_api import expect

from backprop_lib import Network, cost, descend, explorers, forward, gradients
from backprop_lib.digits import accuracy, load_digits
from backprop_lib.explorers.labs import LABS, SAMPLES, reader, script

DRAWN = json.loads((Path(__file__).parents[1] / "data/drawn_digits.json").read_text("utf-8"))
_, TEST = load_digits()


def test_rounding_the_weights_costs_no_digit():
    assert accuracy(forward(reader(), TEST.x).a2, TEST.y) > 0.96


def test_the_page_reads_every_held_out_digit_as_python_does_and_has_its_gradients(model):
    targets = (TEST.labels + 1) % 10
    given = [LABS["draw_digit"].config()["given"]["network"], TEST.x.T.tolist(), targets.tolist()]
    found = model(
        "draw_digit",
        "unpacked, readPicture, inputSlope",
        """([stored, pictures, targets]) => {
          const net = lab.unpacked(stored);
          return pictures.map((x, k) =>
            [lab.readPicture(net, x).a2, lab.inputSlope(net, x, targets[k])]);
        }""",
        given,
    )
    outputs = np.array([a2 for a2, _ in found]).T
    slopes = np.array([slope for _, slope in found]).T
    _, _, a1, _, a2 = forward(reader(), TEST.x)
    np.testing.assert_allclose(outputs, a2, rtol=1e-12)
    y = np.eye(10)[:, targets]
    dC0_dz1 = a1 * (1 - a1) * (reader().W2.T @ (a2 * (1 - a2) * (a2 - y)))
    np.testing.assert_allclose(slopes, reader().W1.T @ dC0_dz1, rtol=1e-9, atol=1e-15)


def test_digits_drawn_with_the_mouse_are_read_right(open_page):
    page = open_page(one_lab("draw_digit"))
    assert [drawing["digit"] for drawing in DRAWN] == [k // 2 for k in range(20)]
    for drawing in DRAWN[::6]:  # the next test has all twenty; here it is about the mouse
        page.get_by_role("button", name="Clear").click()
        page.locator(".lab-pad").scroll_into_view_if_needed()
        box = page.locator(".lab-pad").bounding_box()
        for stroke in drawing["strokes"]:
            for n, (u, v) in enumerate(stroke):
                page.mouse.move(box["x"] + u * box["width"], box["y"] + v * box["height"])
                if n == 0:
                    page.mouse.down()
            page.mouse.up()
        expect(page.locator(".bp-readout")).to_contain_text(f"reads {drawing['digit']},")


@pytest.mark.parametrize(
    ("lean", "wrong"), [(0, []), (0.3, [(6, 1), (6, 1), (9, 7)]), (-0.25, [(7, 3), (7, 3)])]
)
def test_leaning_digits_are_misread_as_the_chapter_says(model, lean, wrong):
    def leaned(stroke):
        return [[u + lean * (0.5 - v), v] for u, v in stroke]

    pictures = model(
        "draw_digit",
        "picture",
        "drawings => drawings.map((strokes) => lab.picture(strokes))",
        [[leaned(stroke) for stroke in drawing["strokes"]] for drawing in DRAWN],
    )
    read = forward(reader(), np.array(pictures).T).a2.argmax(axis=0)
    digits = [drawing["digit"] for drawing in DRAWN]
    assert [(d, int(k)) for d, k in zip(digits, read, strict=True) if d != k] == wrong


def test_a_drawing_fills_the_picture_wherever_and_however_small_it_is(model):
    strokes = [[[0.1, 0.1], [0.2, 0.3]], [[0.8, 0.8], [0.9, 0.9]]]
    small = [[[0.5 + 0.2 * (u - 0.5), 0.3 + 0.2 * v] for u, v in stroke] for stroke in strokes]
    first, second, empty = model(
        "draw_digit", "picture", "all => all.map(lab.picture)", [strokes, small, []]
    )
    np.testing.assert_allclose(first, second, atol=0.07)
    assert np.array(first).reshape(8, 8)[0].max() > 0
    assert np.array(first).reshape(8, 8)[-1].max() > 0
    assert not any(empty)


def test_the_playground_steps_as_python_does(model):
    code = """([hidden, seed, rate]) => {
      const random = lab.randomFrom(seed);
      const net = lab.start(hidden, random);
      const points = Array.from({ length: 30 }, (_, k) => lab.PATTERNS.spirals(random, k));
      const slope = lab.slopesOf(net, points);
      return [net, points, slope, lab.descend(net, slope, rate)];
    }"""
    for hidden, seed in ((1, 1), (3, 2), (6, 3)):
        net, points, slope, after = model(
            "playground",
            "randomFrom, start, PATTERNS, slopesOf, descend",
            code,
            [hidden, seed, 3.0],
        )
        network, stepped = (
            Network(n["W1"], np.reshape(n["b1"], (-1, 1)), np.reshape(n["W2"], (1, -1)), n["b2"])
            for n in (net, after)
        )
        columns = np.array(points).T
        x, y = columns[:2], columns[2:]
        expected = descend(network, gradients(network, x, y), 3.0)
        assert slope["C"] == pytest.approx(cost(network, x, y), rel=1e-12)
        for ours, theirs in zip(stepped, expected, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("pattern", ["two heaps", "exclusive or", "a ring", "spirals"])
def test_each_pattern_has_both_kinds_of_points_on_the_map(model, pattern):
    points = model(
        "playground",
        "randomFrom, PATTERNS",
        """name => { const random = lab.randomFrom(7);
          return Array.from({ length: 100 }, (_, k) => lab.PATTERNS[name](random, k)); }""",
        pattern,
    )
    x1, x2, y = np.array(points).T
    assert 30 <= y.sum() <= 70
    assert max(abs(x1).max(), abs(x2).max()) < 1.5


def test_drawing_with_the_pointer_changes_what_it_reads(open_page):
    page = open_page(one_lab("draw_digit"))
    expect(page.locator(".bp-readout")).to_contain_text("The network reads 3")
    box = page.locator(".lab-pad").bounding_box()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.9 * box["height"], steps=8)
    page.mouse.up()
    expect(page.locator(".bp-readout")).to_contain_text("The network reads 1")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".bp-readout")).to_have_text("There is nothing to read.")


def test_with_the_keys_pixels_are_inked_and_spoken(open_page):
    page = open_page(one_lab("draw_digit"))
    page.get_by_role("button", name="Clear").click()
    pixels = page.locator(".lab-pixels")
    pixels.focus()
    for key in ("ArrowUp", "ArrowLeft", " ", " "):
        page.keyboard.press(key)
    expect(pixels).to_have_attribute("aria-label", re.compile("row 3, column 3: ink 1.0"))
    page.wait_for_function("document.querySelector('.bp-hidden').textContent.includes('reads')")


def test_steps_toward_another_digit_change_its_mind(open_page):
    page = open_page(one_lab("draw_digit"))
    step = page.get_by_role("button", name="Step")
    expect(step).to_be_disabled()
    page.get_by_role("combobox", name="More like").select_option("8")
    for _ in range(60):
        step.click()
    expect(page.locator(".bp-readout")).to_contain_text("The network reads 8")


def test_the_playground_learns_and_stops_when_asked(open_page):
    page = open_page(one_lab("playground"))
    read = page.locator(".bp-readout")
    before = float(re.search(r"cost ([\d.]+)", read.text_content())[1])
    for _ in range(5):
        page.get_by_role("button", name="100 steps").click()
    expect(read).to_have_text(re.compile("^500 steps"))
    assert float(re.search(r"cost ([\d.]+)", read.text_content())[1]) < before
    page.get_by_role("button", name="Run").click()
    page.wait_for_function("!document.querySelector('.bp-readout').textContent.startsWith('500 ')")
    page.get_by_role("button", name="Pause").click()
    stopped = read.text_content()
    page.wait_for_timeout(200)
    assert read.text_content() == stopped
    page.get_by_role("combobox", name="Hidden neurons").select_option("6")
    expect(page.locator("tbody tr")).to_have_count(7)


@pytest.mark.parametrize("name", LABS)
def test_on_a_phone_nothing_sticks_out_and_targets_are_large(open_page, name):
    page = open_page(one_lab(name), viewport={"width": 360, "height": 740}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    outside = "[...document.querySelectorAll('main *')].filter((e) => !e.ownerSVGElement && "
    outside += "e.getBoundingClientRect().right > innerWidth + 1).length"
    assert page.evaluate(outside) == 0
    for target in page.locator("button, select").all():
        assert target.bounding_box()["height"] >= 43.9


@pytest.mark.parametrize("name", LABS)
def test_without_javascript_and_in_print_its_start_is_seen(open_page, name):
    page = open_page(one_lab(name, live=False), java_script_enabled=False)
    assert page.locator("figure svg[role=img]").first.is_visible()
    assert LABS[name].question in page.locator("figcaption").inner_text()


@pytest.mark.parametrize("name", LABS)
def test_its_script_is_small_and_its_name_a_function_of_the_explorers(name):
    assert len(gzip.compress(script(name).encode())) < 15_000
    bundle = getattr(explorers, name)()._repr_mimebundle_()[0]
    assert f'id="explore-{name}"' in bundle["text/html"]
    assert bundle["text/plain"].startswith(LABS[name].title)


def test_the_samples_are_held_out_digits_one_of_each():
    samples = LABS["draw_digit"].config()["given"]["samples"]
    assert len(samples) == SAMPLES
    for digit, text in enumerate(samples):
        x = np.array([16 if c == "g" else int(c, 16) for c in text]) / 16
        (where,) = np.flatnonzero((x == TEST.x.T).all(axis=1))[:1]
        assert TEST.labels[where] == digit
