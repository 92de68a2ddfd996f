"""A cell runs where it stands, an exercise is checked where it stands, and the reader is told."""

import re
import subprocess
import sys

import pytest
from pages import ENDED, RUNS, code_cells
from playwright.sync_api import expect

from backprop_lib.exercises import EXERCISES

pytestmark = pytest.mark.xdist_group("live")
FIRST, SLOPE, LATER = "45bd1ee0", "b8d121d1", "3646170e"
WRONG = "def slope_from_activation(a2):\n    return a2 * (1 + a2)"
RIGHT = EXERCISES["6.2"].solution
# Python starts with the first test, which stops it as it loads, and again when a later one has
# stopped it. SymPy is there from the test on that asks for it without a network.


def said_in_python(exercise, source):
    """Return what `check` prints for an answer outside the browser."""
    name = EXERCISES[exercise].name
    code = f'from backprop_lib.exercises import check\n{source}\ncheck("{exercise}", {name})'
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_it_can_be_stopped_while_python_loads(chapter):
    for _ in range(2):
        chapter.press(SLOPE, "run")
        chapter.page.get_by_text("Loading Python").first.wait_for()
        chapter.press(SLOPE, "stop")
        chapter.page.locator("[aria-busy]").wait_for(state="detached")
    assert chapter.run(SLOPE) == "da2_dz2 =  0.221736\n"


def test_a_cell_runs_with_what_it_needs_from_the_cells_above(chapter):
    committed = "".join(code_cells("06-sigmoid-derivative")[SLOPE]["outputs"][0]["text"])
    assert chapter.run(SLOPE) == committed
    chapter.write(SLOPE, "show(twice=2 * a2)")
    assert chapter.run(SLOPE) == "twice =  0.663762\n"


def test_an_edit_above_reaches_the_cell_below(chapter):
    cells = code_cells("06-sigmoid-derivative")
    numbers = next(name for name, cell in cells.items() if "RUNNING.numbers()" in cell["source"][0])
    chapter.write(numbers, "a2 = 0.5")
    assert chapter.run(SLOPE) == "da2_dz2 =  0.250000\n"


@pytest.mark.parametrize(("source", "status"), [(WRONG, "wrong"), (RIGHT, "right")])
def test_check_says_in_the_page_what_it_says_in_python(source, status, chapter):
    assert chapter.solve("6.2", source) == said_in_python("6.2", source)
    expect(chapter.output("exercise-6-2-check")).to_have_attribute("data-status", status)
    assert ("✓" in chapter.text("exercise-6-2-check")) == (status == "right")  # not color alone
    assert ("✗" in chapter.text("exercise-6-2-check")) == (status == "wrong")


def test_the_stub_has_a_check_of_its_own_and_shift_enter_presses_it(chapter):
    chapter.write("exercise-6-2-stub", RIGHT)
    chapter.page.keyboard.press("Shift+Enter")
    chapter.page.locator("[id=cell-exercise-6-2-check] [data-status=right]").wait_for()
    expect(chapter.bar("exercise-6-2-check")).to_contain_text("✓ Solved")


def test_escape_leaves_the_editor_and_tab_goes_on(chapter):
    chapter.write("exercise-6-2-stub", WRONG)
    chapter.page.keyboard.press("Tab")  # indents
    expect(chapter.cell("exercise-6-2-stub").locator(".cm-content")).to_be_focused()
    chapter.page.keyboard.press("Escape")
    focused = chapter.cell("exercise-6-2-stub").locator(":focus")
    expect(focused).to_have_attribute("aria-label", "Check exercise 6.2")
    chapter.page.keyboard.press("Tab")
    expect(focused).to_have_attribute("aria-label", re.compile("^Reset cell"))


def test_an_error_is_its_last_lines_with_the_line_marked(chapter):
    chapter.write(SLOPE, "good = 1\nshow(bad=good / nothing)\n")
    chapter.run(SLOPE)
    assert chapter.text(SLOPE) == (
        "line 2:  show(bad=good / nothing)\nNameError: name 'nothing' is not defined"
    )
    marked = chapter.cell(SLOPE).locator(".live-wrong-line")
    expect(marked).to_have_text("show(bad=good / nothing)")


def test_an_error_above_is_said_where_the_reader_looks(chapter):
    cells = code_cells("06-sigmoid-derivative")
    numbers = next(name for name, cell in cells.items() if "RUNNING.numbers()" in cell["source"][0])
    chapter.write(numbers, "a2 = 1 / 0")
    chapter.run(SLOPE)
    expect(chapter.output(SLOPE)).to_contain_text("This cell builds on cell 2, which failed")
    assert "ZeroDivisionError: division by zero" in chapter.text(SLOPE)


