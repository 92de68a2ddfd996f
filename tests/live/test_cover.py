"""The cover says that the page can be worked in, shows how, and how far the reader is."""

import pytest
from playwright.sync_api import expect

from backprop_lib.exercises import assess

pytestmark = pytest.mark.xdist_group("live")


def test_its_stills_are_what_check_says(read_chapter):
    page = read_chapter("index").page
    shown = page.locator(".stills pre").all_inner_texts()
    names = {}
    exec(shown[0], names)
    assert assess("6.2", names["slope_from_activation"]).text.strip() == shown[1]
    right, said = shown[2].split("\n\n")
    exec(right, names)
    verdict = assess("6.2", names["slope_from_activation"])
    assert verdict.passed
    assert verdict.text.strip() == said


def test_it_counts_what_is_solved_and_leads_on(read_chapter):
    page = read_chapter("index").page
    numbers = page.evaluate("openBook().then(() => Object.values(bookExercises).flat())")
    page.evaluate("openBook().then((book) => book.write('exercise/1.1', { passed: true }))")
    line = page.locator("#your-book p").first
    expect(line).to_contain_text(f"1 of {len(numbers)} exercises solved.")
    line.get_by_role("link").click()
    page.wait_for_url("**/01-network-architecture.html#exercise-1.2")
    expect(page.locator("[id='exercise-1.2']")).to_have_count(1)
    page.go_back()
    page.get_by_role("button", name="Reset", exact=True).click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Reset the whole book").click()
    expect(page.locator("#your-book p").first).to_contain_text("0 of")
