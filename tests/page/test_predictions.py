"""A prediction is kept as the reader wrote it, and stands again where the chapter compares."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_data import SITE
from playwright.sync_api import expect

ANSWER = "predict/06-sigmoid-derivative/answer"
READ = f"openBook().then((book) => book.read('{ANSWER}'))"
WRITE = f"async (value) => (await openBook()).write('{ANSWER}', value)"
AWKWARD = "<b>¼</b> & 'so' \"on\" ∂"


@pytest.fixture(scope="module")
def chapter(visit):
    seen = visit("06")
    seen.page.locator("#predict-6-place").fill("0")
    seen.page.locator("#predict-6-slope").fill(AWKWARD)
    return seen


def expect_words(seen, number, words):
    expect(seen.locator(f"#compare-{number} b")).to_have_text(words)


def test_the_script_comes_with_the_first_touch(visit):
    seen = visit("03")
    assert not [url for url in seen.asked if "activities.js" in url]
    seen.locator("#predict-3-times").press_sequentially("4")  # typed while the script is coming
    expect_words(seen, 3, ["4", "not written"])
    assert len([url for url in seen.asked if "activities.js" in url]) == 1


def test_the_reader_s_own_words_stand_where_the_chapter_compares(chapter):
    expect_words(chapter, 6, ["0", AWKWARD])
    expect(chapter.locator("#predict-6 [role=status]")).to_contain_text("Kept")
    assert chapter.page.evaluate(READ) == {"place": "0", "slope": AWKWARD}


def test_they_outlast_the_page_and_go_when_the_chapter_is_reset(chapter):
    chapter.page.reload()
    expect_words(chapter, 6, ["0", AWKWARD])
    expect(chapter.locator("#predict-6-slope")).to_have_value(AWKWARD)
    chapter.page.evaluate(f"openBook().then((book) => book.remove('{ANSWER}'))")
    expect_words(chapter, 6, ["not written", "not written"])
    expect(chapter.locator("#predict-6-place")).to_have_value("")
    chapter.page.locator("#predict-6-place").fill("0")
    chapter.page.locator("#predict-6-slope").fill(AWKWARD)


def test_a_choice_is_made_with_the_keyboard(visit):
    seen = visit("05")
    form = seen.locator("#predict-5")
    form.get_by_label("half as much").focus()
    seen.page.keyboard.press("Space")
    seen.page.keyboard.press("ArrowDown")
    expect(form.get_by_label("a quarter as much")).to_be_checked()
    expect_words(seen, 5, ["a quarter as much"])
    expect(form.get_by_role("group", name="The cost changes")).to_have_count(1)


@pytest.mark.parametrize("what", [17, "text", [1], {"place": {"a": 1}}, None])
def test_what_something_else_has_kept_there_breaks_nothing(visit, what):
    seen = visit("06")
    before = seen.page.evaluate(READ)
    seen.page.evaluate(
        WRITE,
        what,
    )
    expect(seen.locator("#compare-6 b")).to_have_count(2)
    seen.page.evaluate(
        WRITE,
        before,
    )


def test_without_storage_it_still_works_on_this_page(browser):
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } })"
        )
        page.goto((SITE / "book/09-bias-gradient.html").as_uri())
        page.locator("#predict-9-third").fill("it is 1")
        expect(page.locator("#compare-9 b").first).to_have_text("it is 1")


def test_without_scripts_the_form_says_what_to_do(browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((SITE / "book/06-sigmoid-derivative.html").as_uri())
        assert "Write your prediction down" in page.locator("#predict-6").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, scheme):
    seen = visit("11", scheme)
    results = Axe().run(seen.page, context=["#predict-11", "#compare-11"])
    assert results.violations_count == 0, results.generate_report()


def test_a_phone_shows_each_form_within_its_width(visit):
    seen = visit("04", width=390, touch=True)
    for part in seen.locator("#predict-4 :is(input, label, legend)").all():
        edges = part.bounding_box()
        assert edges["x"] >= 0
        assert edges["x"] + edges["width"] <= 390
    seen.locator("#predict-4").get_by_label("from zᴸ to aᴸ").tap()
    expect(seen.locator("#compare-4 b").nth(2)).to_have_text("from zᴸ to aᴸ")
