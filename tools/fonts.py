"""Make the site's three fonts from their sources; needed only to change which letters they hold.

`text`, `text-italic`: Source Serif 4, Latin. `math`: Latin Modern Math, the symbols of the book.
Both licenses ask that a changed font bears another name, so these are called Book Text and Book
Math. Needs `pip install fonttools brotli`.
"""

import argparse
import string
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[1] / "book" / "_theme" / "derivation" / "static" / "fonts"
ASCII = string.printable[:95]
LATIN = {*map(ord, ASCII), *range(0xA0, 0x17F), *map(ord, "–—‘’“”…•′″€−×·→←⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉∂")}
MATH = {
    *map(ord, ASCII + "ΔΣΦ·×÷±∂∇∑∏√∞≈≠≡≤≥≪≫∈∝∘⊙⊗⊤→←↦⇒…⋯′−∣ℎℝ𝟏"),
    *range(0x3B1, 0x3CA),  # small Greek
    *range(0x1D434, 0x1D468),  # italic Latin
    *range(0x1D6FC, 0x1D71C),  # italic Greek
    *(0xA0, 0x2061, 0x2062),
}


def make(source: Path, name: str, family: str, letters: set[int], features: list[str], limits=None):
    """Keep `letters` of the font at `source`, rename it, and save it as WOFF2."""
    font = TTFont(source, lazy=False)
    if limits:
        font = instancer.instantiateVariableFont(font, limits, inplace=True)
    options = subset.Options(flavor="woff2", layout_features=features, hinting=False)
    options.name_IDs = ["*"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 25):
            record.string = family.replace(" ", "") if record.nameID in (6, 25) else family
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [family.replace(" ", "")]
        cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = family
    subset.save_font(font, FONTS / f"{name}.woff2", options)


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("serif", type=Path, help="source-serif-4-latin-wght-normal.woff2")
    parser.add_argument("italic", type=Path, help="source-serif-4-latin-wght-italic.woff2")
    parser.add_argument("math", type=Path, help="latinmodern-math.otf")
    sources = parser.parse_args()
    letters, weights = ["kern", "liga", "calt", "ccmp", "mark"], {"wght": (400, 700)}
    make(sources.serif, "text", "Book Text", LATIN, letters, weights)
    make(sources.italic, "text-italic", "Book Text", LATIN, letters, weights)
    make(sources.math, "math", "Book Math", MATH, ["ssty", "dtls"])


if __name__ == "__main__":
    main()
