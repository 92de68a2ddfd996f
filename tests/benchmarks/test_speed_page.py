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


def test_whoever_is_ahead_in_a_fresh_process_or_in_learning_is_named_too():
    def learned(peer, seed, *ends):
        points = [{"seconds": end, "accuracy": 0.1 + 0.3 * k} for k, end in enumerate(ends)]
        return {"peer": peer, "seed": seed, "points": points}

    quick, slow = {"median": 1, "q1": 0.9, "q3": 1.1}, {"median": 2, "q1": 1.9, "q3": 2.1}
    cold = [
        {"peer": "backprop_lib", "size": [2, 3, 2, 4], "seconds": slow},
        {"peer": "autograd", "size": [2, 3, 2, 4], "seconds": slow},
        {"peer": "JAX, jit", "size": [2, 3, 2, 4], "seconds": quick},
    ]
    learning = [
        learned(peer, seed, *(pace * k for k in range(1, 5)))
        for seed in (1, 2)
        for peer, pace in (("backprop_lib", 2), ("autograd", 1), ("JAX, jit", 3))
    ]
    record = {"results": [], "cold": cold, "learning": learning}
    assert why.elsewhere(record) == {
        "JAX, jit": ["2-3-2 in a fresh process (0.50)"],
        "autograd": ["a pass over the digits (0.50)", "the digits until 97% (0.50)"],
    }
    assert all(
        why.REASONS[peer] in "".join(why.paragraphs(record)) for peer in why.elsewhere(record)
    )


def test_how_many_processes_were_tried_is_the_record_s():
    several = copy.deepcopy(RECORD)
    for one in several["cold"]:
        one["processes"] = 4
    assert "Of 4 processes the middle one is shown" in tables.markdown(several)


def test_the_share_of_the_products_is_the_record_s():
    [one] = table.cells(RECORD, peer="products alone", size=[1024, 1024, 10, 256], what="both",
                        threads=1, dtype="float64")  # fmt: skip
    assert f"{one['ratio']['median']:.0%} with 1024-1024-10" in why.floor(RECORD)
    assert why.floor(RECORD) in tables.markdown(RECORD)


@pytest.mark.parametrize("name", pictures.FIGURES)
def test_a_figure_fits_a_phone_and_says_what_it_shows(name):
    figure = pictures.FIGURES[name](RECORD)
    assert float(re.search(r'width="([\d.]+)pt"', figure.svg)[1]) <= 5.2 * 72 + 0.01
    assert len(figure.alt.split()) >= 20
    assert "prefers-color-scheme:dark" in figure.svg
