"""The same activities as widgets: what anywidget runs, with a model that notes what it hears."""

import json

import pytest
from playwright.sync_api import expect

from backprop_lib import activities
from backprop_lib.activities import page as source
from backprop_lib.activities.widget import Activity

NOTEBOOK = """<!doctype html><html lang="en"><title>Notebook</title><main></main>
<script type="module">
%s
window.render = render;
</script>"""
SHOW = """(state) => {
    const heard = [], el = document.createElement("div");
    document.querySelector("main").append(el);
    const model = {
        get: (name) => state[name],
        set: (name, value) => { state[name] = value; },
        save_changes: () => heard.push(structuredClone(state.answers)),
    };
    window.heard = heard;
    window.stop = render({ model, el });
}"""


@pytest.fixture
def notebook(browser, tmp_path):
    """Return a page that shows widgets; each is given as its cell would make it."""
    path = tmp_path / "notebook.html"
    path.write_text(
        NOTEBOOK % source.module().replace("export default { render };", ""), encoding="utf-8"
    )
    context = browser.new_context()
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_function("Boolean(window.render)")

    def show(kind, chapter):
        widget = getattr(activities, kind)(chapter)
        assert isinstance(widget, Activity)
        names = ("html", "parts", "answers")
        page.evaluate(SHOW, {name: getattr(widget, name) for name in names})
        return page

    yield show
    assert errors == []
    context.close()


def test_a_prediction_reaches_the_kernel_and_meets_the_reader_again(notebook):
    page = notebook("compare", 6)
    notebook("predict", 6)
    page.fill("#predict-6-place", "0")
    expect(page.locator("#compare-6 b")).to_have_text(["0", "not written"])
    assert page.evaluate("heard.at(-1)") == {"place": "0", "slope": ""}


def test_it_is_there_again_in_the_next_session(notebook):
    page = notebook("predict", 6)
    page.fill("#predict-6-slope", "1/4")
    page.evaluate("document.querySelector('main').replaceChildren()")
    notebook("predict", 6)
    expect(page.locator("#predict-6-slope")).to_have_value("1/4")
    assert page.evaluate("heard.at(-1)") == {"place": "", "slope": "1/4"}


def test_a_cell_that_is_run_again_listens_no_more(notebook):
    page = notebook("compare", 6)
    page.evaluate("stop()")
    notebook("predict", 6)
    page.fill("#predict-6-place", "0")
    expect(page.locator("#compare-6 b").first).to_have_text("not written")


def test_lines_are_ordered_and_the_kernel_hears_of_it(notebook):
    page = notebook("order", 8)
    page.get_by_role("button", name="Start").click()
    right = source.parts(8)[0]
    for k, line in enumerate(right):
        order = page.locator(".bp-line").evaluate_all("(all) => all.map((item) => item.line.label)")
        for at in range(order.index(line["label"]), k, -1):
            page.get_by_role("button", name=f"Move line {at + 1} up").click()
    for k, line in enumerate(right):
        page.get_by_label(f"Reason for line {k + 1}").select_option(line["reason"])
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".bp-verdict")).to_contain_text("✓ Right.")
    heard = page.evaluate("heard.at(-1)")["part-1"]
    assert heard["solved"] is True
    assert heard["order"] == [line["label"] for line in right]
    assert json.loads(page.evaluate("localStorage['backprop-book:exercise/8.0']")) == {
        "passed": True
    }
