"""Lines are put in order and given reasons by pointer, touch and keyboard, and judged truly."""

import itertools
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from backprop_lib.activities import page as activities
from equation_prover.derivations import FILE

FOUND = json.loads(FILE.read_text(encoding="utf-8"))  # what tests/prover compares with the book
JUDGE = (activities.HERE / "js/judge.js").read_text(encoding="utf-8").replace("export ", "")

SOLVED = "openBook().then((book) => book.read('exercise/8.0'))"


def start(seen, chapter, part=0):
    """Open the exercise, or leave it open, with the lines of a part in the chapter's own order."""
    box = seen.locator(f"#order-{chapter}")
    if box.locator(".bp-line").count() == 0:
        box.get_by_role("button", name="Start").click()
    expect(box.locator(".bp-line").first).to_be_visible()
    parts = box.locator(".bp-parts button")
    if parts.count():
        parts.nth(part).click()
    return box


def labels(box):
    return box.locator(".bp-line").evaluate_all("(all) => all.map((item) => item.line.label)")


def lines(chapter, part=0):
    return next(found for name, found in FOUND.items() if name.startswith(chapter))[part]


def sort(box, wanted):
    """Put the lines into an order with the buttons that move a line up."""
    for k, label in enumerate(wanted):
        while (at := labels(box).index(label)) > k:
            box.locator(".bp-line").nth(at).get_by_role("button", name="up").click()
    assert labels(box) == wanted


def check(box):
    box.get_by_role("button", name="Check", exact=True).click()
    return box.locator(".bp-verdict").inner_text().replace("\n", " ")


@pytest.fixture(scope="module")
def judge(browser):
    """Return the page's own judge: what it says of lines in an order, all with right reasons."""
    page = browser.new_page()
    page.goto("about:blank")
    page.evaluate(f"() => {{ {JUDGE}; window.fault = fault; }}")
    yield lambda script, argument: page.evaluate(script, argument)
    page.close()


ALL_ORDERS = """(lines) => {
    const reasons = Object.fromEntries(lines.map(({ label, reason }) => [label, reason]));
    let right = 0;
    const silent = [];
    const walk = (done, left) => {
        if (!left.length) {
            const found = fault(done, reasons);
            if (!found) right += 1;
            else if (!found.words || !(found.at >= 0)) silent.push(found);
        }
        left.forEach((line, k) => walk([...done, line], left.toSpliced(k, 1)));
    };
    walk([], lines);
    return [right, silent];
}"""


@pytest.mark.parametrize(
    ("chapter", "part", "right"),
    [("05", 0, 1), ("07", 0, 1), ("08", 0, 1), ("09", 0, 2), ("10", 0, 720), ("06", 1, 1)],
)
def test_of_all_orders_exactly_the_right_ones_are_accepted(judge, chapter, part, right):
    accepted, silent = judge(ALL_ORDERS, lines(chapter, part))
    assert accepted == right
    assert silent == []  # each of the others is told a line and why


NAMED = """([lines, reasons]) => fault(lines, reasons)"""


def test_it_names_the_line_and_says_why(judge):
    five = lines("05")
    given = {line["label"]: line["reason"] for line in five}

    def said(order, reasons=given):
        return judge(NAMED, [order, reasons])

    assert said(five) is None
    assert said([five[2], *five[:2], *five[3:]]) == {
        "at": 0,
        "words": "Line 1 begins with “=”, so it cannot be the first.",
    }
    uses = said([five[1], five[0], *five[2:]])
    assert uses["at"] == 0
    assert uses["words"].endswith("and line 2 says what that is. So line 2 must come first.")
    assert said([*five[:3], five[4], five[3], five[5]])["words"] == (
        "Line 4 begins with “=”, but it does not go on from line 3."
    )
    assert said([*five[:2], five[5], *five[2:5]])["words"].startswith("Line 3 comes between line 2")
    missing = said(five, given | {five[3]["label"]: ""})
    assert missing == {"at": 3, "words": "The order is right. Line 4 has no reason yet."}
    other = said(five, given | {five[4]["label"]: "Power rule"})
    assert other["at"] == 4
    assert "the chapter gives another reason. It says: “A factor of 1" in other["words"]
    nine = lines("09")
    cites = judge(NAMED, [[nine[0], nine[2], nine[1], nine[3]], {}])
    assert cites["words"] == "Line 2 rests on line 3, which must come first."
    left = judge(NAMED, [[nine[1], nine[2], nine[0], nine[3]], {}])
    assert left["words"].startswith("Line 2 has the same left side as line 3")


