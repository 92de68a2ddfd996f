"""Mistakes with names and functions: a sibling in the place, a sigmoid more or less."""

import ast

import numpy as np

from .formula import Apply, Kept, plain_sigmoid
from .terms import product_of, sum_of, terms
from .words import capital, code, noun

ACTIVATIONS = ("a", "a1", "a2", "y", "s")


def in_name(node, scope):
    """Yield what may stand where this name belongs."""
    name = node.id
    for other in scope.siblings(node):
        yield (
            f"sibling:{other.id}-for-{name}",
            f"{capital(noun(other))} stands where {noun(node)} belongs.",
            other,
        )
    kept = Kept(node)
    if name in ACTIVATIONS:
        yield (
            f"squashed:{name}",
            f"{name} is an activation already: it is squashed a second time.",
            Apply(plain_sigmoid, kept),
        )
        yield (
            f"slope-for:{name}",
            f"The slope of the sigmoid, {name} * (1 - {name}), stands where {name} itself belongs.",
            Apply(lambda v: v * (1 - v), kept),
        )
        yield (
            f"complement:{name}",
            f"1 - {name} stands where {name} belongs.",
            Apply(lambda v: 1 - v, kept),
        )
    if name[0] == "z":
        yield (
            f"squashed:{name}",
            f"The activation of {name} stands where {name} itself belongs.",
            Apply(plain_sigmoid, kept),
        )
    yield f"one-for:{name}", f"1 stands where {noun(node)} belongs.", ast.Constant(1)
    if scope.arrays:
        yield f"ones-for:{name}", f"{capital(noun(node))} is missing.", Apply(np.ones_like, kept)
        yield from _reshaped(node, kept)
    else:
        yield (
            f"square-of:{name}",
            f"{capital(noun(node))} is squared.",
            Apply(lambda v: v * v, kept),
        )
        if scope.case and scope.value(name) is not None and scope.value(name) < 0:
            yield f"minus-lost:{name}", f"The minus of {name} is lost.", Apply(abs, kept)
        else:
            yield (
                f"minus:{name}",
                f"{capital(noun(node))} has the wrong sign.",
                Apply(lambda v: -v, kept),
            )


def _reshaped(node, kept):
    """Turn an array, or take less than the whole of it."""
    what = capital(noun(node))
    name = node.id
    yield (
        f"T-added:{name}",
        f"{what} is transposed here, and should not be.",
        Apply(np.transpose, kept),
    )
    yield (
        f"raveled:{name}",
        f"{what} has lost its column shape, so it is used along the wrong axis.",
        Apply(np.ravel, kept),
    )
    says = f"{what} is added up to one number: each entry has its own place."
    yield f"totaled:{name}", says, Apply(np.sum, kept)
    yield f"totaled-mean:{name}", f"{what} is averaged to one number.", Apply(np.mean, kept)
    says = f"Only the first entry of {noun(node)} is used."
    yield f"first-of:{name}", says, Apply(lambda v: v.ravel()[0], kept)
    yield (
        f"reversed:{name}",
        f"The rows of {noun(node)} are in reverse order.",
        Apply(lambda v: v[::-1], kept),
    )


