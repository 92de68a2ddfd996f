"""How likely a slip is: of several with the same values, the likeliest describe what was done."""

FIRST = (  # slips of every day
    "drop:", "sign:", "parens:", "exchanged:", "T-", "count:", "sum:", "mean:", "at:", "stops:",
    "slope-at:", "root:", "one-minus:", "order:", "early:", "every:", "batch:", "sigmoid:missing",
    "square:missing", "outside:", "wide:", "summed:", "pair:", "result:negative", "result:flat",
    "result:transposed", "result:averaged", "result:summed", "axes:", "loop:", "sigmoid:0",
    "added:", "added-slope:", "half:", "cost-for:", "constant:", "times:",
)  # fmt: skip
ODD = (  # slips that hardly anybody makes; they are not combined with others
    "one-for:", "ones-for:", "minus:", "square-of:", "sigmoid:step", "sigmoid:exp",
    "result:root", "result:complement", "result:times", "slope-of-slope:",
    "sigmoid:1", "result:square", "count:2", "count:3", "count:4", "count:5", "count:10", "at:max",
    "complement:", "averaged:", "copied:", "abs:", "result:absolute", "log:",
)  # fmt: skip
LIKE = (
    {"x", "a1", "a2", "a", "y"}, {"z1", "z2", "z"}, {"W1", "W2"}, {"b1", "b2"},
    {"n0", "n1", "n2"}, {"a1", "z1"}, {"a2", "z2"}, {"a", "z"}, {"u", "a"}, {"w", "a"},
)  # fmt: skip


def rank(slip_id: str) -> float:
    """Return how far-fetched a slip is, from 0 to 2; two slips together are worse than one."""
    if "+" in slip_id:
        return 1 + sum(map(rank, slip_id.split("+")))
    if slip_id.startswith(("unmoved:", "result:negative")):
        return -1  # it says all that is known: a sign may be lost in many places
    if slip_id.startswith("T-added:dC"):
        return 0.5
    if slip_id.startswith("result:zero"):
        return 0.5
    if slip_id.startswith(("extra:over-", "extra:1-")):
        return 2
    if slip_id.startswith(("over:", "result:inverse", "power:")):
        return 1.5
    if slip_id.startswith("added-too:"):
        return 1.6
    if slip_id.startswith("mean:times"):
        return 1
    if slip_id.startswith("constant:") and not slip_id.partition("@")[0].endswith("missing"):
        return 1.2
    if slip_id.startswith("sibling:"):
        other, name = slip_id.partition(":")[2].partition("@")[0].split("-for-")
        return 0.6 if any({other, name} <= group for group in LIKE) else 2
    if slip_id.startswith(ODD):
        return 2
    return 0 if slip_id.startswith(FIRST) else 1
