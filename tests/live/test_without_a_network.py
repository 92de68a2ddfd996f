"""A chapter that was kept opens and runs when its server is gone; the others say what they are."""

import pytest
from built_site import served
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("live")
NAME = "06-sigmoid-derivative"
SLOPE = "b8d121d1"


def test_a_kept_chapter_opens_runs_and_checks_without_its_server(open_chapter, live_folder):
    with served(live_folder) as address:
        page = open_chapter(NAME, address=f"{address}prefix/")
        other = page.address.replace(NAME, "07-weighted-sum-derivative")
        page.tools()
        page.page.get_by_role("button", name="Keep for use without a network").click()
        said = page.page.locator(".your-book-says")
        expect(said).to_contain_text("opens and runs in this browser", timeout=120_000)
        page.page.goto(other)
        page.tools()
        keep = page.page.get_by_role("button", name="Keep for use without a network")
        expect(keep).to_be_visible()  # this one is not kept yet
    page.page.goto(page.address)
    page.write(SLOPE, "show(twice=2 * a2)")
    assert page.run(SLOPE, seconds=200) == "twice =  0.663762\n"
    page.press("exercise-6-1-check", "check")
    expect(page.output("exercise-6-1-check")).to_contain_text("Not attempted yet")
    page.page.goto(page.address.replace(NAME, "08-weight-gradient"))  # never seen, so in no cache
    expect(page.page.locator("main")).to_contain_text("was not kept")
    page.page.get_by_role("link", name=NAME).click()
    page.tools()
    page.page.get_by_role("button", name="Forget kept pages").click()
    expect(page.page.locator(".your-book-says")).to_contain_text("No page is kept")