def in_sigmoid(node, scope):
    """Yield the mistakes around a sigmoid."""
    z = node.args[0]
    what = code(z) if len(code(z)) < 12 else "the sum"
    layer = _layer(scope)
    yield (
        f"sigmoid:missing{layer.id}",
        f"{layer.of} has no sigmoid: apply it to {what}.",
        Apply(lambda v: v, z),
    )
    yield (
        f"sigmoid:twice{layer.id}",
        f"The sigmoid is applied twice{layer.into}.",
        Apply(lambda v: plain_sigmoid(plain_sigmoid(v)), z),
    )
    yield (
        f"sigmoid:slope{layer.id}",
        f"The slope of the sigmoid stands where the sigmoid itself belongs{layer.into}.",
        Apply(lambda v: plain_sigmoid(v) * plain_sigmoid(-v), z),
    )
    yield f"sigmoid:tanh{layer.id}", "tanh stands where the sigmoid belongs.", Apply(np.tanh, z)
    yield (
        f"sigmoid:relu{layer.id}",
        f"A ReLU, max(0, z), stands where the sigmoid belongs{layer.into}.",
        Apply(lambda v: np.maximum(0, v), z),
    )
    yield (
        f"sigmoid:minus{layer.id}",
        f"The minus in the sigmoid's exponent is missing{layer.into}.",
        Apply(lambda v: plain_sigmoid(-v), z),
    )
    yield (
        f"sigmoid:parens{layer.id}",
        "Its own sigmoid lacks parentheses: 1 / (1 + e^-z), not 1 / 1 + e^-z.",
        Apply(lambda v: 1 + np.exp(-v), z),
    )
    yield f"sigmoid:exp{layer.id}", "This is e^z, not the sigmoid.", Apply(np.exp, z)
    yield (
        f"sigmoid:step{layer.id}",
        "A step stands where the sigmoid belongs.",
        Apply(lambda v: np.where(v > 0, 1.0, 0.0), z),
    )
    if not scope.arrays:
        for value in (0, 1):
            yield (
                f"sigmoid:{value}{layer.id}",
                f"The sigmoid is taken to be {value}; the sigmoid of 0 is one half.",
                Apply(lambda v, value=value: value + 0 * v, z),
            )
    items = terms(z)
    for k, (term, sign) in enumerate(items):
        if k and len(items) > 1:
            inside = Apply(plain_sigmoid, sum_of(items[:k] + items[k + 1 :]))
            yield (
                f"outside:{code(term)}",
                f"{capital(noun(term))} belongs inside the sigmoid.",
                sum_of([(inside, 1), (term, sign)]),
            )


class _layer:
    """Which layer a sigmoid belongs to, read off the name its value gets."""

    def __init__(self, scope):
        name = scope.target
        self.id = f"-{name}" if name else ""
        self.of = {"a1": "The hidden layer", "a2": "Layer L"}.get(name, "The result")
        self.into = {"a1": " in the hidden layer", "a2": " in layer L"}.get(name, "")


def in_constant(node, scope):
    """Yield other values of a constant."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or value in (0, 1):
        return
    if value in (0.5, 2) and scope.case is None:
        says = "1 // 2 is 0 in Python: write 1 / 2."
        yield "floor:half", says, ast.Constant(0 if value == 0.5 else np.inf)
    for other, slip in ((1, "missing"), (value**2, "squared"), (1 / value, "inverted")):
        if other != value:
            says = f"{other:g} stands where {value:g} belongs."
            if other == 1:
                says = f"The factor {value:g} is missing."
            yield f"constant:{value}-{slip}", says, ast.Constant(other)


def in_log(node, scope):
    """Yield the mistakes of a logarithm."""
    inside = node.args[0]
    for name in ("log10", "log2"):
        says = f"{name} is the logarithm to another base: this wants the natural one, np.log."
        yield f"log:{name}", says, Apply(getattr(np, name), inside)
    yield (
        "log:exp",
        "e to the power stands where its undoing, the logarithm, belongs.",
        Apply(np.exp, inside),
    )
    yield "log:missing", "The logarithm is missing.", Apply(lambda v: v, inside)


def in_root(node, scope):
    """Yield the mistakes of a square root."""
    inside = node.args[0]
    yield "root:missing", "The square root is missing.", Apply(lambda v: v, inside)
    yield "root:half", "It halves: the square root is wanted.", Apply(lambda v: v / 2, inside)
    yield "root:twice", "It takes the root twice.", Apply(lambda v: v**0.25, inside)
    if isinstance(inside, ast.BinOp) and isinstance(inside.op, ast.Div):
        above, below = inside.left, inside.right
        yield (
            f"root:outside-{code(above)}",
            f"{capital(noun(above))} belongs under the root, too.",
            Apply(lambda u, v: u / np.sqrt(v), above, below),
        )
        yield (
            f"root:outside-{code(below)}",
            f"{capital(noun(below))} belongs under the root, too.",
            Apply(lambda u, v: np.sqrt(u) / v, above, below),
        )


def swapped_names(names, places):
    """Yield (id, sentence, swaps) for each two inputs that may have changed places."""
    for k, first in enumerate(names):
        for second in names[k + 1 :]:
            swaps = {n: ast.Name(second, ast.Load()) for n in places.get(first, ())}
            swaps |= {n: ast.Name(first, ast.Load()) for n in places.get(second, ())}
            if places.get(first) and places.get(second):
                yield (
                    f"exchanged:{first}-{second}",
                    f"{first} and {second} have changed places.",
                    swaps,
                )


__all__ = ["in_constant", "in_name", "in_sigmoid", "product_of", "swapped_names"]
