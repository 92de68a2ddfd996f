"""Until a button is pressed the page is as light as it was, and from a folder it says why."""

import gzip
import re

import pytest
from accessible import COLORS, TAGS, in_colors, look
from built_site import SITE, pages
from pages import RESET
from playwright.sync_api import expect

from backprop_lib.exercises import EXERCISES

NAME = "06-sigmoid-derivative"
FIRST, STUB, CHECK = "45bd1ee0", "exercise-6-2-stub", "exercise-6-2-check"
OFFLINE = "/did not load. Check your connection/.test(document.body.innerText)"
CARRIED = ("reader.js", "reader.css", "cover.css")
# What a page's text holds for them: names of cells, activities, your book, the stills, their tags.
MARKUP = re.compile(
    r' id="cell-[^"]*"|<span[^>]* id="exercise-[^"]*"></span>|<div class="bp-activity.*?</div>'
    r'|<section id="your-book.*?</section>|<ol class="stills.*?</ol>'
    r'|<button type="button" class="run-all".*?</span>'
    r"|<(?:script|link)[^>]*/(?:reader|cover)\.[^>]*>(?:</script>)?",
    re.DOTALL,
)
pytestmark = pytest.mark.xdist_group("live")


@pytest.mark.parametrize("name", pages())
def test_each_page_carries_few_bytes_for_what_it_can_do(name):
    text = (SITE / name).read_text("utf-8")
    files = [SITE / "_static" / part for part in CARRIED if f"_static/{part}?" in text]
    assert len(files) >= 2
    added = len(gzip.compress(text.encode())) - len(gzip.compress(MARKUP.sub("", text).encode()))
    assert added + sum(len(gzip.compress(path.read_bytes())) for path in files) < 6_000


def test_it_asks_for_nothing_else(read_chapter):
    page = read_chapter(NAME)
    page.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.page.wait_for_load_state("networkidle")
    asked = {url.split("/_static/")[1].split("?")[0] for url in page.asked if "/_static/" in url}
    assert {name for name in asked if not name.startswith("fonts/")} == {
        "theme.css", "book.css", "page.js", "explorers.js", "explorers.css", "reader.js",
        "reader.css",
    }  # fmt: skip
    assert not [url for url in page.asked if "pyodide" in url or "/lite/" in url]


def test_from_a_folder_the_button_says_what_to_do(browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto((SITE / "book" / f"{NAME}.html").as_uri())
    page.locator(f"[id='cell-{CHECK}'] [data-act=check]").click()
    said = page.locator(f"[id='cell-{CHECK}'] .live-bar")
    expect(said).to_contain_text("runs no Python for a page from a folder")
    expect(said).to_contain_text("make read")
    context.close()


def test_without_a_connection_the_button_says_so_and_works_later(read_chapter):
    page = read_chapter(NAME)
    page.page.context.set_offline(True)
    page.press(CHECK, "check")
    page.page.wait_for_function(OFFLINE)
    page.page.context.set_offline(False)
    page.press(STUB, "edit")
    page.cell(STUB).locator(".cm-content").wait_for()


# Each file that Python takes, with what comes in its place.
BROKEN = [
    ("worker.js", "nothing"), ("jupyter-lite.json", "nothing"), ("pyodide-lock.json", "half"),
    ("pyodide.mjs", "nothing"), ("pyodide.asm.mjs", "another page"), ("python_stdlib.zip", "half"),
    ("*.wasm", "nothing"), ("*.wasm", "another page"), ("*.wasm", "half"), ("numpy-*", "half"),
    ("session.py", "another page"), ("needs.py", "nothing"),
]  # fmt: skip


def answer(route, what):
    """Answer a request with something else than was asked for."""
    if what == "nothing":
        route.abort()
    elif what == "half":
        whole = route.fetch()
        headers = {"content-type": whole.headers["content-type"]}
        route.fulfill(headers=headers, body=whole.body()[: len(whole.body()) // 2])
    else:
        route.fulfill(status=404, content_type="text/html", body="<p>Not here.</p>")


def test_whatever_does_not_come_is_told_with_what_to_do_instead(open_chapter):
    page = open_chapter(NAME)
    for file, what in BROKEN:
        page.page.route(f"**/{file}", lambda route, what=what: answer(route, what))
        page.run(CHECK, "check", seconds=60)  # from the second on it tries again
        told = page.bar(CHECK).text_content()
        assert "Python did not load" in told, (file, what)
        assert "download the notebook" in told
        assert "Traceback" not in told, told
        page.page.unroute(f"**/{file}")
    page.run(CHECK, "check")
    assert "Not attempted yet" in page.text(CHECK)
    expect(page.bar(CHECK)).to_have_text("")


@pytest.fixture(scope="module")
def busy(open_chapter):
    """Return a phone's page with editors open, a figure, an error, verdicts and a solution."""
    page = open_chapter(NAME, viewport={"width": 390, "height": 844}, has_touch=True)
    page.solve("6.2", "def slope_from_activation(a2):\n    return a2 * (1 + a2)")
    page.press(CHECK, "solution")
    page.page.locator(".live-solution").wait_for()
    assert "✓ Right" in page.solve("6.1", EXERCISES["6.1"].solution)  # a number
    assert "✓ Right" in page.solve("6.4", EXERCISES["6.4"].solution)  # a formula
    page.write("b8d121d1", "show(a=1)\nnothing")
    page.run("b8d121d1")
    page.run(FIRST)
    page.run("explore-06-1")
    page.page.evaluate("openBook().then((book) => book.write('cell/x', 1))")
    yield page
    page.page.evaluate(RESET)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_with_editors_open_and_results_shown(scheme, busy):
    rules = TAGS if scheme == "light" else COLORS  # all else is the same in the dark
    look(in_colors(busy.page, scheme), rules)


def test_a_phone_scrolls_it_only_down(busy):
    for width in (390, 360):
        busy.page.set_viewport_size({"width": width, "height": 800})
        assert busy.page.evaluate("document.documentElement.scrollWidth") <= width
