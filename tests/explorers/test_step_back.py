"""The explorer of chapter 16 computes what `autodiff` computes, and says what it cannot read."""

import re
from functools import partial

import numpy as np
import pytest
import traitlets
from fixture_page import one_lab, settle

from backprop_lib import RUNNING, explorers, gradients
from backprop_lib.explorers import expressions

TOOLS = "parse, numbersIn, valuesFor, namesIn, record, walk, placed, Unreadable"
RUN = """([text, values]) => {
  const tree = lab.parse(text);
  const made = lab.record(tree, lab.valuesFor(lab.namesIn(tree), lab.numbersIn(values)));
  const { slope, awaits, steps } = lab.walk(made, 99);
  const names = made.list.slice(0, made.inputs).map((node) => node.name);
  return { steps, result: made.list[made.last].number, awaits: awaits.some(Boolean),
    trouble: made.list.filter((node) => node.problem).length,
    slopes: Object.fromEntries(names.map((name, at) => [name, slope[at] ?? 0])) };
}"""


@pytest.fixture(scope="module")
def evaluate(model):
    return partial(model, "step_back", TOOLS)


def random_text(rng, depth):
    """Return an expression; squares and the like keep logarithms and quotients in bounds."""
    if depth == 0:
        return str(rng.choice(["a", "b", "c", "a", "b", "1.5", "2", ".25", "3e-1"]))
    u, v = (random_text(rng, depth - 1) for _ in range(2))
    forms = (
        f"({u} + {v})", f"({u} - {v})", f"{u}*{v}", f"{u} / (1.5 + ({v})**2)", f"({u})**2",
        f"-{u}", f"exp(sin({u}))", f"log(2 + cos({u}))", f"tanh({u})", f"sigmoid({u})",
        f"relu({u})", f"(({u})**2 + 1)**-0.5", f"{u} - {v} - 1", f"2 / (3 + ({u})**2) / 4",
        f"+{u} * -({v})", f"(1 + ({u})**2)**2**-1",
    )  # fmt: skip
    return str(rng.choice(forms))


def test_random_expressions_agree_with_autodiff(evaluate):
    rng, tried, worst = np.random.default_rng(16), 0, 0
    while tried < 400:
        text = random_text(rng, int(rng.integers(1, 4)))
        values = ", ".join(f"{n} = {rng.uniform(-3, 3):.4f}" for n in "abc")
        try:
            result, slopes = expressions.gradients(text, values)
            found = evaluate(RUN, [text, values])
        except Exception as error:
            if not re.search("at least one name|takes more than|characters", str(error)):
                raise
            continue
        tried += 1
        assert not found["awaits"]
        assert found["slopes"].keys() == slopes.keys()
        for ours, theirs in (
            (result, found["result"]),
            *((slopes[n], found["slopes"][n]) for n in slopes),
        ):
            worst = max(worst, abs(ours - theirs) / max(1, abs(ours)))
    print(f"{tried} expressions, largest difference {worst:.1e}")
    assert worst < 1e-12


def test_the_network_of_the_book_has_its_four_gradients(evaluate):
    text = "(sigmoid(W2 * sigmoid(W1*x + b1) + b2) - y)**2 / 2"
    names = ("x", "W1", "b1", "W2", "b2", "y")
    values = ", ".join(f"{n} = {v}" for n, v in zip(names, RUNNING.numbers(), strict=True))
    slopes = evaluate(RUN, [text, values])["slopes"]
    expected = gradients(RUNNING.network, RUNNING.x, RUNNING.y)
    for name, formula in zip(("W1", "b1", "W2", "b2"), expected, strict=True):
        assert slopes[name] == pytest.approx(formula.item(), rel=1e-13)


