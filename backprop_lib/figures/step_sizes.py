"""How wrong a measured derivative is, for steps from large to tiny."""

from collections.abc import Callable

from ..numerical import central_difference, complex_step
from .drawing import Figure, draw
from .palette import LIGHT

FLOOR = 1e-16  # about half the last bit of a number near 1: what is smaller is drawn here
DECADES = range(1, 21)


def error_by_step(f: Callable, at: float, slope: float) -> Figure:
    """Draw the error of three ways to measure df/da at a = `at`, step by step.

    Errors below 1e-16 are drawn at 1e-16. Every machine draws the same if `f` uses only + - * /.

    Parameters
    ----------
    f : a smooth function of one number that accepts complex numbers
    slope : the exact derivative at `at`
    """
    steps = [float(f"1e-{k}") for k in DECADES]
    ways = {
        "forward difference": [(f(at + h) - f(at)) / h for h in steps],
        "central difference": [central_difference(f, at, h) for h in steps],
        "complex step": [complex_step(f, at, h) for h in steps],
    }
    errors = {name: [_drawn(value - slope) for value in ways[name]] for name in ways}

    def paint(axes):
        axes.axhline(FLOOR, color=LIGHT["muted"], linewidth=1, linestyle=":")
        styles = (("o", "--", "muted"), ("s", "-.", "value"), ("D", "-", "slope"))
        for (name, error), (marker, line, color) in zip(errors.items(), styles, strict=True):
            axes.plot(steps, error, line, marker=marker, markersize=5, color=LIGHT[color],
                      label=name, linewidth=1.6)  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel=r"step $h$ (smaller to the right)")
        axes.set(ylabel="error of the slope", xlim=(3e-1, 3e-21), ylim=(1e-17, 30))
        axes.set_xticks([1e-1, 1e-5, 1e-10, 1e-15, 1e-20])
        axes.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
        axes.minorticks_off()
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.3), ncols=2, handlelength=2.2)

    best = ", ".join(
        f"the {name} {error:.0e} at h = {h:.0e}"
        for name, (error, h) in ((n, _smallest(steps, errors[n])) for n in errors)
    )
    alt = (
        "Error of a measured slope against the step h, from 0.1 down to 1e-20, both on log scales. "
        f"The smallest errors: {best}. With still smaller steps both differences get worse again, "
        "until nothing of the slope is left; the complex step does not. Errors below 1e-16 are "
        "drawn at 1e-16."
    )
    return draw(paint, alt, height=4.0)


def _drawn(difference: float) -> float:
    """Return the size of an error as drawn: two digits, for the rest may differ by machine."""
    return max(float(f"{abs(difference):.1e}"), FLOOR)


def _smallest(steps, errors) -> tuple[float, float]:
    """Return the smallest error, and the largest step that reaches it."""
    return min(zip(errors, steps, strict=True), key=lambda pair: (pair[0], -pair[1]))
