"""Predictions and derivations to put in order, as a notebook's cell gives them."""

import re
import subprocess
import sys

import nbformat
import pytest
from chapters import BOOK, CHAPTERS, TEMPLATE

from backprop_lib import activities
from backprop_lib.activities import page
from backprop_lib.activities.predictions import IN_WORDS, PREDICTIONS, fields

ALL = sorted(BOOK.glob("[0-9][0-9]-*.ipynb"))  # those beyond the document, too
IN_TEMPLATE = re.search(r"predict\((\d+)\)", TEMPLATE.read_text(encoding="utf-8"))[1]
each_chapter = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)


def calls(path, name):
    """Return the places of the cells that call an activity."""
    cells = nbformat.read(path, as_version=4).cells
    number = path.name[:2].lstrip("0") if path != TEMPLATE else IN_TEMPLATE
    wanted = f"from backprop_lib.activities import {name}\n\n{name}({number})"
    return [k for k, cell in enumerate(cells) if cell.source == wanted], cells


@pytest.mark.parametrize("path", [*ALL, TEMPLATE], ids=lambda path: path.stem)
def test_a_prediction_is_asked_for_right_below_the_question_and_compared_later(path):
    asked, cells = calls(path, "predict")
    compared, _ = calls(path, "compare")
    assert len(asked) == len(compared) == 1
    assert "**Predict.**" in cells[asked[0] - 1].source
    assert compared[0] > asked[0]


@each_chapter
def test_a_chapter_with_a_derivation_has_its_lines_to_order_among_the_exercises(path):
    here, cells = calls(path, "order")
    assert len(here) == (path.stem in page.derivations())
    for k in here:
        assert cells[k].id == "exercise-order"


def test_every_chapter_asks_for_something_of_its_own():
    assert set(range(1, len(CHAPTERS) + 1)) <= set(PREDICTIONS)
    for asked in PREDICTIONS.values():
        assert all(len(field.choices) != 1 for field in asked)
        assert len({field.name for field in asked}) == len(asked)
    assert fields(99) == IN_WORDS


def test_the_teaching_page_says_which_chapters_have_lines_to_order():
    numbers = [int(name[:2]) for name in page.derivations()]
    assert numbers == list(range(5, 11))
    words = " ".join((BOOK / "teaching.md").read_text(encoding="utf-8").split())
    assert "Six chapters add an exercise without code" in words
    assert "(numbers 5.0 to 10.0)" in words


@each_chapter
def test_the_choices_are_those_of_the_question(path):
    """Most of them by name, so that a question that changes does not leave old answers behind."""
    asked, cells = calls(path, "predict")
    question = cells[asked[0] - 1].source.lower()
    for field in fields(int(path.name[:2])):
        words = [choice for choice in field.choices if choice.isascii()]
        if words == list(field.choices):  # symbols stand in the question as mathematics
            named = [choice for choice in words if choice.replace("must ", "")[:4] in question]
            assert len(named) >= len(words) / 2, field


@pytest.mark.parametrize("kind", ["predict", "compare", "order"])
def test_a_cell_gives_html_and_words(kind):
    bundle = getattr(activities, kind)(6)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert f'data-activity="{kind}"' in data["text/html"]
    assert data["text/plain"]


def test_without_anywidget_a_cell_gives_the_same_html():
    code = (
        "import sys; sys.modules['anywidget'] = None\n"
        "from backprop_lib import activities\n"
        "print(activities.predict(6)._repr_mimebundle_()['text/html'])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == page.html("predict", 6)


@pytest.mark.parametrize(
    ("chapter", "error", "says"),
    [
        (0, ValueError, "1 or more"),
        (-3, ValueError, "1 or more"),
        ("6", TypeError, "whole number"),
        (6.0, TypeError, "whole number"),
        (True, TypeError, "whole number"),
        (4, ValueError, "one with a derivation, 5, 6, 7"),
        (99, ValueError, "one with a derivation"),
    ],
)
def test_a_chapter_that_has_none_is_refused(chapter, error, says):
    with pytest.raises(error, match=f"chapter must be .*{says}"):
        activities.order(chapter)


def test_a_choice_stands_as_text_and_not_as_markup():
    assert "<b>" not in page.html("predict", 3)
    for chapter in PREDICTIONS:
        html = page.html("predict", chapter)
        assert html.count("data-field=") == len(fields(chapter))
