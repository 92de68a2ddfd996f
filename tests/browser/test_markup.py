"""What can be read off each page's HTML without a browser."""

import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from built_site import SITE, pages
from parsed import anchored, soup


def test_every_link_and_every_file_it_needs_is_there(address):
    for tag in soup(SITE / address).select("[href], [src]"):
        link = urlsplit(tag.get("href") or tag.get("src"))
        if link.scheme or link.netloc:
            assert link.scheme in ("http", "https", "mailto", "data"), tag
            continue
        here = SITE if link.path.startswith("/") else (SITE / address).parent
        target = here / unquote(link.path).lstrip("/") if link.path else SITE / address
        assert target.is_file(), tag
        if link.fragment:
            assert unquote(link.fragment) in anchored(target), tag


def test_its_title_and_description_are_plain_words(address):
    title, description = (
        soup(SITE / address).title.text,
        soup(SITE / address).select_one('meta[name="description"]'),
    )
    for text in (title, description["content"]):
        assert text.strip()
        assert not re.search(r"[\\${}<>]", text), text
    assert len(description["content"]) <= 200


def test_its_headings_go_down_one_step_at_a_time(address):
    levels = [int(tag.name[1]) for tag in soup(SITE / address).find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_no_line_begins_with_the_punctuation_behind_a_formula(address):
    for formula in soup(SITE / address).select("main :is(p, li, td) math"):
        after = formula.next_sibling
        short = len(formula["data-tex"]) < 60
        if short and isinstance(after, str) and re.match(r"[.,;:?!)]", after):
            assert "together" in formula.parent.get("class", []), formula.parent


def test_its_pictures_say_what_they_show(address):
    for image in soup(SITE / address).select("main img"):
        assert len(image.get("alt", "")) > 20, image


def test_no_two_titles_or_descriptions_are_the_same():
    for what in ("title", 'meta[name="description"]'):
        texts = [str(soup(SITE / page).select_one(what)) for page in pages()]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("number", range(1, 56))
def test_an_equation_has_its_stable_anchor(number):
    homes = [path for path in SITE.glob("book/*.html") if f"eq-{number}" in anchored(path)]
    assert len(homes) == 1
    formula = anchored(homes[0])[f"equation-eq-{number}"].find("math")
    assert formula["data-tex"]