def test_every_pair_of_swapped_neighbors_is_told_unless_both_orders_are_right(judge):
    free = {("eq-37", "eq-38")} | set(itertools.permutations([f"eq-{n}" for n in range(41, 47)], 2))
    for part in itertools.chain.from_iterable(FOUND.values()):
        reasons = {line["label"]: line["reason"] for line in part}
        for k in range(len(part) - 1):
            swapped = [*part[:k], part[k + 1], part[k], *part[k + 2 :]]
            found = judge(NAMED, [swapped, reasons])
            pair = part[k]["label"], part[k + 1]["label"]
            assert (found is None) == (pair in free), pair


def test_solved_with_the_mouse_it_counts_as_an_exercise_and_outlasts_the_page(visit):
    seen = visit("08")
    box = start(seen, 8)
    assert labels(box) != [line["label"] for line in lines("08")]  # shuffled, and never right
    assert check(box).startswith("✗ Not yet. Line")
    expect(box.locator(".bp-wrong")).to_have_count(1)
    sort(box, [line["label"] for line in lines("08")])
    assert "Line 1 has no reason yet." in check(box)
    for k, line in enumerate(lines("08")):
        box.get_by_label(f"Reason for line {k + 1}").select_option(line["reason"])
    assert check(box).startswith("✓ Right.")
    expect(box.locator(".bp-shown")).to_have_text(["(34)", "(35)", "(36)"])
    assert seen.page.evaluate(SOLVED) == {"passed": True}
    seen.page.reload()
    expect(box).to_contain_text("✓ Solved")
    start(seen, 8)
    assert labels(box) == [line["label"] for line in lines("08")]
    expect(box).to_contain_text("✓ Right.")
    box.get_by_role("button", name="Move line 1 down").click()
    assert check(box).startswith("✗")
    assert seen.page.evaluate(SOLVED) == {"passed": True}


def test_it_is_listed_among_the_book_s_exercises(visit):
    seen = visit("08")
    listed = {
        page.split("/")[-1]: entry.split("#")
        for page, entries in seen.page.evaluate("openBook().then(() => bookExercises)").items()
        for entry in entries
        if "#" in entry
    }
    assert set(listed) == set(FOUND)
    for page, (number, anchor) in listed.items():
        assert page.startswith(f"{int(number[:-2]):02}-")
        assert anchor == f"order-{number[:-2]}"


def test_by_keyboard_alone(visit):
    seen = visit("07")
    seen.locator("#order-7 .bp-start").focus()
    seen.page.keyboard.press("Enter")
    box = seen.locator("#order-7")
    expect(box.locator(".bp-line").first).to_be_visible()
    wanted = [line["label"] for line in lines("07")]
    for k, label in enumerate(wanted):
        grip = box.locator(".bp-grip").nth(labels(box).index(label))
        grip.focus()
        while labels(box).index(label) > k:
            seen.page.keyboard.press("ArrowUp")
            expect(box.locator(".bp-grip:focus")).to_have_count(1)
        spoken = re.compile(f"^Line {k + 1} of")
        expect(box.locator(".bp-grip:focus")).to_have_attribute("aria-label", spoken)
    assert labels(box) == wanted
    seen.page.keyboard.press("ArrowUp")
    expect(box.locator(".bp-verdict")).to_have_text("Now line 4 of 5.")  # said aloud: a live region
    expect(box.locator(".bp-verdict")).to_have_attribute("role", "status")
    seen.page.keyboard.press("End")
    assert labels(box) == wanted
    for k, line in enumerate(lines("07")):
        box.get_by_label(f"Reason for line {k + 1}").focus()
        seen.page.keyboard.type(line["reason"])
        seen.page.keyboard.press("Tab")
    box.get_by_role("button", name="Check", exact=True).focus()
    seen.page.keyboard.press("Enter")
    expect(box.locator(".bp-verdict")).to_contain_text("✓ Right.")


