"""What a cell needs from the cells above it, found by reading them and not by running them.

A page runs the cell that its reader asks for, and of the cells above only the statements that it
builds on: a check must not wait for figures. So this errs on the side of too much. What nobody can
tell from reading (`exec`, `import *`) counts as building on everything above.
"""

import ast
import re
import symtable
from functools import cached_property
from hashlib import sha256

SOMETIMES = ast.If | ast.For | ast.While | ast.Try | ast.With | ast.Match
WILD = {"exec", "eval", "globals", "locals", "vars", "__import__"}
# Methods that leave what they are called on as it was. Of any other, the opposite is assumed.
HARMLESS = frozenset(  # in one string: sixty pairs of quotes would say no more
    """all any argmax argmin as_expr astype conj copy cos count cumsum diff dot endswith evalf exp
    expand factor flatten format free_symbols get index is_integer item items join keys log max
    mean min numbers nonzero prod ravel replace reshape round rstrip simplify sin split startswith
    std strip subs sum swapaxes title tolist trace transpose upper values var view""".split()  # noqa: SIM905
)
ASSIGNED = re.compile(r"^\s*(?:def|class)?\s*(\w+)\s*[(=,:]", re.MULTILINE)


class Unit:
    """One statement of a cell: what it reads, and what it may write or change.

    cell : the number of its cell on the page
    reads, later : names it reads, and those that functions in it read when they are called
    writes, changes : names it binds, and those whose objects it may change in place
    aliases : names that may share an object after it
    """

    def __init__(self, cell: int, node: ast.stmt, source: str):
        self.cell, self.node, self.source = cell, node, source
        self.reads, self.later, self.writes = set(), set(), set()
        self._names(symtable.symtable(source, "<cell>", "exec"), False)
        self.imports = isinstance(node, ast.Import | ast.ImportFrom)
        self.defines = isinstance(node, ast.FunctionDef)
        self.changes, self.calls = set(), []
        for part in ast.walk(node):
            self._note(part)
        self.aliases = _aliases(node)
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        star = self.imports and any(alias.name == "*" for alias in node.names)
        self.wild = star or bool(names & WILD)

    def _names(self, table, later):
        """Sort the names of a scope and of those within it."""
        top = table.get_type() == "module"
        for symbol in table.get_symbols():
            outer = top or symbol.is_global()
            if outer and symbol.is_referenced():
                (self.later if later else self.reads).add(symbol.get_name())
            if outer and (symbol.is_assigned() or symbol.is_imported()):
                self.writes.add(symbol.get_name())
        for child in table.get_children():
            kind = child.get_name()
            called = child.get_type() == "function" and kind not in (
                "listcomp",
                "setcomp",
                "dictcomp",
                "genexpr",
            )
            self._names(child, later or called)

    def _note(self, part):
        """Note what one node of the statement may change in place."""
        match part:
            case (
                ast.Subscript(ctx=ast.Store() | ast.Del())
                | ast.Attribute(ctx=ast.Store() | ast.Del())
            ):
                self.changes |= _root(part)
            case ast.AugAssign():
                self.changes |= _root(part.target)
            case ast.Call():
                inputs = {n for arg in part.args for n in _root(arg)}
                if isinstance(part.func, ast.Attribute):
                    self.calls.append((part.func.attr, _root(part.func), inputs))
                elif isinstance(part.func, ast.Name):
                    self.calls.append((None, {part.func.id}, inputs))
                for word in part.keywords:
                    if word.arg == "out":
                        self.changes |= _root(word.value)


def _root(node) -> set[str]:
    """Return the names that what an expression gives may be part of, or share memory with."""
    match node:
        case ast.Name():
            return {node.id}
        case ast.Attribute() | ast.Subscript() | ast.Starred():
            return _root(node.value)
        case ast.Tuple() | ast.List():
            return set().union(*map(_root, node.elts))
        case ast.IfExp():
            return _root(node.body) | _root(node.orelse)
        case ast.Call(func=ast.Attribute()):
            return _root(node.func)
    return set()


def _aliases(node) -> list[set[str]]:
    """Return the groups of names that a statement may make share an object."""
    groups = []
    for part in ast.walk(node):
        match part:
            case ast.Assign():
                groups.append(_root(part.value).union(*map(_root, part.targets)))
            case ast.NamedExpr() | ast.AnnAssign() if part.value:
                groups.append(_root(part.value) | _root(part.target))
            case ast.For():
                groups.append(_root(part.iter) | _root(part.target))
    return [group for group in groups if len(group) > 1]


def units_of(cell: int, source: str) -> list["Unit | Broken"]:
    """Return the statements of a cell; each name of an import is a statement of its own."""
    try:
        statements = [node for whole in ast.parse(source).body for node in _single(whole)]
        return [Unit(cell, node, ast.unparse(node)) for node in statements]
    except (SyntaxError, ValueError):
        return [Broken(cell, source)]


def _single(node):
    """Yield an import name by name, any other statement as it is."""
    if not isinstance(node, ast.Import | ast.ImportFrom) or len(node.names) == 1:
        yield node
        return
    for alias in node.names:
        rest = {"module": node.module, "level": node.level} if hasattr(node, "module") else {}
        yield ast.copy_location(type(node)(names=[alias], **rest), node)