BAD = {
    "": "Write a computation",
    "(u + v": "The bracket at place 1 is not closed.",
    "u + v)": "The bracket at place 6 was never opened.",
    "u +": "Something is missing after “+”.",
    "u v": "Write * between “u” and “v”",
    "2u": "Write * between “2” and “u”",
    "u ^ 2": "“^” at place 3 means nothing here. Write ** for a power.",
    "u ** v": "An exponent must be a number. For u ** v write exp(v * log(u)).",
    "sinh(u)": "“sinh” is no function here; there are exp, log, sin, cos, tanh, sigmoid, relu.",
    "u(v)": "“u” is no function here",
    "exp": "Say in brackets of what: exp(…).",
    "exp(u, v)": "exp is of one number.",
    "exp()": "",
    "1 + 2": "Use at least one name, such as u.",
    "1/0 * u": "“/” of these numbers has no value.",
    "a+b+c+d+e+f+g": "There are 7 names; 6 fit here.",
    "+".join(["u"] * 30): "That takes more than 24 steps; so many fit here.",
    "(" * 40 + "u" + ")" * 40: "There are more than 30 brackets in one another.",
    "-" * 300 + "u": "That is too long.",
    "u = 3": "“=” at place 3 means nothing here.",
    "u; alert(1)": "“;” at place 2 means nothing here.",
    "window.u": "“.” at place 7 means nothing here.",
    "u,5": "A comma at place 2 means nothing here. Decimals have a point.",
    "* u": "“*” cannot stand first.",
    "u * * v": "“*” cannot follow “*”.",
    "()": "“)” cannot follow “(”.",
}


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_read_is_said(evaluate, text):
    told = evaluate(
        """(text) => {
          try { lab.record(lab.parse(text), {u: 1}); }
          catch (error) { return error instanceof lab.Unreadable ? error.message : `! ${error}`; }
        }""",
        text,
    )
    assert told
    assert told.startswith(BAD[text]), told


@pytest.mark.parametrize(
    ("text", "values", "trouble"),
    [
        ("log(u)", "u = -1", "log needs a number above 0; here u = −1."),
        ("2 / u", "u = 0", "It divides by 0; here u = 0."),
        ("u ** 0.5", "u = -4", "“** 0.5” has no value or no slope here: u = −4."),
        ("exp(u)", "u = 1000", "“exp” has no value or no slope here: u = 1000."),
    ],
)
def test_a_number_that_does_not_exist_is_said_and_moving_it_mends_it(opened, text, values, trouble):
    page = opened(text=text, values=values)
    assert page.locator(".lab-said").inner_text() == trouble
    assert page.get_by_role("button", name="Step back").is_disabled()
    field = page.get_by_role("textbox", name="u, typed")
    field.fill("2")
    field.press("Enter")
    settle(page)
    assert page.locator(".lab-said").inner_text().startswith("Step 0")


@pytest.fixture
def opened(open_page):
    """Open the explorer at some settings, through a link."""
    from urllib.parse import urlencode

    def at(**settings):
        page = open_page(one_lab("step_back"))
        page.goto(f"{page.url}?{urlencode(settings)}#explore-step_back")
        settle(page)
        return page

    return at


def slope_of(page, name):
    row = page.locator("tbody tr").filter(has=page.get_by_role("rowheader", name=name, exact=True))
    return row.locator("td").last.inner_text()


def test_one_number_is_reached_twice_and_has_seven_after_the_first_time(opened):
    page = opened()
    back = page.get_by_role("button", name="Step back")
    back.focus()
    page.keyboard.press("Enter")
    settle(page)
    assert "u gets 1 × 7 = 7." in page.locator(".lab-said").inner_text()
    assert slope_of(page, "u") == "7 …"
    page.keyboard.press("Enter")
    settle(page)
    assert "u has 7 already: += 3 × 1 makes 10." in page.locator(".lab-said").inner_text()
    assert (slope_of(page, "u"), slope_of(page, "v")) == ("10", "3")
    assert back.is_disabled()
    page.wait_for_function("document.querySelector('.bp-hidden').textContent.includes('u 10')")
    page.get_by_role("button", name="Undo").click()
    settle(page)
    assert slope_of(page, "u") == "7 …"


