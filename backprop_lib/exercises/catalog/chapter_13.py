"""Exercises of chapter 13: differences, directions, and what an error tells."""

import numpy as np

from ..exercise import BUG, FUNCTION, PROOF, Exercise, by_hand
from ..exercise import Misconception as M
from ..inputs import REAL, inputs, matrix, numbers

STEP = (0.1, 0.9)


def one_sided_cube(w, h):
    """Return the one-sided difference of the cube at w, with nudge h."""
    return 3 * w**2 + 3 * w * h + h**2  # (D4)


def central_cube(w, h):
    """Return the central difference of the cube at w, with nudge h."""
    return ((w + h) ** 3 - (w - h) ** 3) / (2 * h)  # (D5)


def left_over(w, h):
    """Return by how much the central difference of the fourth power is off."""
    return 4 * w * h**2


def along_direction(v, slopes):
    """Return dC_dt (a number) from a direction v and the slopes dC_dW."""
    return np.sum(v * slopes)  # (D7)


def relative_error_printed(value, reference):
    """Return the largest difference relative to the largest reference."""
    return np.max(np.abs(value - reference) / np.abs(reference))


def relative_error(value, reference):
    """Return the largest difference relative to the largest reference."""
    return np.max(np.abs(value - reference)) / np.max(np.abs(reference))


