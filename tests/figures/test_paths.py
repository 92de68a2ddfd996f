"""One path leads from the cost to a neuron of layer L-1 for each neuron of layer L."""

import re

import pytest

from backprop_lib.figures import paths_back


@pytest.mark.parametrize("sizes", [(1, 1), (3, 2), (2, 4)])
def test_every_path_is_two_arrows_and_every_other_weight_a_pale_line(sizes):
    n1, n2 = sizes
    figure = paths_back(neuron=n1, sizes=sizes)
    discs, arrows = n1 + n2 + 1, 2 * n2
    background = 1
    assert len(re.findall(r'id="patch_', figure.svg)) == background + discs + arrows
    assert len(re.findall(r'id="line2d_', figure.svg)) == (n1 - 1) * n2
    assert f"back to neuron {n1}: {n2} paths" in figure.alt


@pytest.mark.parametrize("neuron", [0, 4])
def test_a_neuron_that_is_not_there_is_refused(neuron):
    with pytest.raises(ValueError, match=f"between 1 and 3; got {neuron}"):
        paths_back(neuron)


@pytest.mark.parametrize("sizes", [(3,), (3, 0)])
def test_sizes_of_no_layers_are_refused(sizes):
    with pytest.raises(ValueError, match="sizes must be"):
        paths_back(1, sizes)