@pytest.mark.parametrize(
    ("source", "shown"),
    [("%timeit 1", "Jupyter's own"), ("input('?')", "input() cannot ask here"),
     ("import nothing_such", "No module named 'nothing_such'"), ("print('<b>x</b>')", "<b>x</b>"),
     ("print('a' * 200_000)", "more than 30,000 characters"), ("raise SystemExit", "SystemExit")],
)  # fmt: skip
def test_what_readers_also_write_gets_a_clear_answer(source, shown, chapter):
    chapter.write(SLOPE, source)
    chapter.run(SLOPE)
    assert shown in chapter.text(SLOPE)
    expect(chapter.output(SLOPE).locator("b")).to_have_count(0)


def test_without_a_network_what_is_loaded_goes_on_and_the_rest_says_so(chapter):
    chapter.run(SLOPE)
    chapter.page.route("**/*", lambda route: route.abort())
    assert "✓ Right" in chapter.solve("6.2", RIGHT)
    chapter.write(SLOPE, "import sympy\nsympy.Symbol('x')")
    chapter.run(SLOPE)
    assert "sympy did not load" in chapter.text(SLOPE)
    assert "Check your connection" in chapter.text(SLOPE)
    chapter.page.unroute("**/*")
    chapter.forgive("ERR_FAILED")
    chapter.run(SLOPE)
    expect(chapter.output(SLOPE).locator("math")).to_have_text("x")


def test_stop_ends_a_cell_that_never_ends_and_python_comes_back(chapter):
    other = "f30474cb"
    for cell in (SLOPE, other):
        chapter.write(cell, "mine = explorers.sigmoid_slope(z2=1)\nmine")
    chapter.run(SLOPE)
    chapter.write(LATER, "print('begun')\nwhile True:\n    pass")
    chapter.press(LATER, "run")
    chapter.output(LATER).get_by_text("begun").wait_for()
    chapter.page.wait_for_function(
        "() => /Running for [1-9]/.test(document.body.innerText)", polling=100
    )
    chapter.press(LATER, "stop")
    chapter.page.wait_for_function(
        "() => /Stopped. Python was ended/.test(document.body.innerText)"
    )
    chapter.run(other)  # its explorer is of another Python than the one above
    field = "input:not([type=range])"
    old, new = (chapter.output(cell).locator(field).first for cell in (SLOPE, other))
    old.fill("-1")
    old.press("Enter")
    chapter.write(LATER, "show(now=mine.z2)\nmine.z2 = 2.5")
    assert chapter.run(LATER) == "now =  1.000000\n"
    expect(new).to_have_value("2.5")
    expect(old).to_have_value("\N{MINUS SIGN}1")


def test_figures_mathematics_and_explorers_are_shown_as_in_a_notebook(chapter):
    svg = "".join(code_cells("06-sigmoid-derivative")[FIRST]["outputs"][0]["data"]["image/svg+xml"])
    chapter.run(FIRST)
    image = chapter.output(FIRST).locator("img")
    assert image.get_attribute("alt") in svg
    assert image.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 300
    chapter.write(SLOPE, 'sp.Symbol("a^{L-1}") ** 2 / sp.Symbol("<img>")')
    chapter.run(SLOPE)
    math = chapter.output(SLOPE).locator("math")
    expect(math.locator("msup msup mrow")).to_have_text("L−1")
    expect(math.locator("img")).to_have_count(0)
    chapter.run("explore-06-1")
    slider = chapter.output("explore-06-1").locator("input[type=range]").first
    slider.focus()
    chapter.page.keyboard.press("ArrowRight")
    chapter.write(
        SLOPE, "_.z2 > RUNNING.forward.z2 if hasattr(RUNNING, 'forward') else _.z2 > -0.69"
    )
    chapter.run(SLOPE)
    assert chapter.text(SLOPE) == "True\n"
    chapter.write(SLOPE, "mine = explorers.sigmoid_slope()\nmine")
    chapter.run(SLOPE)
    chapter.write("f30474cb", "mine.z2 = 2.5")
    chapter.run("f30474cb")
    value = chapter.output(SLOPE).locator("input:not([type=range])").first
    expect(value).to_have_value("2.5")  # the picture follows in its next frame


