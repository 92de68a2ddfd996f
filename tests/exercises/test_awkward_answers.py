"""`check` raises nothing because of what an answer is, and stays short whatever it says."""

import numpy as np
import pytest

from backprop_lib.exercises import EXERCISES, assess


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no words")


class Nameless:
    @property
    def __name__(self):
        return Mute()

    def __call__(self):
        return 1.0


class Leaving:
    def __array__(self, *_, **__):
        raise SystemExit


def mute(*_):
    raise Mute


def stop(*_):
    raise KeyboardInterrupt


def leave(*_):
    raise GeneratorExit


AWKWARD = {
    "ragged": (1.0, [1, 2]),
    "ragged arrays": [np.eye(2), np.ones(3)],
    "doubly ragged": [1, [2, [3]]],
    "empty": [],
    "one entry": [-7.0],
    "empty array": np.zeros((0, 3)),
    "huge": 1e308,
    "infinite": np.inf,
    "not an array": {"a": [1], "b": [[2, 3]]},
    "function": mute,
    "nameless": Nameless(),
    "leaving": Leaving(),
    "many dimensions": np.zeros((2,) * 16),
}


@pytest.mark.thorough
@pytest.mark.parametrize("answer", AWKWARD.values(), ids=AWKWARD)
@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_no_answer_makes_the_judge_raise_or_ramble(exercise, answer):
    with np.errstate(all="raise"):
        verdicts = [assess(exercise.id, answer)]
        if exercise.is_function:
            verdicts.append(assess(exercise.id, lambda *_: answer))
    assert all(verdict.credit < 1 for verdict in verdicts)
    assert all(len(verdict.text) < 700 for verdict in verdicts)


def test_an_error_without_words_is_an_error():
    assert "Mute: without words" in assess("6.2", mute).text


def test_only_what_stops_the_judge_passes():
    assert "GeneratorExit" in assess("6.2", leave).text
    with pytest.raises(KeyboardInterrupt):
        assess("6.2", stop)
