"""The page says what the record says, and nothing that the record does not support."""

import copy
import json
import re

import pytest

from benchmarks.speed import page, pictures, table, tables, why

RECORD = json.loads(page.RECORD.read_text(encoding="utf-8"))


def test_the_page_and_its_figures_are_those_of_the_record():
    for path, text in page.compose(RECORD).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run make notebooks"


def test_no_number_of_the_text_is_written_by_hand():
    text = (page.HERE / "page.md").read_text(encoding="utf-8")
    prose = re.sub(r"\$\$.*?\$\$|```.*?```|<!--.*?-->", "", text, flags=re.DOTALL)
    prose = re.sub(r"\$[^$]*\$|`[^`]*`|\{\{\w+\}\}|\[[^]]*\]\([^)]*\)|float\d\d", "", prose)
    sizes = {"-".join(map(str, size[:3])) for size in table.sizes(RECORD)}
    for size in sizes:
        prose = prose.replace(size, "")
    # "below 1" of a ratio, and the precision
    assert sorted(re.findall(r"\d+", prose)) == ["1"]


def test_every_time_moves_with_the_record():
    slower = copy.deepcopy(RECORD)
    for result in slower["results"]:
        for kind in {"seconds", "ratio"} & set(result):
            for key in result[kind]:
                result[kind][key] *= 1.01
    one, other = page.fields(RECORD), page.fields(slower)
    assert {key for key in one if one[key] != other[key]} == {"tiny_ours", "share_large", "summary"}
    assert tables.markdown(RECORD) != tables.markdown(slower)


@pytest.mark.parametrize("claim", page.claims(RECORD))
def test_the_record_supports_what_the_text_claims(claim):
    assert page.claims(RECORD)[claim]


def test_a_claim_that_no_longer_holds_stops_the_page():
    other = copy.deepcopy(RECORD)
    for one in other["learning"]:
        one["points"][-1]["accuracy"] = 0.1
    with pytest.raises(ValueError, match="everybody learns the same"):
        page.compose(other)


def test_whoever_is_ahead_is_named_with_a_reason():
    text = (page.HERE / "tables.md").read_text(encoding="utf-8")
    for peer in why.ahead(RECORD):
        assert f"- **{peer}**, with " in text
        assert why.REASONS[peer] in text


def test_a_peer_is_ahead_only_if_three_quarters_of_the_rounds_say_so():
    result = {"peer": "JAX, jit", "size": [1, 1, 1, 1]}
    close = result | {"ratio": {"q1": 0.8, "median": 0.9, "q3": 1.1}}
    clear = result | {"ratio": {"q1": 0.8, "median": 0.9, "q3": 0.95}}
    assert why.ahead({"results": [close]}) == {}
    assert why.ahead({"results": [clear]}) == {"JAX, jit": [clear]}


@pytest.mark.parametrize("name", pictures.FIGURES)
def test_a_figure_fits_a_phone_and_says_what_it_shows(name):
    figure = pictures.FIGURES[name](RECORD)
    assert float(re.search(r'width="([\d.]+)pt"', figure.svg)[1]) <= 5.2 * 72 + 0.01
    assert len(figure.alt.split()) >= 20
    assert "prefers-color-scheme:dark" in figure.svg