def test_what_python_sets_while_an_explorer_loads_reaches_it(chapter):
    chapter.page.evaluate("delete window.bookExplorers")  # as on a page that came without them
    chapter.write(SLOPE, "mine = explorers.sigmoid_slope()\ndisplay(mine)\nmine.z2 = 2.5")
    chapter.run(SLOPE)
    value = chapter.output(SLOPE).locator("input:not([type=range])").first
    expect(value).to_have_value("2.5")


def test_by_keyboard_alone(chapter):
    page = chapter.page
    chapter.cell("exercise-6-2-stub").locator("[data-act=check]").focus()
    if not chapter.cell("exercise-6-2-stub").locator(".cm-content").count():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # Edit
        chapter.cell("exercise-6-2-stub").locator(".cm-content").wait_for()
    else:
        page.keyboard.press("Shift+Tab")
    expect(chapter.cell("exercise-6-2-stub").locator(".cm-content")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")  # Check has the focus
    page.locator("[id=cell-exercise-6-2-check] [data-status=right]").wait_for()
    heard = page.locator("p.unseen[role=status]")
    expect(heard).to_contain_text("✓ Right")  # what a screen reader says


def test_what_is_kept_of_a_check_is_the_answer_that_was_checked(chapter):
    page, check = chapter.page, "exercise-6-2-check"
    chapter.write("exercise-6-2-stub", "import time; time.sleep(1)\n" + RIGHT)
    before = page.evaluate(RUNS, check)
    chapter.press(check, "check")
    begun = f"(asked) => document.querySelector('[aria-busy]') || ({ENDED})(asked)"
    page.wait_for_function(begun, arg=[check, before], polling=20)
    chapter.write("exercise-6-2-stub", WRONG)  # while it runs, where the machine is not too slow
    page.wait_for_function(ENDED, arg=[check, before], polling=50)
    kept = page.evaluate("yourBook.read('exercise/6.2')")
    assert kept["status"] == "right"
    assert kept["source"].endswith(RIGHT)


def test_an_observer_that_fails_costs_no_names(chapter):
    chapter.write(
        SLOPE,
        "mine = explorers.sigmoid_slope(z2=1)\n"
        "mine.observe(lambda change: 1 / 0, 'z2')\nhere = 7\nmine",
    )
    chapter.run(SLOPE)
    slider = chapter.output(SLOPE).locator("input[type=range]").first
    with chapter.page.expect_console_message(lambda said: "ZeroDivisionError" in said.text):
        slider.press("ArrowRight")
    chapter.forgive("ZeroDivisionError")
    chapter.write(LATER, "show(here=here)")
    assert chapter.run(LATER) == "here =  7.000000\n"


def test_after_all_cells_have_run_check_still_checks(chapter):
    chapter.write("45bd1ee0", "1 / 0")  # so that it soon ends
    chapter.page.locator("button.run-all").click()
    chapter.page.get_by_text("One cell failed").first.wait_for()
    acts = "liveCells.filter(({ run }) => run.textContent == 'Check').map((c) => c.run.dataset.act)"
    assert set(chapter.page.evaluate(acts)) == {"check"}


def test_what_breaks_python_is_not_called_a_failure_to_load(chapter):
    chapter.write(SLOPE, 'raise ModuleNotFoundError("x", name=5)')
    chapter.run(SLOPE)
    expect(chapter.bar(SLOPE)).to_contain_text("Python broke down")
    chapter.write(SLOPE, "show(two=2)")
    assert chapter.run(SLOPE) == "two =  2.000000\n"


def test_a_second_press_hears_that_a_cell_is_running_and_keeping_ends_with_python(chapter):
    page = chapter.page
    chapter.write(SLOPE, "while True:\n    pass")
    chapter.press(SLOPE, "run")
    page.locator("[aria-busy]").wait_for()
    chapter.press("exercise-6-1-check", "check")
    expect(chapter.bar("exercise-6-1-check")).to_contain_text("is still running")
    chapter.tools()
    page.get_by_role("button", name="Keep for use without a network").click()
    says = page.locator(".your-book-says")
    expect(says).to_have_text("Loading Python")
    chapter.press(SLOPE, "stop")
    page.locator("[aria-busy]").wait_for(state="detached")
    expect(says).to_contain_text("did not work: Python was ended")
    expect(chapter.bar(SLOPE)).to_contain_text("Stopped")
    expect(chapter.bar("exercise-6-1-check")).to_have_text("")  # it is no longer true
