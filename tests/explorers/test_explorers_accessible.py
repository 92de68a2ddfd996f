"""axe-core finds nothing to complain about, light and dark, wide and narrow."""

import pytest
from fixture_page import all_explorers, one_lab

from backprop_lib.explorers.labs import LABS


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 900])
def test_axe_finds_no_violation(open_page, theme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(all_explorers(theme), viewport={"width": width, "height": 800})
    violations = Axe().run(page).response["violations"]
    assert not [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in violations]


@pytest.mark.parametrize(
    ("theme", "ink"), [("light", "rgb(31, 35, 40)"), ("dark", "rgb(232, 234, 237)")]
)
def test_the_page_decides_between_light_and_dark(open_page, theme, ink):
    other = "dark" if theme == "light" else "light"
    page = open_page(all_explorers(theme), color_scheme=other)
    assert page.locator("figure").first.evaluate("node => getComputedStyle(node).color") == ink


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", LABS)
def test_axe_finds_no_violation_in_a_larger_one(open_page, name, theme):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(one_lab(name, theme), viewport={"width": 360, "height": 800})
    violations = Axe().run(page).response["violations"]
    assert not [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in violations]
