"""The curve of the cost says in words where it starts and ends, and refuses what is no curve."""

import pytest

from backprop_lib import RUNNING, train
from backprop_lib.figures import cost_by_step


def test_the_words_follow_the_training():
    costs = train(*vars(RUNNING).values(), rate=1, steps=40, progress=False).costs
    alt = cost_by_step(costs).alt
    assert "over 40 steps" in alt
    assert f"it is {costs[0]:.2g}, " in alt
    assert alt.endswith(f", {costs[-1]:.2g}.")


@pytest.mark.parametrize("costs", [[], [0.1], [[0.1, 0.2]], [0.1, float("nan")]])
def test_what_is_no_curve_is_refused(costs):
    with pytest.raises(ValueError, match="costs must hold two or more finite numbers in a row"):
        cost_by_step(costs)
