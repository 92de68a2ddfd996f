"""Exercises of chapter 16: slopes of single steps, and paths that meet."""

import numpy as np

from ..exercise import BUG, FUNCTION, LINE, PROOF, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, numbers

NEAR = (0.3, 1.9)


def used_twice(u, v):
    """Return dC_du of C = (u + v) * u."""
    return u + (u + v)  # (D36)


def product_slopes(u, v):
    """Return dp_du and dp_dv of the product p = u * v."""
    return v, u  # (D31)


def quotient_slope(u, v):
    """Return the slope of u / v by v."""
    return -u / v**2


def through_three(dC_dp, dp_du, dC_dq, dq_du, dC_dr, dr_du):
    """Return dC_du, where p, q and r are computed from u."""
    return dC_dp * dp_du + dC_dq * dq_du + dC_dr * dr_du  # (D35)


def cube_by_steps_printed(u):
    """Return the slope of u * u * u by u, walking back by hand."""
    square = u * u
    d_square = u
    d_u = square
    d_u = d_u + 2 * d_square
    return d_u


def cube_by_steps(u):
    """Return the slope of u * u * u by u, walking back by hand."""
    square = u * u
    d_square = u
    d_u = square
    d_u = d_u + 2 * u * d_square  # the slope of u * u is 2u, (D32)
    return d_u


