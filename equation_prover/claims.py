"""What one line of the book claims: which two things are equal, and whether it says anything.

No algebra here, only the form of the line. A line can be true and still say nothing ("A = A"),
or say something else than it should; such lines are rejected before any algebra is done.
"""

from dataclasses import dataclass

from lark import Tree

from .parsing import as_latex

# The equations that define something, and what (the numbers are the document's).
DEFINES = {1: "z1", 2: "a1", 3: "z2", 4: "a2", 5: "C0", 7: "C0", 13: "sigma", 29: "z2"}

# The reasons that are rules for derivatives.
DIFFERENTIATION = {"Chain rule", "Power rule", "Sum rule", "Constant factor",
                   "Derivative of a constant", "Derivative of the exponential"}  # fmt: skip


class Rejected(ValueError):
    """The equation is not accepted. `stage` says by whom: "form", "proof" or "witness"."""

    def __init__(self, stage: str, problem: str):
        super().__init__(problem)
        self.stage = stage


@dataclass(frozen=True)
class Claim:
    """`left` equals `right`. `kind`: "definition", "chain rule", "substitution", "identity"."""

    left: Tree
    right: Tree
    kind: str


def chain_after(statement: Tree, before: list[Tree]) -> list[Tree]:
    """Return the chain A = B = C ... that the line ends with, as [A, B, C, ...].

    A line that begins with "=" goes on with `before`, the chain of the line above.
    """
    relation = statement.children[-1]
    return (before if relation.data == "continuation" else []) + relation.children


def claims_of(
    number: int, statement: Tree, before: list[Tree], reason: str | None = None
) -> list[Claim]:
    """Return what equation `number` claims, given the chain before it; else raise Rejected."""
    relation = statement.children[-1]
    continues = relation.data == "continuation"
    if continues and not before:
        raise Rejected("form", "begins with '=' but there is no line before it to continue")
    chain = chain_after(statement, before)
    _says_something_new(chain)
    claims = []
    if statement.data == "boxed":
        _boxes_what_was_derived(chain, before)
    if statement.data == "implies":
        left, *rights = statement.children[0].children
        _premise_defines_the_top(left, chain[0])
        _says_something_new([left, *rights])
        claims += [_claim(left, right) for right in rights]
    for right in relation.children if continues else relation.children[1:]:
        claims += [_claim(chain[0], right), *_same_thing_differentiated(chain[0], right)]
    if number in DEFINES:
        _defines(DEFINES[number], claims)
    if reason:
        _reason_fits(reason, statement, chain)
    return claims


def _claim(left: Tree, right: Tree) -> Claim:
    if left.data == "name" or (left.data == "sigma" and left.children[0].data == "name"):
        return Claim(left, right, "definition")
    links = right.children if right.data == "product" else []
    if left.data == "derivative" and links and all(link.data == "derivative" for link in links):
        _links_up(left, links)
        return Claim(left, right, "chain rule")
    _differentiates_what_is_there(left, right)
    return Claim(left, right, "identity")


def _says_something_new(chain: list[Tree]) -> None:
    """No expression comes twice in a chain, and the left side is not part of what explains it."""
    for position, right in enumerate(chain[1:], start=1):
        if right in chain[:position]:
            raise Rejected("form", "repeats an expression that stands earlier in the same chain")
        if any(part == chain[0] for part in right.iter_subtrees()):
            raise Rejected("form", "explains the left side by itself")


def _links_up(left: Tree, links: list[Tree]) -> None:
    """The chain rule's factors must lead, link by link, from the variable up to the quantity."""
    top, at = left.children
    climbs = {link.children[1]: link.children[0] for link in links}
    for _ in links:
        at = climbs.pop(at, None)
    if at != top or climbs:
        raise Rejected("form", "the factors of the chain rule do not link up")


def _same_thing_differentiated(left: Tree, right: Tree) -> list[Claim]:
    """In dA/dv = dB/dv, A and B must be equal; a wrong constant in B would not change dB/dv."""
    if left.data == right.data == "derivative":
        return [Claim(left.children[0], right.children[0], "substitution")]
    return []


def _differentiates_what_is_there(left: Tree, right: Tree) -> None:
    """A derivative still to be taken is by the variable on the left, and of a factor beside it.

    So n u^(n-1) du/dv is accepted and n u^(n-1) dw/dv is not, even where w and u differ by a
    constant. (The derivative of a single name needs no factor beside it.)
    """
    for derivative in right.find_data("derivative"):
        if left.data != "derivative" or derivative.children[1] != left.children[1]:
            raise Rejected("form", "differentiates by another variable than the left side")
    for product in right.find_data("product"):
        bases = [part.children[0] if part.data == "power" else part for part in product.children]
        for part in product.children:
            if part.data != "derivative" or part.children[0].data == "name":
                continue
            if part.children[0] not in bases:
                raise Rejected("form", "differentiates what is not a factor beside it")


def _boxes_what_was_derived(chain: list[Tree], before: list[Tree]) -> None:
    if not before or chain[0] != before[0] or len(chain) != 2:
        raise Rejected("form", "the box does not hold what the lines before it derived")


def _premise_defines_the_top(premise: Tree, conclusion: Tree) -> None:
    if conclusion.data != "derivative" or conclusion.children[0] != premise:
        raise Rejected("form", "what follows is not a derivative of what is given")


def _defines(quantity: str, claims: list[Claim]) -> None:
    left = claims[0].left
    defined = left.children[0] if left.data == "name" else left.data
    if defined != quantity or any(claim.kind != "definition" for claim in claims):
        raise Rejected("form", f"should define {as_latex(quantity)}")


def _reason_fits(reason: str, statement: Tree, chain: list[Tree]) -> None:
    """A rule of differentiation needs a derivative; a result has none left to take."""
    if reason in DIFFERENTIATION and chain[0].data != "derivative":
        raise Rejected("form", f"the reason is {reason!r}, but no derivative is taken")
    if reason == "Result" and any(chain[-1].find_data("derivative")):
        raise Rejected("form", "is called a result, but has a derivative still to be taken")
    if statement.data == "boxed" and reason != "Result":
        raise Rejected("form", f"is boxed, but its reason is {reason!r} and not 'Result'")
