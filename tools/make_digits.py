"""Write backprop_lib/data/digits.npz from scikit-learn's copy of the digits.

Run it once, with scikit-learn installed: `pip install scikit-learn==1.9.1`, then
`python tools/make_digits.py`. The file is committed, so nothing else needs scikit-learn.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).parents[1] / "backprop_lib/data/digits.npz"
HELD_OUT = 360  # one in five


def main() -> None:
    """Write gray levels (1797, 64) from 0 to 16, labels (1797,), and which 360 are held out.

    They are drawn at random, here and once, so that everybody holds out the same. Not every fifth:
    the digits come in the order 0, 1, 2, ..., and every fifth would be 0 or 5.
    """
    from sklearn.datasets import load_digits  # only here, so that importing this needs nothing

    digits = load_digits()
    grays, labels = digits.data.astype(np.uint8), digits.target.astype(np.uint8)
    if not np.array_equal(grays, digits.data) or grays.max() != 16:
        raise ValueError("scikit-learn's digits are not whole numbers from 0 to 16 any more.")
    held_out = np.zeros(len(labels), dtype=bool)
    held_out[np.random.default_rng(0).permutation(len(labels))[:HELD_OUT]] = True
    FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FILE, grays=grays, labels=labels, held_out=held_out)
    print(f"{FILE.name}: {len(labels)} digits, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
