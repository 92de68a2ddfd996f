"""The colors can be read and told apart: on both grounds, and without full color vision."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from backprop_lib.figures.palette import PALETTE

ROLES = ("value", "slope", "weight", "error")
each_mode = pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])


def rgb(name, mode):
    value = PALETTE[name][mode].lstrip("#")
    return np.array([int(value[i : i + 2], 16) for i in (0, 2, 4)]) / 255


def luminance(color):
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@each_mode
def test_text_and_lines_stand_out_from_the_ground(mode):
    for name in ("ink", "muted", *ROLES):
        assert contrast(rgb(name, mode), rgb("card", mode)) >= 4.5, name
    for name in ROLES:
        assert contrast(rgb("ink", mode), rgb(f"{name}_fill", mode)) >= 7, name


@each_mode
@pytest.mark.parametrize("deficiency", ["deuteranomaly", "protanomaly", "tritanomaly"])
def test_values_and_slopes_differ_for_every_eye(mode, deficiency):
    space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
    seen = {name: np.clip(cspace_convert(rgb(name, mode), space, "sRGB1"), 0, 1) for name in ROLES}
    for one, other in combinations(ROLES, 2):
        far = deltaE(seen[one], seen[other], input_space="sRGB1")
        # 2 can just be seen. Value and slope share axes; the rare tritan eye has labels to help.
        least = 25 if {one, other} == {"value", "slope"} else 5 if "trit" in deficiency else 9
        assert far >= least, f"{one} and {other}: {far:.0f}"


def test_no_two_colors_are_the_same():
    for mode in (0, 1):
        assert len({pair[mode] for pair in PALETTE.values()}) == len(PALETTE)
