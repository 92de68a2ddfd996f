"""What each explorer shows: its views, what can be moved, where it starts, and its question.

A view is a dictionary for the JavaScript class of that name in js/: the names in it are quantities
of js/model.js, so `dC0_dW2` is ∂C_0/∂W^L, and `ΔC0_Δa2` the ratio that a nudge by `h` measures.
"""

from dataclasses import dataclass, field

from ..examples import RUNNING

SIX = dict(zip(("x", "W1", "b1", "W2", "b2", "y"), RUNNING.numbers(), strict=True))


def control(name, low, high, step, **kind):
    """Return a control for a number from low to high."""
    return {"name": name, "min": low, "max": high, "step": step} | kind


X = control("x", -4, 4, 0.05)
W1, B1 = control("W1", -6, 6, 0.05), control("b1", -6, 6, 0.05)
W2, B2 = control("W2", -6, 6, 0.05), control("b2", -6, 6, 0.05)
Y = control("y", 0, 1, 0.01)
Z2 = control("z2", -10, 10, 0.05)
A2 = control("a2", 0, 1, 0.01)


@dataclass(frozen=True)
class Spec:
    """One explorer, in the words and numbers that both Python and JavaScript read."""

    name: str
    chapter: int
    title: str
    question: str
    views: tuple[dict, ...]
    controls: tuple[dict, ...]
    readout: tuple[str, ...] = ()  # the values printed below the views
    spoken: tuple[str, ...] = ()  # those read aloud, where they are others
    product: tuple[str, ...] = ()  # factors of dC0_dW2 from the cost on; "?" where unknown so far
    settings: dict = field(default_factory=dict)  # what it starts with besides the six numbers
    nudge: str = ""  # the name that `h` is added to
    buttons: tuple[tuple, ...] = ()  # (text, setting, how much to add)

    def config(self, **start) -> dict:
        """Return what JavaScript needs, with the starting values replaced by those in `start`."""
        return {
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "views": self.views,
            "controls": self.controls,
            "readout": self.readout,
            "spoken": self.spoken or self.readout,
            "product": self.product,
            "nudge": self.nudge,
            "buttons": self.buttons,
            "start": SIX | self.settings | start,
        }


def _sizes(name):
    return control(name, 1, 6, 1, whole=True)


def _curve(over, shows, low, high, alt, **more):
    return {"view": "curve", "over": over, "shows": shows, "range": (low, high), "alt": alt} | more


def _factors(alt, *rows):
    """Rows are (gives,) for the first and (times, gives) or (times, gives, of) for the rest."""
    keys = ("times", "gives", "of")
    first, *others = rows
    bars = [{"gives": first[0]}, *(dict(zip(keys, row, strict=False)) for row in others)]
    return {"view": "factors", "alt": alt, "rows": bars}


