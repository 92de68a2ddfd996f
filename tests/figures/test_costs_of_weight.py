"""The cost over one weight: what the figure says is what the library computes."""

import pytest

from backprop_lib import RUNNING, VECTOR, Gradients, cost, descend, figures, gradients


def test_the_words_give_the_library_s_numbers():
    slopes = gradients(RUNNING.network, RUNNING.x, RUNNING.y)
    only_W2 = Gradients(*(0 * slopes.dC0_dW2,) * 2, slopes.dC0_dW2, 0 * slopes.dC0_db2)
    after = descend(RUNNING.network, only_W2, 5)
    before_and_after = [cost(n, RUNNING.x, RUNNING.y) for n in (RUNNING.network, after)]
    alt = figures.cost_over_weight(RUNNING, rate=5).alt
    assert f"slope {slopes.dC0_dW2.item():.4f}" in alt
    assert f"W2 = {after.W2.item():.2f}" in alt
    assert all(f"the cost is {value:.3f}" in alt for value in before_and_after)


def test_only_the_scalar_network_has_a_single_weight():
    with pytest.raises(ValueError, match="1-1-1"):
        figures.cost_over_weight(VECTOR, rate=5)
