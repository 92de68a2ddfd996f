"""What the cover says of the chapters, their length above all, is so."""

import json
import re

import lengths
from chapters import BEYOND, BOOK, CHAPTERS, ROOT

from backprop_lib.explorers.catalog import EXPLORERS
from backprop_lib.explorers.labs import LABS

COVER = (BOOK / "index.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST, LAST = BEYOND[0].name[:2], BEYOND[-1].name[:2]
WORDS = {"three": 3, "eight": 8, "nine": 9, "eighteen": 18}
FOUND = [lengths.lengths(path.read_text(encoding="utf-8")) for path in CHAPTERS]


def said(pattern):
    found = re.search(pattern, COVER)
    return [WORDS.get(text) or int(text.replace(",", "")) for text in found.groups()]


def test_the_cover_gives_the_right_length_of_a_chapter():
    for name, pattern in (
        ("words", r"([\d,]+) to ([\d,]+) words"),
        ("cells", r"(\w+) to (\w+) short pieces of code"),
        ("exercises", r"(\w+) to (\w+)\nexercises"),
    ):
        least, most = said(pattern)
        sizes = [found[name] for found in FOUND]
        assert least * 0.95 <= min(sizes) <= least * 1.1, (name, min(sizes))
        assert most * 0.95 <= max(sizes) <= most, (name, max(sizes))


def test_the_cover_gives_the_right_time():
    assert "Plan an hour for it: half to read, half for pencil and exercises." in COVER
    assert (
        "Some take three quarters of an hour, and the longest more than an hour and a half."
        in COVER
    )
    minutes = sorted(found["minutes"] for found in FOUND)
    assert 50 <= minutes[len(minutes) // 2] <= 70
    assert 40 <= minutes[0] <= 50
    assert 90 < minutes[-1] <= 115
    exercises = sum(6 * found["exercises"] for found in FOUND)
    assert 0.4 <= exercises / sum(minutes) <= 0.6


def test_the_cover_gives_the_time_of_the_chapters_beyond():
    assert f"Chapters {FIRST} to {LAST} take an hour to an hour and a half each." in COVER
    for path in BEYOND:
        minutes = lengths.lengths(path.read_text(encoding="utf-8"))["minutes"]
        assert 50 <= minutes <= 90, f"{path.stem}: {minutes} minutes, and the cover says an hour"


def test_cover_and_readme_count_the_chapters_beyond():
    count = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")[len(BEYOND)]
    for text in (COVER, README):
        assert f"{count} more chapters go beyond" in text


def test_cover_and_readme_list_the_chapters_with_explorers():
    have = sorted({spec.chapter for spec in [*EXPLORERS.values(), *LABS.values()]})
    assert have[:12] == [*range(1, 13)]
    listed = f"Chapters 1 to 12, {', '.join(map(str, have[12:-1]))} and {have[-1]} "
    for text in (COVER, README):
        assert listed in text


def test_every_chapter_is_measured_and_a_new_one_was_of_no_length(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["lengths.py", "HEAD"])
    lengths.main()
    measured = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert measured == [path.name[:2] for path in [*CHAPTERS, *BEYOND]]
    before = lengths.lengths(lengths.at("HEAD", BOOK / "99-not-there.ipynb"))
    assert set(before.values()) == {0}


def test_a_fold_an_exercise_and_an_equation_are_no_words():
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["One $x + 1$ two.\n"]}
    display = cell | {"id": "b", "source": ["$$\nx = 1\n$$ (eq-1)\n"]}
    form = cell | {"id": "exercise-1-1-prompt"}
    code = {"cell_type": "code", "id": "c", "metadata": {}, "source": ["x = 1\n", "x"]}
    folded = code | {"id": "d", "metadata": {"tags": ["hide-input"]}}
    found = lengths.lengths(json.dumps({"cells": [cell, display, form, code, folded]}))
    assert found["words"] == 4
    assert (found["equations"], found["cells"], found["lines"], found["exercises"]) == (1, 1, 2, 1)
