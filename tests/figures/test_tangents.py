"""The parabola with its tangent, and the error of a measured slope step by step."""

import pytest

from backprop_lib.figures import error_by_step, tangent_and_secant


def quartic(a):
    e = a - 0.9
    return e * e * e * e / 4


SLOPE = (0.33 - 0.9) * (0.33 - 0.9) * (0.33 - 0.9)


def test_the_tangent_has_the_slope_of_equation_12():
    assert "with slope −0.570" in tangent_and_secant(0.33, 0.9, step=0.2).alt


def test_the_secant_has_the_slope_between_its_points():
    measured = ((0.53 - 0.9) ** 2 - (0.33 - 0.9) ** 2) / 2 / 0.2
    assert f"has slope {measured:.3f}".replace("-", "−") in tangent_and_secant(0.33, 0.9, 0.2).alt


def test_a_secant_needs_two_points():
    with pytest.raises(ValueError, match="step must not be zero"):
        tangent_and_secant(0.33, 0.9, step=0)


def test_each_way_to_measure_has_its_best_step():
    alt = error_by_step(quartic, 0.33, SLOPE).alt
    assert "forward difference 4e-09 at h = 1e-08" in alt
    assert "central difference 4e-12 at h = 1e-06" in alt
    assert "complex step 1e-16 at h = 1e-08" in alt


def test_both_are_the_same_drawing_every_time():
    assert error_by_step(quartic, 0.33, SLOPE).svg == error_by_step(quartic, 0.33, SLOPE).svg
    assert tangent_and_secant(0.3, 0.9, 0.1).svg == tangent_and_secant(0.3, 0.9, 0.1).svg


@pytest.mark.parametrize("name", ["at", "target", "step"])
def test_what_is_no_finite_number_is_refused(name):
    numbers = {"at": 0.33, "target": 0.9, "step": 0.2} | {name: float("nan")}
    with pytest.raises(ValueError, match=f"{name} must be a finite number; got nan"):
        tangent_and_secant(**numbers)
