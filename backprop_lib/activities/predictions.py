"""What each chapter's "Predict" asks for: a choice, a number or a few words.

A chapter that is not listed takes a few words. Nothing is judged: the reader compares.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One thing to predict. With `choices` it is one of them; else a number or a few words."""

    name: str
    asks: str
    choices: tuple[str, ...] = ()
    number: bool = False


RISE = ("rises", "falls")
IN_WORDS = (Field("words", "Your prediction"),)

PREDICTIONS: dict[int, tuple[Field, ...]] = {
    1: (Field("more", "What two such layers could do that one cannot"),),
    2: (Field("x", "The input x should", ("grow", "shrink")),),
    3: (
        Field("times", "The first cost is so many times the second", number=True),
        Field("side", "Worse is", ("0.3 above", "0.3 below", "neither")),
    ),
    4: (
        Field("z2", "The sum zᴸ", RISE),
        Field("a2", "The activation aᴸ", RISE),
        Field(
            "turns",
            "The rise turns into a fall",
            ("from Wᴸ to zᴸ", "from zᴸ to aᴸ", "from aᴸ to C₀"),
        ),
    ),
    5: (Field("change", "The cost changes", ("as much", "half as much", "a quarter as much")),),
    6: (
        Field("place", "The sigmoid is steepest at z =", number=True),
        Field("slope", "Its slope there", number=True),
    ),
    7: (
        Field("moves", "The sum zᴸ moves by", number=True),
        Field("needed", "Needed for that", ("Wᴸ", "aᴸ⁻¹", "bᴸ", "all three")),
    ),
    8: (Field("gradient", "The gradient of Wᴸ is", ("farther from zero", "closer to zero")),),
    9: (
        Field("third", "The third factor becomes"),
        Field("other", "The gradient of bᴸ can be the one closer to zero", ("yes", "no")),
    ),
    10: (
        Field("flips", "The factor that flips the sign"),
        Field("smaller", "The factors that make the number smaller"),
    ),
    11: tuple(
        Field(name, f"To lower the cost, {symbol}", ("must rise", "must fall"))
        for name, symbol in (("W1", "Wᴸ⁻¹"), ("b1", "bᴸ⁻¹"), ("W2", "Wᴸ"), ("b2", "bᴸ"))
    ),
    12: (
        Field("one", "After one pass it reads, in percent,", number=True),
        Field("ten", "After ten passes, in percent,", number=True),
    ),
    13: (Field("found", "Of the eight it finds", number=True),),
    14: (
        Field("way", "The slope", ("shrinks", "grows")),
        Field("times", "It is multiplied by", number=True),
    ),
    15: (Field("share", "After one pass it reads, in percent,", number=True),),
    16: (Field("times", "C rises so many times as much", number=True),),
}


def fields(chapter: int) -> tuple[Field, ...]:
    """Return what the prediction of a chapter consists of."""
    return PREDICTIONS.get(chapter, IN_WORDS)
