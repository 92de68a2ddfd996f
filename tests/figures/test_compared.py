"""Curves tell where they go, pictures what they show, tables what was confused."""

import numpy as np
import pytest

from backprop_lib.digits import load_digits
from backprop_lib.figures import compared, confusion_table, digits

LEARN, _ = load_digits()


def test_the_words_follow_the_curves():
    alt = compared({"$a$": [1, 2, 3, 4, 5], "b": [5, 4, 3, 2, 1]}, range(5), "step", "$C$").alt
    assert "Curves of C over step from 0 to 4." in alt
    assert alt.endswith("a: 1, 2, 3, 4, 5; b: 5, 4, 3, 2, 1.")
    greek = compared({"a": [1, 2]}, [0, 1], "step", r"size of $\delta$").alt
    assert "Curves of size of delta over step" in greek


@pytest.mark.parametrize(
    ("series", "log", "words"),
    [
        ({}, False, "series must hold from 1 to 4 curves; got 0"),
        ({"a": [1, 2]}, False, r"'a' must hold 3 numbers; got shape \(2,\)"),
        ({"a": [1, 2, np.nan]}, False, "'a' has an entry that cannot be drawn"),
        ({"a": [1, 2, 0]}, True, "'a' has an entry that cannot be drawn"),
    ],
)
def test_what_is_no_curve_is_refused(series, log, words):
    with pytest.raises(ValueError, match=words):
        compared(series, range(3), "x", "y", log=log)


def test_each_picture_has_its_caption():
    figure = digits(LEARN.x[:, :7], list("0123456"), "Seven digits")
    assert figure.alt == "Seven digits, 7 pictures: 0, 1, 2, 3, 4, 5, 6."
    assert len(figure.svg) < 60_000


def test_ink_and_what_is_below_zero_differ_in_color_and_in_size():
    pixels = np.zeros((64, 1))
    pixels[9], pixels[20] = 1, -1
    both = digits(pixels, ["both"]).svg
    assert "#0063a3" in both
    assert "#b24700" in both
    assert "#b24700" not in digits(np.abs(pixels), ["ink"]).svg


def test_pictures_without_captions_or_of_another_size_are_refused():
    with pytest.raises(ValueError, match="captions must be 2, one for each picture; got 1"):
        digits(np.ones((64, 2)), ["one"])
    with pytest.raises(ValueError, match=r"x must have shape \(64, m\)"):
        digits(np.ones((60, 2)), ["one", "two"])


def test_the_table_names_its_most_frequent_mistakes():
    alt = confusion_table([[5, 1, 0], [0, 3, 4], [0, 0, 2]]).alt
    assert "A table of 15 examples" in alt
    assert "10 stand on the diagonal" in alt
    assert alt.endswith("4 times a 1 read as a 2; 1 times a 0 read as a 1.")
    eights = np.zeros((9, 9), int)
    eights[1, 8], eights[8, 3] = 2, 1
    assert "2 times a 1 read as an 8; 1 times an 8 read as a 3" in confusion_table(eights).alt
    assert confusion_table(np.eye(2, dtype=int)).alt.endswith("There is no mistake.")


@pytest.mark.parametrize("table", [[[1, 2]], [[0.5]], [[-1]], np.zeros((0, 0), int)])
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match="table must"):
        confusion_table(table)
