"""Your book keeps what was written, says what changed, and breaks nowhere."""

import shutil
from pathlib import Path

import pytest
from built_site import served
from playwright.sync_api import expect

SCRIPT = Path(__file__).parents[2] / "book/_ext/reader/storage.js"
LISTEN = """window.heard = [];
addEventListener("your-book", (event) => heard.push(event.detail));"""
OFF = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("denied", "SecurityError"); },
});"""
FULL = """Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
};"""
AWKWARD = ["", "ä∂⊙\n\"'</script>", 0, -1.5, None, False, [1, [2]], {"source": "a * (1 - a)"}]


@pytest.fixture
def book(browser, tmp_path):
    """Return a function that opens a page with the script, from a folder or from a server."""
    page = tmp_path / "page.html"
    page.write_text('<!DOCTYPE html><title>t</title><script src="storage.js"></script>')
    shutil.copy(SCRIPT, tmp_path)
    context = browser.new_context()

    def open_page(before="", address=None):
        tab = context.new_page()
        tab.add_init_script(before)
        tab.goto(address or page.as_uri())
        tab.evaluate(LISTEN)
        return tab

    yield open_page
    context.close()


def write(page, key, value):
    return page.evaluate("([key, value]) => yourBook.write(key, value)", [key, value])


def read(page, key):
    return page.evaluate("(key) => [yourBook.read(key)]", key)[0]


@pytest.mark.parametrize("before", ["", OFF, FULL], ids=["on", "off", "full"])
def test_what_was_written_is_read_and_what_was_removed_is_gone(before, book):
    page = book(before)
    for k, value in enumerate(AWKWARD):
        assert write(page, f"cell/{k}", value) == (before == "")
        assert read(page, f"cell/{k}") == value
    assert page.evaluate("yourBook.keys('cell/')") == [f"cell/{k}" for k in range(len(AWKWARD))]
    page.evaluate("yourBook.remove('cell/3')")
    assert page.evaluate("yourBook.read('cell/3') === undefined")
    assert "cell/3" not in page.evaluate("yourBook.keys()")


def test_it_outlasts_the_page(book):
    page = book()
    write(page, "exercise/6.2", {"passed": True})
    page.reload()
    assert read(page, "exercise/6.2") == {"passed": True}


def test_each_change_is_said_here_and_in_another_tab(book, tmp_path):
    with served(tmp_path) as address:  # of pages from a folder, browsers tell no other tab
        here, there = (book(address=address + "page.html") for _ in range(2))
        write(here, "order/06", [2, 1])
        here.evaluate("yourBook.remove('order/06')")
        said = [{"key": "order/06", "value": [2, 1]}, {"key": "order/06"}]
        assert [
            {k: v for k, v in d.items() if v is not None} for d in here.evaluate("heard")
        ] == said
        there.wait_for_function("heard.length === 2", polling=50)
        assert [d["key"] for d in there.evaluate("heard")] == ["order/06", "order/06"]
        here.evaluate("localStorage.setItem('theme', 'dark'), localStorage.clear()")
        there.wait_for_function("heard.length === 3 && heard[2].key === null", polling=50)


@pytest.mark.parametrize(
    ("before", "why"), [(OFF, "keeps no storage"), (FULL, "storage is full")], ids=["off", "full"]
)
def test_the_reader_is_told_once_that_nothing_is_kept(before, why, book):
    page = book(before)
    expect(page.get_by_role("status")).to_have_count(0)  # nobody has written yet
    for k in range(3):
        write(page, f"cell/{k}", "a")
    note = page.get_by_role("status").filter(has_text=why)
    note.wait_for()
    expect(note).to_have_count(1)
    expect(note).to_contain_text("Download")


def test_what_others_keep_at_the_same_address_is_left_alone(book):
    page = book()
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.evaluate("localStorage.setItem('backprop-book:cell/x', '{half')")
    assert page.evaluate("yourBook.read('cell/x') === undefined")
    page.evaluate("yourBook.keys().forEach(yourBook.remove)")
    assert page.evaluate("localStorage.getItem('theme')") == "dark"


def test_a_value_that_json_cannot_say_is_refused(book):
    page = book()
    said = page.evaluate(
        "() => { try { yourBook.write('a', undefined); } catch (e) { return e.message; } }"
    )
    assert said == 'value of "a" must be something JSON can say'
    assert page.evaluate("yourBook.keys()") == []
