"""JavaScript computes what Python computes."""

import numpy as np
import pytest

from backprop_lib import Network, cost, descend, forward, gradients
from backprop_lib.explorers.page import joined

SIX = ("x", "W1", "b1", "W2", "b2", "y")
LOW, HIGH = (-4, -6, -6, -6, -6, 0), (4, 6, 6, 6, 6, 1)
VALUES = ("z1", "a1", "z2", "a2")
SLOPES = ("dC0_dW1", "dC0_db1", "dC0_dW2", "dC0_db2")


@pytest.fixture
def javascript(open_page):
    page = open_page("<!doctype html><title>model</title>")
    page.add_script_tag(content=f"{joined()}\nwindow.model = {{ quantities, path, measure }};")
    return page.evaluate


def random_networks(count):
    """Draw from the whole range of the sliders; y from 0 to 1."""
    return np.random.default_rng(20).uniform(LOW, HIGH, (count, 6))


def python(x, W1, b1, W2, b2, y):
    network = Network(W1, b1, W2, b2)
    passed = forward(network, x)
    values = [getattr(passed, name).item() for name in VALUES]
    slopes = [slope.item() for slope in gradients(network, x, y)]
    return [*values, cost(network, x, y), *slopes]


def test_ten_thousand_random_networks_agree_to_1e_12(javascript):
    numbers = random_networks(10_000)
    ours = np.array([python(*row) for row in numbers])
    theirs = np.array(
        javascript(
            """([rows, six, names]) => rows.map((row) => {
              const q = model.quantities(Object.fromEntries(six.map((name, i) => [name, row[i]])));
              return names.map((name) => q[name]);
            })""",
            [numbers.tolist(), SIX, [*VALUES, "C0", *SLOPES]],
        )
    )
    error = np.max(np.abs(ours - theirs) / np.abs(ours))
    print(f"largest relative difference {error:.1e}")
    assert error < 1e-12


def test_twenty_steps_of_descent_agree(javascript):
    for row in random_networks(100).tolist():
        state = dict(zip(SIX, row, strict=True)) | {"rate": 2.0, "steps": 20}
        there = javascript("state => model.path(state)[20]", state)
        network = Network(*row[1:5])
        for _ in range(20):
            network = descend(network, gradients(network, row[0], row[5]), 2.0)
        here = [value.item() for value in network]
        np.testing.assert_allclose([there[n] for n in network.names()], here, rtol=1e-11)


def test_a_measured_ratio_is_the_quotient_of_two_differences(javascript):
    state = dict(zip(SIX, (0.7, 1.3, -0.4, -1.6, 0.3, 0.9), strict=True)) | {"h": 0.1}
    there = javascript("state => model.measure('ΔC0_ΔW2', state, 'W2')", state)
    nudged = Network(1.3, -0.4, -1.5, 0.3)
    here = (cost(nudged, 0.7, 0.9) - cost(Network(1.3, -0.4, -1.6, 0.3), 0.7, 0.9)) / 0.1
    assert abs(there - here) < 1e-12


@pytest.mark.parametrize("z", [-1e4, -800, 800, 1e4])
def test_the_sigmoid_far_out_is_finite(javascript, z):
    state = dict(zip(SIX, (1, 1, 0, 1, 0, 0.5), strict=True)) | {"z2": z}
    assert javascript("state => model.quantities(state).a2", state) == (z > 0)
