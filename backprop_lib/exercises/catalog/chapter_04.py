"""Exercises of chapter 4: slopes multiply along a chain, and add where it forks."""

from ..exercise import FUNCTION, LINE, PROOF, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, UNIT, numbers


def chain(dz2_dW2, da2_dz2, dC0_da2):
    """Return dC0_dW2 from the three slopes."""
    return dz2_dW2 * da2_dz2 * dC0_da2  # (6)


def two_paths(du_dw, dC_du, dv_dw, dC_dv):
    """Return dC_dw when w reaches C through u and through v."""
    return du_dw * dC_du + dv_dw * dC_dv


def slope_of_chain(w, a, b, y):
    """Return dC_dw, where C is half the square of w * a + b - y."""
    return (w * a + b - y) * a


def expanded(w, a, b, y):
    """Return dC_dw without parentheses."""
    return w * a**2 + a * b - a * y


EXERCISES = (
    by_hand(
        id="4.1",
        title="Three slopes",
        prompt=r"Along the chain the slopes are $\frac{\partial z^L}{\partial W^L} = {dz2_dW2}$, "
        r"$\frac{\partial a^L}{\partial z^L} = {da2_dz2}$ and "
        r"$\frac{\partial C_0}{\partial a^L} = {dC0_da2}$. "
        r"What is $\frac{\partial C_0}{\partial W^L}$?",
        hints=(
            "A nudge of the weight arrives at the sum {dz2_dW2} times as large. And so on.",
            "(6): the three slopes, multiplied.",
            "`at_the_activation = {dz2_dW2} * {da2_dz2}`",
        ),
        equation="6",
        formula=chain,
        numbers={"dz2_dW2": 0.4, "da2_dz2": 0.2, "dC0_da2": -0.5},
        choices={
            "dz2_dW2": (0.3, 0.4, 0.6, 0.7),
            "da2_dz2": (0.1, 0.2, 0.25),
            "dC0_da2": (-0.5, -0.8, -0.4, -0.9),
        },
        working="answer_4_1 = {dz2_dW2} * {da2_dz2} * {dC0_da2}  # (6)",
        explanation="The cost falls when the weight grows: one of the three factors is negative.",
    ),
    Exercise(
        id="4.2",
        kind=LINE,
        title="The chain as code",
        prompt="Write equation (6) as one line of code.",
        hints=(
            "Three factors, in any order.",
            r"(6): the three slopes, multiplied.",
            "`return dz2_dW2 * ...`",
        ),
        equation="6",
        answer=chain,
        cases=numbers(dz2_dW2=UNIT, da2_dz2=(0.05, 0.25), dC0_da2=REAL),
        explanation="The order of the factors does not matter for plain numbers.",
        misconceptions=(
            M(
                lambda p, q, r: p * q * (1 - q) * r,
                "da2_dz2 is a slope already: use it as it is.",
                "6",
            ),
            M(
                lambda p, q, r: (p + q + r) / 3,
                "Slopes along a chain multiply; nobody averages.",
                "6",
            ),
            M(lambda p, q, r: p + q + r, "Slopes along a chain multiply.", "6"),
            M(lambda p, q, r: p * q, "The slope of the cost is missing.", "6"),
            M(lambda p, q, r: q * r, "The slope of the sum is missing.", "6"),
            M(lambda p, q, r: p * r, "The slope of the sigmoid is missing.", "6"),
            M(lambda p, q, r: -p * q * r, "There is no minus in the chain rule.", "6"),
            M(lambda p, q, r: p * q + r, "The last slope is a factor, too.", "6"),
            M(lambda p, q, r: r / (p * q), "Each slope multiplies; none divides.", "6"),
        ),
    ),
    Exercise(
        id="4.3",
        kind=FUNCTION,
        title="Where the chain forks",
        prompt="The book's network is a chain: one path from $W^L$ to the cost. "
        "Suppose instead that a number $w$ is used twice: it moves $u$ and it moves $v$, "
        "and both move $C$. Write `two_paths`: the derivative of $C$ with respect to $w$.",
        hints=(
            "Nudge $w$. The nudge travels along both paths. "
            "What arrives by way of $u$? What arrives by way of $v$? Both arrive together.",
            r"$\frac{\partial C}{\partial w} = \frac{\partial u}{\partial w} \cdot \frac{\partial "
            r"C}{\partial u} + \ldots$, and the same along $v$.",
            "`by_way_of_u = du_dw * dC_du`",
        ),
        equation="6",
        answer=two_paths,
        cases=numbers(du_dw=REAL, dC_du=REAL, dv_dw=REAL, dC_dv=REAL),
        explanation="Multiply along each path, then add the paths. In the 1-1-1 network no "
        "chain forks. With several neurons, everything in layer $L-1$ reaches the cost on several "
        "paths.",
        misconceptions=(
            M(
                lambda p, q, r, s: p * q * r * s,
                "Slopes multiply along one path, but two paths add.",
                "6",
            ),
            M(lambda p, q, r, s: p * q, "The path through v is missing: paths add.", "6"),
            M(lambda p, q, r, s: r * s, "The path through u is missing: paths add.", "6"),
            M(lambda p, q, r, s: (p * q + r * s) / 2, "The paths add; nobody averages.", "6"),
            M(
                lambda p, q, r, s: p * s + r * q,
                "The paths are mixed up: each slope of C belongs to its own path.",
                "6",
            ),
            M(
                lambda p, q, r, s: (p + r) * (q + s),
                "Multiply along each path first, then add.",
                "6",
            ),
            M(lambda p, q, r, s: p + q + r + s, "Along one path the slopes multiply.", "6"),
        ),
    ),
    Exercise(
        id="4.4",
        kind=PROOF,
        title="A chain by algebra",
        prompt=r"Leave the sigmoid out for a moment: $C = \frac{1}{2}(w a + b - y)^2$. "
        r"Find $\frac{\partial C}{\partial w}$ by the chain rule, on paper, "
        "and enter it as a SymPy expression in $w$, $a$, $b$ and $y$.",
        hints=(
            "Call the parenthesis $e$. How does $C$ move with $e$? How does $e$ move with $w$?",
            r"With $e = w a + b - y$, (6) reads $\frac{\partial C}{\partial w} = \frac{\partial "
            r"e}{\partial w} \cdot \frac{\partial C}{\partial e}$, and $C = \frac{1}{2} e^2$.",
            "`e = w * a + b - y`",
        ),
        equation="6",
        answer=slope_of_chain,
        symbols=("w", "a", "b", "y"),
        working="answer_4_4 = (w * a + b - y) * a",
        explanation=r"With $e = w a + b - y$: $\frac{\partial C}{\partial e} = e$ and "
        r"$\frac{\partial e}{\partial w} = a$.",
        cases=numbers(w=REAL, a=UNIT, b=REAL, y=UNIT),
        forms=(expanded,),
        misconceptions=(
            M(lambda w, a, b, y: a * a, "This is the second derivative: differentiate once.", "6"),
            M(
                lambda w, a, b, y: w * a * a + b - y,
                "Parentheses are missing: the a in front multiplies b and - y, too.",
                "6",
            ),
            M(
                lambda w, a, b, y: a * (w * a + b) ** 2,
                "The square goes, and - y stays.",
                "6",
            ),
            M(
                lambda w, a, b, y: (w * a + b - y) * w * a,
                "The inside's derivative with respect to w is a, not w a.",
                "6",
            ),
            M(
                lambda w, a, b, y: (w * a + b - y) * (a + 1),
                "b does not move when w does: its derivative is 0, not 1.",
                "6",
            ),
            M(
                lambda w, a, b, y: w * a + a * b - a * y,
                "In the expanded form the first term is w a²: the square is missing.",
                "6",
            ),
            M(
                lambda w, a, b, y: w * a + b - y,
                "The derivative of the inside is missing: how does the parenthesis move with w?",
                "6",
            ),
            M(
                lambda w, a, b, y: (w * a + b - y) * w,
                "This is the derivative with respect to a. The question is about w.",
                "6",
            ),
            M(lambda w, a, b, y: 2 * (w * a + b - y) * a, "The half and the 2 cancel.", "6"),
            M(lambda w, a, b, y: (w * a + b - y) * a / 2, "The half and the 2 cancel.", "6"),
            M(
                lambda w, a, b, y: (w * a + b - y) * (a + b),
                "b does not move when w does.",
                "6",
            ),
            M(
                lambda w, a, b, y: (w * a + b - y) ** 2 * a / 2,
                "The square is still there: the power comes down.",
                "6",
            ),
            M(lambda w, a, b, y: -(w * a + b - y) * a, "The sign is flipped.", "6"),
        ),
    ),
)