EXERCISES = (
    by_hand(
        id="16.1",
        title="Two uses of one number",
        prompt=r"$C = (u + v) \cdot u$ with $u = {u}$ and $v = {v}$. "
        r"What is $\frac{\partial C}{\partial u}$?",
        hints=(
            "There are two paths from $u$ to $C$.",
            "(D36): $u + (u + v)$.",
            "`through_the_sum = {u}`",
        ),
        equation="D36",
        formula=used_twice,
        numbers={"u": 2.5, "v": 7},
        choices={"u": (2.5, 3.5, 1.5), "v": (7, 9, 11)},
        working="answer_16_1 = {u} + ({u} + {v})  # (D36)",
        explanation="One path through the sum, one straight to the product, and they add.",
        misconceptions=(
            M(lambda u, v: u + v, "The path through the sum is missing.", "D36"),
            M(lambda u, v: u, "The path straight to the product is missing.", "D36"),
            M(lambda u, v: v, "This is v alone. The u inside the sum moves, too.", "D36"),
            M(lambda u, v: 3 * u + v, "The u is added once too often.", "D36"),
            M(lambda u, v: u + v + 1, "The path through the sum takes a factor u with it.", "D36"),
            M(lambda u, v: u * v, "That is one term of C itself. A slope is asked for.", "D36"),
            M(
                lambda u, v: 2 * u + u * v,
                "The slope of u * v by u is v: u is there too often.",
                "D31",
            ),
            M(
                lambda u, v: (u + v) * u,
                "This is C itself, or the paths multiplied. The two paths add.",
                "D36",
            ),
        ),
    ),
    Exercise(
        id="16.2",
        kind=FUNCTION,
        title="The slopes of a product",
        prompt="Write `product_slopes(u, v)`: the slopes of $u v$ by $u$ and by $v$, in this "
        "order.",
        hints=(
            "Hold the one still and turn the other.",
            r"(D31): $\frac{\partial}{\partial u} (u v) = v$.",
            "`dp_du = v`",
        ),
        equation="D31",
        answer=product_slopes,
        cases=numbers(u=REAL, v=REAL),
        uses=(),
        explanation="Each number is the other's slope.",
        misconceptions=(
            M(
                lambda u, v: (1 / v, -u / v**2),
                "These are the slopes of the quotient u / v.",
                "D31",
            ),
            M(
                lambda u, v: (u * v, u * v),
                "This is the product itself. Its slopes are asked for.",
                "D31",
            ),
            M(lambda u, v: (u + v, u + v), "Give one slope for each: do not add them.", "D31"),
            M(lambda u, v: (1.0, 1.0), "These are the slopes of a sum, not of a product.", "D31"),
            M(lambda u, v: (u, v), "The slope by u is v, and the other way round.", "D31"),
        ),
    ),
    Exercise(
        id="16.3",
        kind=PROOF,
        title="A quotient",
        prompt="Write the slope of $u / v$ by $v$, with `u` and `v`.",
        hints=(
            "A quotient is a product: $u \\cdot v^{-1}$.",
            r"(D32) with $n = -1$: $\frac{d}{dv} v^{-1} = -v^{-2}$.",
            "`slope_of_inverse = -1 / v**2`",
        ),
        equation="D32",
        symbols=("u", "v"),
        answer=quotient_slope,
        cases=numbers(u=REAL, v=NEAR),
        working="answer_16_3 = -u / v**2",
        explanation="The factor $u$ stays, as in (D31).",
        misconceptions=(
            M(lambda u, v: u / v**2, "The exponent comes down with its sign.", "D32"),
            M(lambda u, v: u / v, "That is u / v itself. Its slope by v is asked for.", "D32"),
            M(
                lambda u, v: u * np.log(v) if v > 0 else np.nan,
                "That is the way back: u / v is its slope. The slope of u / v is asked for.",
                "D32",
            ),
            M(
                lambda u, v: 1 / v - u / v**2,
                "This adds the slope by u. Only v moves here.",
                "D32",
            ),
            M(lambda u, v: 1 / v, "This is the slope by u. The question is about v.", "D31"),
        ),
    ),
    Exercise(
        id="16.4",
        kind=LINE,
        title="Three paths",
        prompt="Three numbers $p$, $q$ and $r$ are computed from $u$, and $C$ from those three. "
        "Write the slope of $C$ by $u$ as one line of code.",
        hints=(
            "Along each path multiply.",
            r"(D35): $\sum_i \frac{\partial C}{\partial v_i} \cdot "
            r"\frac{\partial v_i}{\partial u}$.",
            "`first = dC_dp * dp_du`",
        ),
        equation="D35",
        answer=through_three,
        cases=numbers(dC_dp=REAL, dp_du=REAL, dC_dq=REAL, dq_du=REAL, dC_dr=REAL, dr_du=REAL),
        uses=(),
        misconceptions=(
            M(
                lambda a, b, c, d, e, f: a * d + c * f + e * b,
                "Each slope of C belongs to its own path.",
                "D35",
            ),
            M(
                lambda a, b, c, d, e, f: a * f + c * b + e * d,
                "Each slope of C belongs to its own path.",
                "D35",
            ),
            M(
                lambda a, b, c, d, e, f: a / b + c / d + e / f,
                "Along a path the slopes multiply; they do not divide.",
                "D35",
            ),
            M(
                lambda a, b, c, d, e, f: (a + c + e) * (b + d + f),
                "Multiply along each path, and then add up the paths.",
                "D35",
            ),
        ),
        explanation="Three products, added.",
    ),
    Exercise(
        id="16.5",
        kind=BUG,
        title="Back by hand",
        prompt="This walks back through $u \\cdot u \\cdot u$, computed as `square * u`. "
        "It should return $3u^2$. Find the mistake and repair it.",
        hints=(
            "The last step has two parents, `square` and `u`. Both have been served.",
            "Now `square` hands its slope to `u`: times the slope of $u \\cdot u$, by (D35).",
            "The line that begins with `d_u = d_u +` is the wrong one.",
        ),
        equation="D35",
        answer=cube_by_steps,
        printed=cube_by_steps_printed,
        cases=numbers(u=REAL),
        uses=(),
        explanation="The slope of $u \\cdot u$ is $2u$: each of the two uses adds $u$.",
        misconceptions=(
            M(lambda u: u**3, "That is the cube itself. Its slope is asked for.", "D35"),
            M(lambda u: 3 * u, "The slope of a cube has a square.", "D32"),
            M(
                lambda u: 3 * u**3,
                "One factor u is too many: the slope of a cube is a square.",
                "D32",
            ),
        ),
    ),
)
