"""Everything that is measured: the library, its peers, and the floor below them all.

Each peer is a small module with a class `Peer`:

    name      : as the tables call it
    needs     : the packages it imports, as pip calls them
    Peer(problem) : get ready: convert, compile; raise Declined with a reason if that makes no sense
    both()    : compute the loss and the four gradients, in whatever form is natural
    values()  : the same, as a number and four arrays in the book's order and shapes
    step()    : both(), and then one step of gradient descent

and, where it can learn the digits:

    a_pass(seed) : one pass over the examples with LEARNING_RATE, in the batches of `batches`
    current()    : the four parameters after it, as NumPy's arrays
"""

from importlib import import_module
from importlib.util import find_spec

OURS, FLOOR = "backprop_lib", "products alone"
MODULES = (
    "ours", "floor", "plain", "torch_eager", "torch_compiled", "jax_jit", "hips_autograd",
    "karpathy_micrograd", "sklearn_mlp", "example_loop",
)  # fmt: skip
INSTALL = "pip install -e '.[bench]'"


def load(modules=MODULES):
    """Return the peers that can run as {name: class}, and the others as {name: what to do}."""
    found, missing = {}, {}
    for module in modules:
        peer = import_module(f"{__name__}.{module}").Peer
        absent = [package for package in peer.needs if not installed(package)]
        if absent:
            missing[peer.name] = f"{' and '.join(absent)} not installed: {INSTALL}"
        else:
            found[peer.name] = peer
    return found, missing


def installed(package: str) -> bool:
    """Tell whether a package can be imported, without importing it."""
    return find_spec({"scikit-learn": "sklearn"}.get(package, package)) is not None
