"""What chapter 11 says of start weights, and 12 of what was learned, is what happens."""

import re

import numpy as np
import pytest
from chapters import BEYOND, CHAPTERS, cells, text

from backprop_lib import Network, cost, forward, gradients, train
from backprop_lib.digits import answers, load_digits
from backprop_lib.starts import start_network

X, Y = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 1, 1, 0]])
SHAPES = (3, 2), (3, 1), (1, 3), (1, 1)
PROSE = text(CHAPTERS[10])


def random_start(seed):
    draw = np.random.default_rng(seed)
    return Network(*(draw.normal(size=shape) for shape in SHAPES))


def descend_from(start, steps):
    return train(start, X, Y, rate=5, steps=steps, progress=False).network


def test_zeros_stay_at_one_half():
    zeros = Network(*map(np.zeros, SHAPES))
    assert "Zeros stay at 0.5 forever" in PROSE
    assert not any(slope.any() for slope in gradients(zeros, X, Y))
    assert np.all(forward(zeros, X).a2 == 0.5)


def test_equal_ones_stay_equal_and_stick_at_0_084():
    assert "the cost stays near 0.084" in PROSE
    end = descend_from(Network(*(np.full(shape, 0.5) for shape in SHAPES)), 3000)
    assert np.all(end.W1[0] == end.W1)
    for steps in (0, 3000):  # and it is where more steps leave it
        assert cost(descend_from(end, steps), X, Y) == pytest.approx(0.084, abs=5e-4)


def test_24_of_60_random_starts_are_quick_and_58_get_there():
    quick = [cost(descend_from(random_start(seed), 300), X, Y) < 0.01 for seed in range(60)]
    shown = [
        output.get("text", "") for cell in cells(CHAPTERS[10], "code") for output in cell.outputs
    ]
    assert f"{sum(quick)} of 60\n" in shown
    slow = [seed for seed in range(60) if not quick[seed]]
    there = [cost(descend_from(random_start(seed), 3000), X, Y) < 0.01 for seed in slow]
    assert f"after 3,000 steps it is {sum(quick) + sum(there)} of the 60" in PROSE
    others = [seed for seed, arrived in zip(slow, there, strict=True) if not arrived]
    [printed] = [text for text in shown if text.startswith("seed ")]
    assert re.findall(r"seed (\d+)", printed) == [str(seed) for seed in others]
    assert re.findall(r"(\S+)  outputs (.*)", printed) == [  # late; at rest
        ("0.0000", "0.01 0.99 0.99 0.01"),
        ("0.0625", "0.01 0.99 0.50 0.50"),
    ]


def test_the_loop_has_six_lines_and_is_the_library_s():
    [cell] = [cell for cell in cells(CHAPTERS[10], "code") if "def learn(" in cell.source]
    body = cell.source.split("def learn", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    assert len(body) == 6
    space = {"gradients": gradients, "Network": Network, "np": np}
    exec(cell.source, space)  # the cell as printed
    ours = space["learn"](random_start(3), X, Y, rate=5, steps=7)
    for mine, its in zip(ours, descend_from(random_start(3), 7), strict=True):
        np.testing.assert_allclose(mine, its, rtol=1e-12)


def test_what_chapter_12_counts_is_the_same_on_a_machine_that_rounds_otherwise():
    """Other machines add in another order: a thousand million times such an error is tried."""
    learn, test = load_digits()
    start, noise = start_network((64, 32, 10), seed=0), np.random.default_rng(12)
    how = {"rate": 3, "steps": 900, "batch": 16, "seed": 0, "progress": False}
    moved = Network(*(w * (1 + 1e-7 * noise.normal(size=w.shape)) for w in start))
    here, there = (
        answers(forward(train(network, learn.x, learn.y, **how).network, test.x).a2)
        for network in (start, moved)
    )
    assert np.array_equal(here, there)
    shown = str([c.outputs for c in cells(BEYOND[0], "code")])
    assert f"held out     {np.mean(here == test.labels):.1%} read right" in shown


def test_the_first_start_of_chapter_12_read_least():
    assert "The first start was the unlucky one: all five others read more." in text(BEYOND[0])
    assert "The six above lie up to three percent apart." in text(BEYOND[0])
    shown = "".join(o.get("text", "") for c in cells(BEYOND[0], "code") for o in c.outputs)
    [first] = re.findall(r"held out     ([\d.]+)% read right", shown)
    others = [float(share) for share in re.findall(r"seed \d: ([\d.]+)%", shown)]
    assert len(others) == 5
    assert float(first) < min(others)
    assert round(max(others) - float(first)) == 3
