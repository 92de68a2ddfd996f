"""Train the network that reads drawn digits on the page, and write it as small whole numbers.

`python tools/train_digit_reader.py` writes backprop_lib/data/digit_reader.json: the network of
chapter 12 after 40 passes, each matrix as bytes from -127 to 127 times a scale of its own.
"""

import base64
import json
from pathlib import Path

import numpy as np

from backprop_lib import Network, forward, train
from backprop_lib.digits import accuracy, load_digits
from backprop_lib.starts import start_network

FILE = Path(__file__).parents[1] / "backprop_lib/data/digit_reader.json"


def quantized(network: Network) -> dict[str, dict]:
    """Return each matrix as {scale, shape, bytes}, its entries rounded to 255 steps."""
    found = {}
    for name, matrix in zip(network.names(), network, strict=True):
        scale = float(f"{np.abs(matrix).max() / 127:.6g}")
        steps = np.clip(np.round(matrix / scale), -127, 127).astype(np.int8)
        text = base64.b64encode(steps.tobytes()).decode("ascii")
        found[name] = {"scale": scale, "shape": list(matrix.shape), "bytes": text}
    return found


def main() -> None:
    """Train, round, write, and say what the rounding costs."""
    from backprop_lib.explorers.labs import reader  # what the page will read

    learn, test = load_digits()
    start = start_network((64, 32, 10), seed=1)
    trained = train(start, learn.x, learn.y, rate=3, steps=3600, batch=16, seed=1, progress=False)
    FILE.write_text(json.dumps(quantized(trained.network)) + "\n", encoding="utf-8")
    reader.cache_clear()
    for name, network in (("trained", trained.network), ("rounded", reader())):
        print(f"{name}: {accuracy(forward(network, test.x).a2, test.y):.1%} of the held-out digits")


if __name__ == "__main__":
    main()