class Broken:
    """A cell that cannot be read: it stands for the names that it seems to bind."""

    def __init__(self, cell: int, source: str):
        self.cell, self.node, self.source = cell, None, source
        self.writes = set(ASSIGNED.findall(source))
        self.reads, self.later, self.changes, self.calls, self.aliases = (
            set(),
            set(),
            set(),
            [],
            [],
        )
        self.imports = self.defines = self.wild = False


class Page:
    """All code cells of a page as they stand now.

    units : their statements, in order; `first[k]` and `first[k + 1]` bound those of cell k
    """

    def __init__(self, sources: list[str]):
        self.units, self.first = [], []
        for number, source in enumerate(sources):
            self.first.append(len(self.units))
            self.units += units_of(number, source)
        self.first.append(len(self.units))
        self._memo: dict = {}
        self._settle()

    def _settle(self):
        """Decide what each statement changes, now that all are known."""
        modules = {name for unit in self.units if unit.imports for name in unit.writes}
        functions = {name for unit in self.units if unit.defines for name in unit.writes}
        for unit in self.units:
            for method, root, inputs in unit.calls:
                own = bool(root & functions)
                if method and not root & modules and method not in HARMLESS:
                    unit.changes |= root
                if own or (isinstance(unit.node, ast.Expr) and method and "np" in root):
                    unit.changes |= inputs
            unit.changes -= modules | functions
            for name in list(unit.changes):
                unit.changes |= self.shared.get(name, set()) - modules
            if unit.wild:
                unit.changes |= self.names
            unit.makes = unit.writes | unit.changes
            unit.uses = unit.reads | unit.changes
            if isinstance(unit.node, SOMETIMES):
                unit.uses |= unit.writes  # it may leave a name as it was

    @cached_property
    def names(self) -> set[str]:
        """All names that are bound anywhere on the page."""
        return set().union(*(unit.writes for unit in self.units))

    @cached_property
    def shared(self) -> dict[str, set[str]]:
        """For each name, the names that may share its object."""
        groups: dict[str, set[str]] = {}
        for unit in self.units:
            for group in unit.aliases:
                joined = group.union(*(groups.get(name, set()) for name in group))
                groups.update(dict.fromkeys(joined, joined))
        return groups

    def maker(self, name: str, before: int) -> int | None:
        """Return the last statement before `before` that makes `name`, or None."""
        return next(
            (k for k in range(before - 1, -1, -1) if name in self.units[k].makes),
            None,
        )

    def _called(self, name: str, before: int, seen: set) -> set[str]:
        """Return what functions that `name` may hold read when they are called."""
        k = self.maker(name, before)
        if k is None or k in seen:
            return set()
        seen.add(k)
        unit = self.units[k]
        found = set(unit.later)
        if not unit.imports:
            for other in unit.uses:
                found |= self._called(other, k, seen)
        for other in list(found):
            found |= self._called(other, before, seen)
        return found

    def inputs(self, k: int) -> set[str]:
        """Return all names that statement `k` builds on, those of functions it calls among them."""
        if k not in self._memo:
            unit = self.units[k]
            names = set(unit.uses)
            for name in unit.uses:
                names |= self._called(name, k, set())
            self._memo[k] = names | unit.later if not unit.defines else names
        return self._memo[k]

    def slice(self, name: str, before: int, found: set[int] | None = None) -> set[int]:
        """Return the statements that make `name` what it is before statement `before`."""
        found = set() if found is None else found
        k = self.maker(name, before)
        if k is not None and k not in found:
            found.add(k)
            for other in self.inputs(k):
                self.slice(other, k, found)
        return found

    def print_of(self, k: int) -> str:
        """Return a fingerprint of statement `k` and of everything it builds on."""
        key = ("print", k)
        if key not in self._memo:
            parts = [self.units[k].source]
            for name in sorted(self.inputs(k)):
                maker = self.maker(name, k)
                parts.append(name if maker is None else self.print_of(maker))
            self._memo[key] = sha256("\0".join(parts).encode()).hexdigest()
        return self._memo[key]

    def needs(self, cell: int) -> dict[str, str]:
        """Return the names that a cell takes from above, each with its maker's fingerprint."""
        start, wanted = self.first[cell], {}
        for k in range(start, self.first[cell + 1]):
            for name in self.inputs(k):
                maker = self.maker(name, k)
                if maker is not None and maker < start:
                    wanted[name] = self.print_of(maker)
        return wanted

    def missing(self, cell: int, state: dict[str, str]) -> list[int]:
        """Return the statements to run before `cell`, given who made each name last."""
        start, wanted = self.first[cell], self.needs(cell)
        bad = {name for name, mark in wanted.items() if state.get(name) != mark}
        while True:
            run = set().union(*(self.slice(name, start) for name in bad))
            made = set().union(*(self.units[k].makes for k in run))
            if wanted.keys() & made <= bad:
                return sorted(run)
            bad |= wanted.keys() & made
