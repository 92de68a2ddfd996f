"""What a mutant is, and what an operator may know where it makes one."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .words import code


@dataclass(frozen=True, eq=False)
class Mutant:
    """A wrong answer made from the right one.

    id : stable, such as "sibling:a2-for-a1"; "+" joins two
    says : what is wrong, in a sentence
    bare : the sentence without the place that it may begin with; empty if it names none
    swaps : {node: what stands in its place}
    case : what happens to the inputs first
    after : what happens to the list of results
    body : other statements, or None for the reference's
    """

    id: str
    says: str
    swaps: dict = field(default_factory=dict)
    case: Callable | None = None
    after: Callable | None = None
    body: list | None = None
    bare: str = ""


@dataclass
class Scope:
    """What an operator may know of the place where it works.

    target : the name that the line assigns to; empty for a result
    inside : whether the node is only a part of what the line gives
    """

    names: list[str]
    arrays: bool
    case: dict | None
    target: str = ""
    inside: bool = False

    def siblings(self, node) -> Iterator[ast.Name]:
        """Yield the other names that could stand here."""
        text = code(node)
        return (ast.Name(n, ast.Load()) for n in self.names if n != text)

    def arrays_other_than(self, name):
        """Return the names of other arrays."""
        return [n for n in self.names if n != name] if self.arrays else []

    def value(self, name):
        """Return the number a by-hand exercise gives to this name, or None."""
        return (self.case or {}).get(name)
