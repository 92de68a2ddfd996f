"""The Python side: names, traits, limits, what is committed, and what importing costs."""

import json
import re
import subprocess
import sys

import pytest
import traitlets

from backprop_lib import RUNNING, explorers, forward, gradients
from backprop_lib.explorers.catalog import EXPLORERS
from backprop_lib.explorers.labs import LABS
from backprop_lib.explorers.page import HERE, PARTS, figure, stylesheet
from backprop_lib.figures.palette import PALETTE


def test_each_of_the_eleven_chapters_has_at_least_one():
    assert {spec.chapter for spec in EXPLORERS.values()} >= set(range(1, 12))
    assert all(spec.question.rstrip().endswith(("?", ".")) for spec in EXPLORERS.values())
    assert dir(explorers) == sorted([*EXPLORERS, *LABS])


@pytest.mark.parametrize("name", EXPLORERS)
def test_it_starts_with_the_running_example(name):
    explorer = getattr(explorers, name)()
    numbers = tuple(getattr(explorer, key) for key in ("x", "W1", "b1", "W2", "b2", "y"))
    assert numbers == RUNNING.numbers()


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_start_lies_within_its_limits(name):
    config = EXPLORERS[name].config()
    for control in config["controls"]:
        assert control["min"] <= config["start"][control["name"]] <= control["max"]


def test_the_network_is_that_of_the_traits():
    explorer = explorers.three_factors(W2=2.0)
    explorer.b2 = -1.0
    assert explorer.network.W2 == 2
    assert explorer.network.b2 == -1
    assert explorer.forward.a2 == forward(explorer.network, explorer.x).a2
    ours, theirs = explorer.gradients, gradients(explorer.network, explorer.x, explorer.y)
    assert ours.dC_dW2 == theirs.dC_dW2


def test_steps_descend():
    before, after = explorers.descent(), explorers.descent(steps=10)
    assert after.network.b2 > before.network.b2
    assert after.b2 == before.b2  # where it started from


@pytest.mark.parametrize("value", [99, -99, float("nan"), float("inf"), "wide", [1], None])
def test_a_bad_value_is_refused_and_the_last_good_one_stays(value):
    explorer = explorers.sigmoid_slope()
    with pytest.raises(traitlets.TraitError, match="z2"):
        explorer.z2 = value
    assert explorer.z2 == -0.7


def test_a_setting_that_it_does_not_have_is_named():
    with pytest.raises(TypeError, match=r"sigmoid_slope has no setting 'rate'; it has x, W1"):
        explorers.sigmoid_slope(rate=1)


@pytest.mark.parametrize("value", [5, -5])
def test_a_setting_that_it_does_not_have_is_refused_later_too(value):
    explorer = explorers.sigmoid_slope()
    with pytest.raises(traitlets.TraitError, match=r"has no setting 'steps'; it has x, W1"):
        explorer.steps = value
    assert explorer.network.W2 == RUNNING.network.W2


def test_an_unknown_explorer_is_named_with_the_known_ones():
    with pytest.raises(AttributeError, match="no explorer 'sigmoid'; there are layer_sizes"):
        _ = explorers.sigmoid


@pytest.mark.parametrize("name", EXPLORERS)
def test_what_is_saved_is_the_same_each_time(name):
    first, second = (getattr(explorers, name)()._repr_mimebundle_()[0] for _ in range(2))
    widget = "application/vnd.jupyter.widget-view+json"
    assert first.pop(widget) != second.pop(widget)
    assert first == second
    assert "<svg" in first["text/html"]
    assert first["text/plain"].startswith(EXPLORERS[name].title)


def test_another_start_is_not_shown_with_the_still_of_the_usual_one():
    spec = EXPLORERS["nudge"]
    assert "<svg" not in figure(spec, spec.config(h=0.5))


def test_the_configuration_survives_the_way_through_the_page():
    spec = EXPLORERS["two_paths"]
    data = re.search(r'data-explorer="([^"]*)"', figure(spec, spec.config()))[1]
    config = json.loads(data.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&"))
    assert config == json.loads(json.dumps(spec.config()))


def test_every_javascript_file_is_part_of_the_script():
    assert sorted(PARTS) == sorted(path.stem for path in (HERE / "js").iterdir())


def test_the_colors_are_those_of_the_figures():
    found = re.findall(r"--bp-([a-z-]+): light-dark\((#\w+), (#\w+)\);", stylesheet())
    assert {name.replace("-", "_"): (light, dark) for name, light, dark in found} == PALETTE


def test_importing_the_library_loads_neither_anywidget_nor_matplotlib():
    code = (
        "import sys, backprop_lib, backprop_lib.explorers as e; dir(e);"
        "sys.exit(any(name in sys.modules for name in ('anywidget', 'ipywidgets', 'matplotlib')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