def test_a_computation_of_the_reader_reaches_one_number_three_times(opened):
    page = opened()
    field = page.get_by_role("textbox", name="Computation")
    field.fill("u*v + sin(u) + u**2")
    field.press("Enter")
    settle(page)
    steps, said = page.get_by_role("button", name="Step back"), []
    while steps.is_enabled():
        steps.click()
        settle(page)
        said.append(page.locator(".lab-said").inner_text())
    text = " ".join(said)
    assert text.count("u gets") + text.count("u has") == 3
    expected = expressions.gradients("u*v + sin(u) + u**2", "u = 3, v = 4")[1]
    assert float(slope_of(page, "u").replace("−", "-")) == pytest.approx(expected["u"], abs=1e-3)


def test_a_text_that_cannot_be_read_stays_to_be_mended_and_the_picture_stays(opened):
    page = opened()
    before = page.locator("svg.bp-view").inner_html()
    field = page.get_by_role("textbox", name="Computation")
    field.fill("(u + v")
    field.press("Enter")
    settle(page)
    assert page.get_by_role("alert").first.inner_text() == (
        "The bracket at place 1 is not closed. The picture still shows (u + v) * u."
    )
    assert field.input_value() == "(u + v"
    assert page.locator("svg.bp-view").inner_html() == before
    field.fill("(u + v)")
    field.press("Enter")
    settle(page)
    assert page.locator(".bp-problem").first.text_content() == ""
    assert page.locator("tbody tr").count() == 3


def test_a_link_restores_text_numbers_and_steps_and_a_bad_one_does_not_break_the_page(opened):
    page = opened(text="a*a", values="a = 1.5", step="1")
    assert slope_of(page, "a") == "3"
    page.get_by_role("button", name="Link to this").click()
    page.wait_for_url("**step=1#explore-step_back")
    page = opened(text="a*", step="99")
    settle(page)
    trouble = "Something is missing after “*”. The picture shows (u + v) * u."
    assert page.locator(".bp-problem").first.inner_text() == trouble
    assert page.get_by_role("textbox", name="Computation").input_value() == "a*"
    assert (
        "step: 99 is out of range: step goes from 0 to 40." in page.locator(".bp-said").inner_text()
    )
    assert slope_of(page, "C") == "1"


@pytest.mark.parametrize("text", ["u", "-u", "u*u", "u/u", "a*b*c*d*e*f", "+".join(["u*v"] * 12)])
def test_every_box_has_a_place_of_its_own_inside_the_picture(evaluate, text):
    places = evaluate(
        "(text) => { const tree = lab.parse(text); return lab.placed(lab.record(tree,"
        " lab.valuesFor(lab.namesIn(tree), {}))).places; }",
        text,
    )
    boxes = [(p["x"] - p["wide"] / 2, p["x"] + p["wide"] / 2, p["y"]) for p in places]
    for n, (left, right, y) in enumerate(boxes):
        assert left >= 0
        assert right <= 360
        for other_left, other_right, other_y in boxes[:n]:
            assert other_y != y or other_right <= left or right <= other_left


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("(u + v", r"^text must be an expression such as \(u \+ v\) \* u"),
        ("u ^ 2", "got BitXor"),
        ("__import__('os')", "__import__ must be one of exp, log"),
        ("[u for u in v]", "text must hold numbers, names"),
        ("1 + 2", "at least one name"),
    ],
)
def test_the_kernel_refuses_a_bad_text_and_keeps_the_last_good_one(text, complaint):
    shown = explorers.step_back()
    with pytest.raises(traitlets.TraitError, match=complaint):
        shown.text = text
    assert shown.text == "(u + v) * u"


def test_the_kernel_has_the_gradients_that_are_shown():
    shown = explorers.step_back()
    assert shown.gradients == {"u": 10.0, "v": 3.0}
    shown.values = "u = 1, v = 2"
    assert shown.gradients == {"u": 4.0, "v": 1.0}
    with pytest.raises(
        traitlets.TraitError, match=r"values must be such as u = 3, v = 4; got 'u: 1'"
    ):
        shown.values = "u: 1"
    for text, complaint in {
        "u ** v": "an exponent must be a number",
        "log(-u)": "the computation has no result: ",
        "u / (u - u)": "the computation has no result: ",
        "(-u) ** 0.5": "the computation has no result: a value must be a real number; got complex",
    }.items():
        with pytest.raises(ValueError, match=complaint):
            expressions.gradients(text, "u = 2")
