"""Draw the picture of the cover and of the README, with the book's own figure functions."""

from pathlib import Path

from backprop_lib import figures

MAP = Path(__file__).parents[1] / "book" / "_static" / "map.svg"


def cover():
    """Return the map of the network with the five derivatives back to the first weight."""
    return figures.chain_map("x z1 a1 z2 a2 C0", "C0/a2 a2/z2 z2/a1 a1/z1 z1/W1")


if __name__ == "__main__":
    MAP.write_text(cover().svg + "\n", encoding="utf-8")
