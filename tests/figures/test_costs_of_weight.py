"""The cost over one weight: what the figure says is what the library computes."""

import pytest

from backprop_lib import RUNNING, VECTOR, Example, Gradients, cost, descend, figures, gradients


def test_the_words_give_the_library_s_numbers():
    slopes = gradients(RUNNING.network, RUNNING.x, RUNNING.y)
    only_W2 = Gradients(*(0 * slopes.dC_dW2,) * 2, slopes.dC_dW2, 0 * slopes.dC_db2)
    after = descend(RUNNING.network, only_W2, 5)
    before_and_after = [cost(n, RUNNING.x, RUNNING.y) for n in (RUNNING.network, after)]
    alt = figures.cost_over_weight(RUNNING, rate=5).alt
    assert f"slope {slopes.dC_dW2.item():.4f}" in alt
    assert f"W2 = {after.W2.item():.2f}" in alt
    assert all(f"the cost is {value:.3f}" in alt for value in before_and_after)


def test_only_the_scalar_network_has_a_single_weight():
    with pytest.raises(ValueError, match="1-1-1"):
        figures.cost_over_weight(VECTOR, rate=5)


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (0.9, "from -5 to 5: it falls from left to right down to zero near W2 = 3, then rises a"),
        (0.1, "it falls from left to right down to zero near W2 = -4, then rises to 0.38."),
        (0.01, "it rises to 0.46."),
        (0.99, "it falls from left to right down to zero near W2 = 5. At the"),
    ],
)
def test_the_words_follow_the_curve(y, words):
    assert words in figures.cost_over_weight(Example(RUNNING.network, RUNNING.x, y), rate=5).alt


def test_the_axes_have_room_for_a_long_step():
    assert "over the weight W2 from -24 to 24:" in figures.cost_over_weight(RUNNING, rate=320).alt


@pytest.mark.parametrize("rate", [-5, 0, float("inf")])
def test_a_step_that_does_not_lead_downhill_is_refused(rate):
    with pytest.raises(ValueError, match="rate must be a positive, finite number"):
        figures.cost_over_weight(RUNNING, rate)


def test_what_is_no_example_is_refused():
    with pytest.raises(TypeError, match=r"example must be an? Example; got Network"):
        figures.cost_over_weight(RUNNING.network, 5)