def drag(seen, start, end):
    """Move the pointer, pressed, from the middle of one box to the middle of another."""
    first, last = start.bounding_box(), end.bounding_box()
    seen.page.mouse.move(first["x"] + first["width"] / 2, first["y"] + first["height"] / 2)
    seen.page.mouse.down()
    seen.page.mouse.move(last["x"] + 60, last["y"] + last["height"] / 2 + 2, steps=12)
    seen.page.mouse.up()


def test_by_drag(visit):
    seen = visit("09")
    box = start(seen, 9)
    box.scroll_into_view_if_needed()
    moved, *others = labels(box)
    drag(seen, box.locator(".bp-grip").first, box.locator(".bp-line").last)
    assert labels(box) == [*others, moved]
    drag(seen, box.locator(".bp-chip", has_text="Sum rule"), box.locator(".bp-line").nth(1))
    expect(box.get_by_label("Reason for line 2")).to_have_value("Sum rule")
    expect(box.locator(".bp-ghost")).to_have_count(0)


TOUCH = """([node, steps]) => {
    const send = (type, target, y) => target.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerType: "touch", pointerId: 7, clientX: 40, clientY: y,
    }));
    send("pointerdown", node, steps[0]);
    for (const y of steps) send("pointermove", node, y);
    send("pointerup", node, steps.at(-1));
}"""


def test_by_touch_on_a_phone(visit):
    seen = visit("05", width=390, touch=True)
    box = start(seen, 5)
    first, second, *_ = labels(box)
    grip = box.locator(".bp-grip").first
    assert grip.evaluate("(node) => getComputedStyle(node).touchAction") == "none"
    grip.scroll_into_view_if_needed()
    here, there = (box.locator(".bp-line").nth(k).bounding_box() for k in (0, 1))
    path = [here["y"] + 10, there["y"] + there["height"] / 2 + 5]
    seen.page.evaluate(TOUCH, [grip.element_handle(), path])
    assert labels(box)[:2] == [second, first]
    box.get_by_role("button", name="Move line 2 up").tap()
    assert labels(box)[:2] == [first, second]
    for part in box.locator(":is(button, select, .bp-formula)").all():
        edges = part.bounding_box()
        assert edges is None or edges["x"] + edges["width"] <= 390


def test_a_part_is_left_and_found_again_as_it_was(visit):
    seen = visit("06")
    box = start(seen, 6, part=1)
    second = labels(box)
    assert start(seen, 6, part=0)
    assert labels(box) != second
    assert labels(start(seen, 6, part=1)) == second
    box.get_by_role("button", name="Shuffle again").click()
    assert sorted(labels(box)) == sorted(second)


def test_a_reset_of_the_chapter_shuffles_what_is_open(visit):
    seen = visit("08")
    box = start(seen, 8)
    box.get_by_label("Reason for line 1").select_option("Result")
    seen.page.evaluate("openBook().then((book) => book.keys('order/08').forEach(book.remove))")
    expect(box.get_by_label("Reason for line 1")).to_have_value("")


@pytest.mark.parametrize(
    "kept", [17, {"order": ["eq-1"]}, {"order": None}, {"order": ["eq-34", "eq-34", "eq-36"]}]
)
def test_what_another_edition_has_kept_starts_afresh(visit, kept):
    seen = visit("08")
    key = "order/08-weight-gradient/part-1"
    seen.page.evaluate("async ([key, value]) => (await openBook()).write(key, value)", [key, kept])
    seen.page.reload()
    assert sorted(labels(start(seen, 8))) == ["eq-34", "eq-35", "eq-36"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_is_open(visit, scheme):
    seen = visit("10", scheme)
    box = start(seen, 10)
    check(box)
    results = Axe().run(seen.page, context=["#order-10"])
    assert results.violations_count == 0, results.generate_report()
