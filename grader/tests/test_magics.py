"""A cell with IPython's own lines runs as it would in a notebook."""

import pytest

from backprop_grader.child import SPACE, run_cell, without_magics


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x = (7\n     % 4)", 3),
        ("%matplotlib inline\nx = (7\n     % 4)", 3),
        ("x = '''\n!a\n% b\n'''", "\n!a\n% b\n"),
        ("!ls\nx = '''\n!a\n% b\nc?\n'''", "\n!a\n% b\nc?\n"),
        ("%pwd\nx = 7 \\\n% 4", 3),
        ("!pip install \\\n   numpy\nx = 1", 1),
        ("%%time\n%matplotlib inline\nx = 1", 1),
        ("%%time\n%%capture\nx = 1", 1),
        ("x = 1\nprint?", 1),
        ("x = 1\nx.real??\n?x", 1),
        ("x = 1\nif x:\n    !ls\n    x = 2  # or not?", 2),
        ("x = !ls", None),
        ("x = 1\n!echo 'it is", 1),
        ("x = 1\n%time", 1),
        ("get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1", 1),
    ],
)
def test_python_is_kept_and_the_rest_is_blank(source, value):
    space = SPACE | {"x": "nothing"}
    run_cell(source, space, set())
    assert space["x"] == value


@pytest.mark.parametrize("source", ["%%bash\nls", "%%html\n<p>"])
def test_other_languages_are_nothing(source):
    assert without_magics(source) == ""


def test_what_is_no_python_is_still_an_error():
    with pytest.raises(SyntaxError):
        run_cell("%pwd\nx = = 1", {}, set())


@pytest.mark.parametrize("after", ["x = 1", "import math\nx = int(math.e / 2)\nno_such.name"])
def test_a_missing_package_is_named_and_the_imports_after_it_happen(after):
    space = {}
    source = f"from __future__ import annotations\nimport no_such as n\n{after}"
    with pytest.raises(ModuleNotFoundError, match="no_such"):
        run_cell(source, space, set())
    assert space["x"] == 1
