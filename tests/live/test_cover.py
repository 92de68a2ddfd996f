"""The cover says that the page can be worked in, shows how, and how far the reader is."""

import pytest

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
    numbers = page.evaluate("Object.values(bookExercises).flat()")
    page.evaluate("yourBook.write('exercise/1.1', { passed: true })")
    line = page.locator("#your-book p").first
    assert line.inner_text().startswith(f"1 of {len(numbers)} exercises solved.")
    line.get_by_role("link").click()
    page.wait_for_url("**/01-network-architecture.html#exercise-1.2")
    assert page.locator("[id='exercise-1.2']").count() == 1
    page.go_back()
    page.get_by_role("button", name="Reset").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Reset the whole book").click()
    assert page.locator("#your-book p").first.inner_text().startswith("0 of")
