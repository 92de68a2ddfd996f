"""How a piece of a formula is called in a sentence: by its meaning, and as it is written."""

import ast
import re

MEANINGS = {
    "x": "the input",
    "y": "the target",
    "W1": "the hidden layer's weight",
    "b1": "the hidden layer's bias",
    "z1": "the sum of the hidden layer",
    "a1": "the hidden activation",
    "W2": "layer L's weight",
    "b2": "layer L's bias",
    "z2": "the sum of layer L",
    "a2": "the output activation",
    "W": "the weight",
    "b": "the bias",
    "a": "the activation",
    "z": "the sum",
    "m": "the number of examples",
    "rate": "the learning rate",
    "dz2_dW2": "the slope of the sum,",
    "da2_dz2": "the slope of the sigmoid,",
    "dC0_da2": "the slope of the cost,",
    "dC0_dW2": "the gradient",
    "dC0_db2": "the bias's gradient",
    "dC0_db1": "the bias's gradient",
    "dC0_dW1": "the weight's gradient",
    "dC_dW1": "the hidden weights' gradient",
    "dC_db1": "the hidden biases' gradient",
    "dC_dW2": "the output weights' gradient",
    "dC_db2": "the output biases' gradient",
    "dC0_da1": "what arrives at the hidden activation,",
    "dC0_dz2": "the error of layer L,",
    "dC0_dz1": "the error of the hidden layer,",
}
CONSTANTS: dict = {2: "the 2", 0.5: "the half"}


def without_layers(text: str) -> str:
    """Return a sentence for a network of more layers, in which a2 is not the output."""
    text = re.sub(r"(the hidden layer|layer L)'s sigmoid", "the sigmoid", text)
    for name in ("a1", "a2", "W1", "W2"):
        text = re.sub(rf"{MEANINGS[name]} {name}\b", name, text, flags=re.IGNORECASE)
    return text


def code(node) -> str:
    """Return a node as it is written, on one line."""
    return ast.unparse(node)


def noun(node) -> str:
    """Return what a sentence calls this piece: "the bias b2", "the factor 1 - a2"."""
    text = code(node)
    base = transposed(node)
    if base is not None:
        return f"{noun(base)} (transposed)"
    if isinstance(node, ast.Name) and text in MEANINGS:
        meaning = MEANINGS[text]
        if meaning.endswith(","):  # beside a name of its own, as an aside
            return f"{meaning[:-1]} ({text})"
        return meaning if meaning.endswith(f" {text}") else f"{meaning} {text}"
    if is_count(node):
        return f"the number of {counted(node)}"
    if isinstance(node, ast.Constant):
        return CONSTANTS.get(node.value, f"the {text}")
    if one_minus(node) is not None:
        return f"the factor {text}"
    if difference(node):
        return f"the difference {text}"
    if isinstance(node, ast.Call) and text.startswith("sigmoid("):
        return f"the activation {text}"
    return text


def alone(what: str, scope, node, others: str = "factors") -> str:
    """Say that of a product, or of a sum, only one part is there."""
    if scope.target:
        whole = noun(ast.Name(scope.target))
    elif scope.inside:
        whole = code(node)
    else:
        return f"This is {what} alone: the other {others} are missing."
    return f"Of {whole} only {what} is there: the other {others} are missing."


def capital(text: str) -> str:
    """Return a sentence that begins with a capital letter, unless it begins with code."""
    return text[:1].upper() + text[1:] if re.match(r"(the|layer|what) ", text) else text


def uncapital(text: str) -> str:
    """Return a sentence that goes on after a colon: its first letter small, unless it is code."""
    return text[:1].lower() + text[1:] if re.match(r"[A-Z]([a-z]| [a-zA-Z]{2})", text) else text


def transposed(node):
    """Return what is transposed by a .T, or None."""
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else None


def one_minus(node):
    """Return v of 1 - v, or None."""
    one = difference(node) and isinstance(node.left, ast.Constant) and node.left.value == 1
    return node.right if one else None


def difference(node) -> bool:
    """True of a - b."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)


def is_count(node) -> bool:
    """True of a.shape[1] and its kind."""
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "shape"
        and isinstance(node.slice, ast.Constant)
    )


ROWS = {"x": "inputs", "W1": "hidden neurons", "a1": "hidden neurons", "z1": "hidden neurons",
        "dC0_da1": "hidden neurons", "dC0_dz1": "hidden neurons",
        "a2": "output neurons", "y": "output neurons", "z2": "output neurons",
        "dC0_dz2": "output neurons", "W2": "output neurons"}  # fmt: skip
COLUMNS = {"W1": "inputs", "W2": "hidden neurons"}


def counted(node) -> str:
    """Return what a.shape[k] counts."""
    name, axis = code(node.value.value), node.slice.value
    if axis == 0:
        return ROWS.get(name, "rows")
    return COLUMNS.get(name, "examples")