EXPLORERS = {
    spec.name: spec
    for spec in (
        Spec(
            name="layer_sizes",
            chapter=1,
            title="Sizes decide shapes.",
            question="Give layer L−1 one more neuron. Which of the four arrays grow, and by how "
            "much? Then find two networks of different sizes with exactly 17 numbers to learn.",
            views=(
                {"view": "layers", "alt": "Three columns of neurons joined by lines, the weights."},
                {"view": "shapes", "alt": "The weights and biases as grids of cells, counted."},
            ),
            controls=(_sizes("n0"), _sizes("n1"), _sizes("n2")),
            spoken=("n0", "n1", "n2", "size"),
            settings={"n0": 2, "n1": 3, "n2": 2},
        ),
        Spec(
            name="forward_flow",
            chapter=2,
            title="Values flow forward.",
            question="Move x, W and b of layer L−1, and leave layer L alone. "
            "How high can you push the output? What stops you?",
            views=({"view": "network", "alt": "The chain from x to C0, each value in its disc."},),
            controls=(X, W1, B1, W2, B2),
            spoken=("z1", "a1", "z2", "a2"),
        ),
        Spec(
            name="cost_parabola",
            chapter=3,
            title="The cost of being off.",
            question="Put the target at 0.5. Find two outputs that cost the same. "
            "Then cross the target slowly: where does the cost hardly change?",
            views=(
                _curve("a2", "C0", -0.02, 0.5, "A parabola: the cost over the output, zero at the "
                       "target, with a dot to move.", target="y"),
            ),
            controls=(A2, Y),
            readout=("off", "C0"),
            settings={"a2": 0.33},
        ),
        Spec(
            name="nudge",
            chapter=4,
            title="A nudge travels down the chain.",
            question="Make the nudge h smaller and smaller. Which of the three measured ratios "
            "never changes? What does the product of the three approach?",
            views=({"view": "chain", "alt": "The weight, the sum, the activation and the cost in "
                    "a row, with the measured ratio and the derivative of each link."},),
            controls=(control("h", 0.001, 4, 0.01, log=True), W2),
            readout=("ΔC0_ΔW2", "dC0_dW2"),
            settings={"h": 1.0},
            nudge="W2",
        ),
        Spec(
            name="secant_to_tangent",
            chapter=5,
            title="From secant to tangent.",
            question="The dashed line joins two points, h apart. By how much does its slope miss "
            "the slope of the tangent? Try a few h until you see the rule.",
            views=(
                _curve("a2", "C0", -0.02, 0.5, "A parabola, the cost over the output, with the "
                       "tangent in a movable dot and the secant through a second point.",
                       tangent=True, secant=True, target="y"),
            ),
            controls=(A2, control("h", 0.001, 0.6, 0.01, log=True), Y),
            readout=("ΔC0_Δa2", "dC0_da2"),
            product=("dC0_da2", "?", "?"),
            settings={"a2": 0.33, "h": 0.4},
            nudge="a2",
        ),
        Spec(
            name="sigmoid_slope",
            chapter=6,
            title="The slope of the sigmoid.",
            question="How far from zero must you go until half of the steepest slope is left? "
            "And how far from zero must you go until it passes on less than 1% of a nudge?",
            views=(
                _curve("z2", "a2", 0, 1, "The sigmoid over z, with a movable dot and the tangent "
                       "in it.", tangent=True),
                _curve("z2", "da2_dz2", 0, 0.3, "The slope of the sigmoid over z: a hill of "
                       "height one quarter.", bound={"value": 0.25, "text": "¼"}),
            ),
            controls=(Z2,),
            readout=("a2", "da2_dz2"),
            spoken=("a2", "da2_dz2", "dC0_dz2"),
            product=("dC0_da2", "da2_dz2", "?"),
            settings={"z2": -0.7},
        ),
        Spec(
            name="sum_slope",
            chapter=7,
            title="What tilts the line?",
            question="Move the weight, the bias and the input, one after another. Which one slides "
            "the dot along the line, which one lifts the line, and which one tilts it?",
            views=(
                _curve("W2", "z2", -6, 6, "A straight line: the weighted sum over the weight of "
                       "layer L, with a movable dot and a step to show its slope.", triangle=True),
            ),
            controls=(W2, B2, X),
            readout=("a1", "dz2_dW2", "z2"),
            spoken=("a1", "dz2_dW2", "z2", "dC0_dW2"),
            product=("dC0_da2", "da2_dz2", "dz2_dW2"),
        ),
        Spec(
            name="three_factors",
            chapter=8,
            title="Three factors, one gradient.",
            question="There are three ways to make this gradient vanish, one for each factor. "
            "Find a setting for each. In which of them has the network nothing left to learn?",
            views=(
                _factors("Bars: the derivative of the cost with respect to the output, cut by "
                         "two more factors down to the gradient of the weight.",
                         ("dC0_da2",), ("da2_dz2", "dC0_dz2"), ("dz2_dW2", "dC0_dW2")),
                _curve("W2", "C0", -0.02, 0.5, "The cost over the weight of layer L, with a dot "
                       "to move and its tangent.", tangent=True),
            ),
            controls=(X, W2, B2, Y),
            spoken=("dz2_dW2", "da2_dz2", "dC0_da2", "dC0_dW2"),
        ),
        Spec(
            name="shared_error",
            chapter=9,
            title="Weight and bias share one delta.",
            question="Make the weight's gradient almost zero while the bias still learns. "
            "Can you also do the opposite?",
            views=(
                _factors("Bars: the error of layer L, and from it the gradients of the weight "
                         "and of the bias.",
                         ("dC0_da2",), ("da2_dz2", "dC0_dz2"), ("dz2_dW2", "dC0_dW2", 1),
                         ("dz2_db2", "dC0_db2", 1)),
                {"view": "network", "gradients": ("a2", "z2", "W2", "b2"),
                 "alt": "The chain from x to C0 with values, and the derivatives in layer L."},
            ),
            controls=(X, W2, B2, Y),
            spoken=("dC0_dW2", "dC0_db2"),
        ),
        Spec(
            name="two_paths",
            chapter=10,
            title="Five factors, two ends.",
            question="Follow ∂C₀/∂z of layer L back to ∂C₀/∂z of layer L−1. "
            "How large must W of layer L be for it to arrive undiminished?",
            views=(
                _factors("Bars: the derivative of the cost with respect to the output, cut by "
                         "four more factors on the way to the weight and to the bias of layer L−1.",
                         ("dC0_da2",), ("da2_dz2", "dC0_dz2"), ("dz2_da1", "dC0_da1"),
                         ("da1_dz1", "dC0_dz1"), ("dz1_dW1", "dC0_dW1", 3),
                         ("dz1_db1", "dC0_db1", 3)),
                {"view": "network", "gradients": ("a2", "z2", "a1", "z1", "W1", "b1"),
                 "alt": "The chain from x to C0 with values, and the derivatives going back."},
            ),
            controls=(X, W1, B1, W2, B2, Y),
            spoken=("dC0_dz2", "dC0_dz1", "dC0_dW1", "dC0_db1"),
        ),
        Spec(
            name="descent",
            chapter=11,
            title="All four gradients, downhill.",
            question="How many steps until the cost is below 0.001? "
            "Find a rate that needs fewer than five. Does a larger rate always help?",
            views=(
                {"view": "network", "wide": True,
                 "gradients": ("a2", "z2", "a1", "z1", "W1", "b1", "W2", "b2"),
                 "alt": "The chain from x to C0 with values, and all derivatives going back."},
                _curve("steps", "C0", -0.015, 0.3, "The cost over the steps of gradient descent, "
                       "with a dot at the present step.", height=300),
                {"view": "landscape", "over": ("W1", "W2"), "alt": "The cost over both weights as "
                 "bands from low to high, with the path of the descent."},
            ),
            controls=(control("steps", 0, 100, 1, whole=True),
                      control("rate", 0.1, 100, 0.1, log=True),
                      W1 | {"note": "start"}, W2 | {"note": "start"}),
            readout=("C0",),
            spoken=("C0", "dC0_dW1", "dC0_db1", "dC0_dW2", "dC0_db2"),
            settings={"rate": 1.0, "steps": 0},
            buttons=(("Step", "steps", 1), ("10 steps", "steps", 10)),
        ),
    )
}  # fmt: skip
