"""Wrong answers that people would give hear what is wrong with them, and nothing that is not."""

from backprop_lib.exercises import EXERCISES
from benchmarks.feedback.made_up import MADE_UP, UNUSUAL, outcomes, run


def test_made_up_mistakes_are_named_and_none_is_accepted():
    found = list(outcomes())
    of_kind = {kind: [f[:2] for f in found if f[2] == kind] for kind in ("misleading", "accepted")}
    assert of_kind == {"misleading": [], "accepted": []}
    named = [f for f in found if f[2] == "named"]
    assert len(named) > 0.95 * len(found)
    words = sorted(len(says.split()) for *_, says in named)
    assert words[len(words) // 2] < 25


def test_there_are_made_up_mistakes_for_every_exercise():
    assert len(MADE_UP) >= 150
    missing = set(EXERCISES) - {exercise_id for exercise_id, *_ in MADE_UP}
    assert not missing


def test_unusual_right_answers_are_accepted():
    refused = [(n, form) for n, form, source in UNUSUAL if not run(n, source).passed]
    assert not refused
    assert all(sum(n == one for n, *_ in UNUSUAL) >= 2 for one in EXERCISES)