EXERCISES = (
    by_hand(
        id="13.1",
        title="The price of one side",
        prompt="The slope of $w^3$ at $w = {w}$ is $3w^2$. Nudge one way only, by $h = {h}$. "
        "What slope does (D4) find?",
        hints=(
            "Three terms, and two of them are not the slope.",
            "(D4): $3w^2 + 3wh + h^2$.",
            "`slope = 3 * {w} ** 2`",
        ),
        equation="D4",
        formula=one_sided_cube,
        numbers={"w": 2.5, "h": 0.3},
        choices={"w": (2.5, 3.5, 4.5), "h": (0.3, 0.2, 0.4)},
        working="answer_13_1 = 3 * {w}**2 + 3 * {w} * {h} + {h}**2  # (D4)",
        explanation="Too steep, and almost all of the excess is the term in $h$.",
        misconceptions=(
            M(
                lambda w, h: 3 * w**2 + 3 * h,
                "The middle term is 3wh, with w, and h squared follows.",
                "D4",
            ),
            M(
                lambda w, h: 3 * w**2 + 3 * w * h * h,
                "In 3wh the nudge stands once, and h squared follows.",
                "D4",
            ),
            M(lambda w, h: w**3, "That is the cube itself. Its slope is asked for.", "D4"),
            M(
                lambda w, h: (w**3 - (w - h) ** 3) / h,
                "A sign is wrong: 3wh should be added. Or is this nudged down, and not up?",
                "D4",
            ),
            M(
                lambda w, h: 3 * (w + h / 2) ** 2,
                "That is the slope halfway. (D4) has two values of the cube instead.",
                "D4",
            ),
            M(
                lambda w, h: 3 * w**2 + h**2,
                "That is nudged both ways. One way leaves the term in h.",
                "D5",
            ),
            M(
                lambda w, h: 3 * (w + h) ** 2,
                "That is the slope at the nudged place. (D4) has two values of the cube instead.",
                "D4",
            ),
            M(lambda w, h: 3 * w**2, "That is the true slope. The difference misses it.", "D4"),
            M(lambda w, h: (w + h) ** 3, "That is the nudged value itself.", "D4"),
            M(lambda w, h: (w + h) ** 3 - w**3, "Divide the difference by h.", "D4"),
        ),
    ),
    Exercise(
        id="13.2",
        kind=FUNCTION,
        title="Both ways",
        prompt="Write `central_cube(w, h)`: the central difference of $w^3$, from two values of "
        "the cube. Do not use the slope.",
        hints=(
            "Up minus down, over the whole distance.",
            "(D5): $\\frac{(w + h)^3 - (w - h)^3}{2h}$.",
            "`up = (w + h) ** 3`",
        ),
        equation="D5",
        answer=central_cube,
        cases=numbers(w=REAL, h=STEP),
        uses=(),
        explanation="The left side of (D5), word for word.",
        misconceptions=(
            M(
                lambda w, h: ((w + h / 2) ** 3 - (w - h / 2) ** 3) / (2 * h),
                "Nudged by half of h each way, the whole distance is h, not 2h.",
                "D5",
            ),
            M(lambda w, h: (w**3 - (w - h) ** 3) / h, "This nudges one way only, down.", "D4"),
            M(
                lambda w, h: ((w + h) ** 2 - (w - h) ** 2) / (2 * h),
                "Take the cube of each, not the square.",
                "D5",
            ),
            M(lambda w, h: ((w + h) ** 3 - w**3) / h, "This nudges one way only.", "D4"),
            M(
                lambda w, h: ((w + h / 2) ** 3 - (w - h / 2) ** 3) / h,
                "Nudged by half of h each way. The whole h goes each way, and 2h below the line.",
                "D5",
            ),
            M(
                lambda w, h: h**2,
                "Only the square of h is left: are w + h and w - h in parentheses?",
                "D5",
            ),
            M(
                lambda w, h: ((w + h) ** 3 - (w - h) ** 3) / h,
                "From w - h to w + h it is twice as far: divide by 2h.",
                "D5",
            ),
            M(
                lambda w, h: 3 * w**2,
                "That is the slope itself. Measure it, with the h that is given.",
                "D5",
            ),
            M(
                lambda w, h: ((w - h) ** 3 - (w + h) ** 3) / (2 * h),
                "Up minus down, not down minus up.",
                "D5",
            ),
            M(
                lambda w, h: ((w + h) ** 3 - (w - h) ** 3) / 2 * h,
                "This multiplies by h. Put the bottom in parentheses: / (2 * h).",
                "D5",
            ),
            M(
                lambda w, h: ((w + h) ** 3 + (w - h) ** 3) / (2 * h),
                "A difference subtracts.",
                "D5",
            ),
        ),
    ),
    Exercise(
        id="13.3",
        kind=PROOF,
        title="What is left over",
        prompt="How far off is the central difference of $w^4$? Divide "
        "$(w + h)^4 - (w - h)^4$ by $2h$, and subtract the slope $4w^3$. "
        "Write what is left with `w` and `h`.",
        hints=(
            "Which powers of $h$ cancel, and which double?",
            "In $(w + h)^4$ the terms with an odd power of $h$ are $4w^3h$ and $4wh^3$.",
            "`both = 8 * w**3 * h + 8 * w * h**3`",
        ),
        equation="D5",
        symbols=("w", "h"),
        answer=left_over,
        cases=numbers(w=REAL, h=STEP),
        working="answer_13_3 = 4 * w * h**2",
        explanation="A square of $h$ again. The odd powers double, the even ones cancel.",
        misconceptions=(
            M(lambda w, h: 8 * w * h**3, "Divide by 2h.", "D5"),
            M(lambda w, h: h**2, "That is for the cube. Here it is the fourth power.", "D5"),
            M(lambda w, h: 4 * w**3, "That is the slope itself. By how much is it missed?", "D5"),
            M(
                lambda w, h: 8 * w * h**2,
                "Divide by 2h: the doubling of the odd powers goes away again.",
                "D5",
            ),
            M(lambda w, h: 4 * w**3 + 4 * w * h**2, "Now subtract the slope.", "D5"),
            M(lambda w, h: 4 * w * h**3, "Every term is divided by h.", "D5"),
            M(lambda w, h: 4 * w * h, "One power of h goes away, not two.", "D5"),
            M(
                lambda w, h: 6 * w**2 * h + 4 * w * h**2 + h**3,
                "That is one-sided. The even powers cancel when you nudge both ways.",
                "D4",
            ),
            M(lambda w, h: -4 * w * h**2, "The sign: the difference is above the slope.", "D5"),
        ),
    ),
    Exercise(
        id="13.4",
        kind=FUNCTION,
        title="All weights at once",
        prompt="Write `along_direction(v, slopes)`: the derivative of the cost along the direction "
        "`v`, from the gradient `slopes` of the same shape. One number.",
        hints=(
            "Each weight moves by its own share of the direction.",
            "(D7): multiply entry by entry, and add everything.",
            "`products = v * slopes`",
        ),
        equation="D7",
        answer=along_direction,
        cases=inputs(v=matrix(REAL, "n2", "n1"), slopes=matrix(REAL, "n2", "n1")),
        uses=(),
        explanation="One path for each weight, and where paths meet they add.",
        misconceptions=(
            M(
                lambda v, s: np.sum(v * s) / np.linalg.norm(v) / np.linalg.norm(s),
                "This is the cosine of the angle. Both keep their lengths.",
                "D7",
            ),
            M(lambda v, s: v * s, "Add the products up: the answer is one number.", "D7"),
            M(lambda v, s: np.mean(v * s), "A sum, not a mean.", "D7"),
            M(lambda v, s: np.sum(s), "Each slope counts by its share of the direction.", "D7"),
            M(lambda v, s: np.sum(v) * np.sum(s), "Multiply first, then add.", "D7"),
            M(lambda v, s: np.sum(v * s, axis=0), "Add along both axes.", "D7"),
            M(lambda v, s: -np.sum(v * s), "Along v, not against it.", "D7"),
            M(
                lambda v, s: np.sum(v * s) / np.sqrt(np.sum(v * v)),
                "The direction stays as long as it is: here it is made a unit vector.",
                "D7",
            ),
        ),
    ),
    Exercise(
        id="13.5",
        kind=BUG,
        title="An alarm about nothing",
        prompt="This relative error raises an alarm whenever one entry of the reference happens to "
        "be almost zero, though nothing is wrong. Make it say what `relative_error` says: the "
        "largest difference, in units of the largest entry of the reference.",
        hints=(
            "What does the quotient of two entries do when one of them is almost zero?",
            "Take both maxima first, and divide then.",
            "`difference = np.max(np.abs(value - reference))`",
        ),
        equation="",
        answer=relative_error,
        printed=relative_error_printed,
        cases=inputs(value=matrix(REAL, "n2", "n1"), reference=matrix(REAL, "n2", "n1")),
        uses=(),
        explanation="Two maxima, one quotient.",
        misconceptions=(
            M(
                lambda v, r: np.mean(np.abs(v - r)) / np.mean(np.abs(r)),
                "These are means, or sums. The largest entries are wanted.",
            ),
            M(
                lambda v, r: np.linalg.norm(v - r) / np.linalg.norm(r),
                "This is the length of all entries together. The largest entries are wanted.",
            ),
            M(
                lambda v, r: np.sum(np.abs(v - r)) / np.sum(np.abs(r)),
                "These are means, or sums. The largest entries are wanted.",
            ),
            M(
                lambda v, r: np.mean(np.abs(v - r) / np.abs(r)),
                "Each difference is still divided by its own entry, and the mean is taken.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / np.sum(np.abs(r)),
                "In units of the largest entry, not of the sum of all.",
            ),
            M(
                lambda v, r: np.sum(np.abs(v - r)) / np.max(np.abs(r)),
                "The sum of the differences grows with their number. The largest is wanted.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / np.mean(np.abs(r)),
                "In units of the largest entry, not of the mean of all.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / (np.max(np.abs(v)) + np.max(np.abs(r))),
                "In units of the reference alone, not of both together.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / max(np.max(np.abs(v)), np.max(np.abs(r))),
                "In units of the reference, even where the value is larger.",
            ),
            M(
                lambda v, r: np.abs(v - r).flat[np.argmax(np.abs(r))] / np.max(np.abs(r)),
                "The largest difference may lie elsewhere than the largest entry.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / np.abs(r).flat[np.argmax(np.abs(v - r))],
                "Divide by the largest entry of all, not by the one at the same place.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r) / np.max(np.abs(r), axis=0)),
                "Each column is still divided by an entry of its own. One for all is wanted.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r) / np.max(np.abs(r), axis=1, keepdims=True)),
                "Each row is still divided by an entry of its own. One for all is wanted.",
            ),
            M(
                lambda v, r: np.abs(np.max(v) - np.max(r)) / np.max(np.abs(r)),
                "Subtract entry by entry first. Then take the largest.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r) / np.maximum(1, np.abs(r))),
                "Each difference is still divided by its own entry, where that is above 1.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)),
                "That is absolute. Divide by the largest entry of the reference.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / np.max(np.abs(v)),
                "In units of the reference, not of the value.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / np.min(np.abs(r)),
                "The smallest entry makes it worse.",
            ),
            M(
                lambda v, r: np.max(v - r) / np.max(r),
                "Both entries may be negative, and large: take absolute values.",
            ),
            M(
                lambda v, r: np.max(np.abs(v) - np.abs(r)) / np.max(np.abs(r)),
                "Subtract first, and take the absolute value then.",
            ),
            M(
                lambda v, r: np.max(v - r) / np.max(np.abs(r)),
                "Without the absolute value a difference downward is lost.",
            ),
            M(
                lambda v, r: np.mean(np.abs(v - r)) / np.max(np.abs(r)),
                "The mean hides a single large difference.",
            ),
            M(
                lambda v, r: np.max(np.abs(v - r)) / np.max(r),
                "The largest entry in size may be negative: take the absolute value.",
            ),
        ),
    ),
)
