"""What the other pages say agrees with the library."""

import re

import pictures
import pytest
from chapters import BOOK

from backprop_lib import VECTOR, Network, forward, gradients

SYMBOLS = (BOOK / "symbols.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| .+? \| `(\w+)` \| (\(.+?\)) \| \[", SYMBOLS, re.MULTILINE)
SIZES = dict(zip(("n0", "n1", "n2"), VECTOR.network.sizes, strict=True)) | {"m": 4}


def known():
    passed = forward(VECTOR.network, VECTOR.x)
    found = {"y": VECTOR.y}
    for value in (VECTOR.network, passed, gradients(VECTOR.network, VECTOR.x, VECTOR.y)):
        found |= dict(zip(value.names(), value, strict=True))
    # a derivative of the cost by a quantity has that quantity's shape
    return found | {f"dC0_d{name}": found[name] for name in ("a1", "z1", "a2", "z2")}


@pytest.mark.parametrize(("name", "shape"), ROWS)
def test_the_index_of_symbols_gives_the_right_shape(name, shape):
    sizes = tuple(SIZES.get(size, size) for size in re.findall(r"\w+", shape))
    assert tuple(map(int, sizes)) == known()[name].shape


def test_the_index_of_symbols_is_complete():
    assert {name for name, _ in ROWS} == set(known())
    assert set(Network.names()) <= {name for name, _ in ROWS}


def test_the_cover_picture_is_the_library_s():
    assert pictures.MAP.read_text(encoding="utf-8") == pictures.cover().svg + "\n"
