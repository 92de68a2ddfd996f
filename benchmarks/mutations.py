"""Change one thing in library, prover or grader, run the tests, and see whether they notice.

    python -m benchmarks.mutations                    the sample of this clone, half an hour
    python -m benchmarks.mutations --root ../other --also .    what another clone made of the same

The sample is seeded, and drawn by what a change says, not by where it stands: code that did not
change between two commits gives the same changes in both. Every change is made in a copy.

Our own, because cosmic-ray and mutmut change the clone that one works in, and draw no such sample.
"""

import argparse
import ast
import copy
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SEED = "one change at a time"
LIMIT = 400  # seconds for the tests of one change; a change that makes them slower is noticed
# For each part: its files, how many changes, and the tests to run, the quick ones first.
LIBRARY = (
    "tests/test_[cntdas]*.py",
    "tests/test_package.py",
    "tests/book/test_pages.py",
    "tests/exercises",
)
PARTS: dict[str, tuple[tuple[str, ...], int, tuple[str, ...]]] = {
    "core": (("backprop_lib/*.py",), 30, LIBRARY),
    "exercises": (("backprop_lib/exercises/*.py",), 24, ("tests/exercises",)),
    "figures": (
        ("backprop_lib/figures/*.py",),
        8,
        ("tests/figures", "tests/book/test_pages.py"),
    ),
    "explorers": (
        ("backprop_lib/explorers/*.py",),
        4,
        ("tests/explorers/test_explorer_traits.py",),
    ),
    "prover": (("equation_prover/*.py",), 26, ("tests/prover",)),
    "grader": (
        ("grader/backprop_grader/*.py", "backprop_grader/*.py"),
        36,
        tuple(
            f"{folder}/test_{name}.py"
            for folder in ("grader/tests", "tests/grader")
            for name in ("forged_messages", "wire", "journal", "magics", "submissions", "archives",
                         "again", "class_report", "feedback", "gradebook", "similarity", "session",
                         "assignment", "sandbox", "wall", "attacks", "memory", "grade",
                         "dying_workers", "hostile", "*")
        ),
    ),
}  # fmt: skip
# Tests of the project's own files, which a copy without Git and a site cannot pass.
LEFT_OUT = ("test_architecture", "test_tools", "test_activities")
OPPOSITE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.Pow: ast.Mult, ast.MatMult: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.And: ast.Or, ast.Or: ast.And, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change: where it is made, what stands there, and what will."""

    part: str
    path: str
    line: int
    start: int
    end: int
    old: str
    new: str
    key: str

    def __str__(self):
        short = " ".join(self.old.split())[:60], " ".join(self.new.split())[:60]
        return f"{self.path}:{self.line}  {short[0]}  →  {short[1]}"


def variants(node):
    """Yield what one node could be instead."""
    other = copy.deepcopy(node)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPPOSITE:
        other.ops[0] = OPPOSITE[type(node.ops[0])]()
        yield other
    elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in OPPOSITE:
        other.op = OPPOSITE[type(node.op)]()
        yield other
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.IfExp | ast.If | ast.While):
        yield ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return) and node.value:
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ):
        yield ast.Pass()


def nodes(tree, place=""):
    """Yield (enclosing name, statement, node) of all that may be changed, in order."""
    for statement in getattr(tree, "body", []) + getattr(tree, "orelse", []):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield from nodes(statement, f"{place}.{statement.name}")
        elif not isinstance(statement, ast.Import | ast.ImportFrom):
            yield from ((place, statement, node) for node in within(statement))
            yield from nodes(statement, place)


def within(node):
    """Yield a statement and its expressions, without statements inside, annotations and text."""
    yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            plain = isinstance(child, ast.expr) and not isinstance(child, ast.JoinedStr)
            if plain and name not in ("annotation", "returns"):
                yield from within(child)


def changes_of(part, path, root):
    """Yield every change of one file."""
    text = (root / path).read_text(encoding="utf-8")
    lines = text.encode().splitlines(keepends=True)
    before = [0]
    for line in lines:
        before.append(before[-1] + len(line))
    for place, statement, node in nodes(ast.parse(text)):
        target = node.test if isinstance(node, ast.IfExp | ast.If | ast.While) else node
        start = before[target.lineno - 1] + target.col_offset
        end = before[target.end_lineno - 1] + target.end_col_offset
        for other in variants(node):
            ast.fix_missing_locations(other)
            new = ast.unparse(other)
            new = f"({new})" if isinstance(target, ast.expr) else new
            says = ast.unparse(statement), ast.unparse(target), ast.unparse(other)
            name = path.removeprefix("grader/")
            key = hashlib.sha256(repr((SEED, name, place, *says)).encode()).hexdigest()
            old = text.encode()[start:end].decode()
            yield Change(part, path, target.lineno, start, end, old, new, key)


def sample(root, also=None):
    """Return the changes to try, the same for the same code; with `also`, only what both have."""
    chosen = []
    for part, (globs, most, _) in PARTS.items():
        found = all_of(part, globs, root)
        shared = found.keys() & all_of(part, globs, also) if also else found
        chosen += [found[key] for key in sorted(shared)[:most]]
    return chosen


def all_of(part, globs, root):
    """Return all changes of a part by their keys."""
    found = {}
    for path in sorted(path for glob in globs for path in root.glob(glob)):
        for change in changes_of(part, path.relative_to(root).as_posix(), root):
            found.setdefault(change.key, change)
    return found


def tests_of(part, root, changed):
    """Return the tests that are there, in order, but first those named after the changed file."""
    every = (path for glob in PARTS[part][2] for path in sorted(root.glob(glob)))
    found = list(dict.fromkeys(every))
    found.sort(key=lambda path: path.stem.removeprefix("test_") != Path(changed).stem)
    return [path.relative_to(root) for path in found if path.stem not in LEFT_OUT]


def failures(part, root, changed="", left_out=(), first=True):
    """Run a part's tests in a copy; return what failed: the first one, or all."""
    command = [sys.executable, "-m", "pytest", *["-x"] * first, "-q", "--tb=no", "-rfE",
               "-p", "no:nbval", "-p", "no:cacheprovider", *tests_of(part, root, changed),
               *(f"--deselect={test}" for test in left_out)]  # fmt: skip
    path = os.pathsep.join([str(root / "grader"), str(root)])
    environment = os.environ | {
        "PYTHONPATH": path,
        "NO_BROWSER": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with subprocess.Popen(
        command, cwd=root, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        try:
            out, _ = process.communicate(timeout=LIMIT if first else None)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            return [f"more than {LIMIT} s"]
    named = [
        line.split(" ", 1)[1].partition(" - ")[0]
        for line in out.splitlines()
        if line.startswith(("FAILED ", "ERROR "))
    ]
    return named or out.splitlines()[-1:] if process.returncode else []


def tried(change, root, left_out):
    """Make a change in a copy, run the tests, and take it back; return what failed first."""
    path = root / change.path
    text = path.read_bytes()
    path.write_bytes(text[: change.start] + change.new.encode() + text[change.end :])
    try:
        return "".join(failures(change.part, root, change.path, left_out)[:1])
    finally:
        path.write_bytes(text)


def main():
    """Try the sample, a few changes at a time, and list what nobody noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--also", type=Path, help="draw only changes that this clone has, too")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--jobs", type=int, default=2, help="copies that work side by side")
    parser.add_argument("--again", type=Path, help="only what nobody noticed in this earlier --out")
    parser.add_argument("--list", action="store_true", help="only print the sample")
    parser.add_argument("--out", type=Path, help="write the results here, as JSON")
    options = parser.parse_args()
    chosen = [
        change for change in sample(options.root, options.also) if change.part in options.parts
    ]
    if options.again:
        rows = json.loads(options.again.read_text(encoding="utf-8"))
        unnoticed = {row["key"] for row in rows if not row["noticed"]}
        chosen = [change for change in chosen if change.key in unnoticed]
    if options.list:
        print(*chosen, sep="\n")
        return
    listed = subprocess.run(
        ["git", "ls-files"], cwd=options.root, capture_output=True, text=True, check=True
    )
    results = {}
    with TemporaryDirectory(prefix="mutations-") as scratch:
        copies = [Path(scratch, str(k)) for k in range(options.jobs)]
        for name in listed.stdout.splitlines():
            for place in copies:
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(options.root / name, place / name)
        left_out = {}
        for part in {change.part for change in chosen}:  # or they would notice every change
            left_out[part] = failures(part, copies[0], first=False)
            print(f"{part}: left out, failing without a change: {left_out[part]}", flush=True)
        free, lock = list(copies), threading.Lock()

        def work(change):
            with lock:
                place = free.pop()
            results[change] = tried(change, place, left_out[change.part])
            with lock:
                free.append(place)
            said = f"noticed by {results[change]}" if results[change] else "SURVIVED"
            print(f"{change}\n    {said}", flush=True)

        with ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(work, chosen))
    survived = [change for change in chosen if not results[change]]
    print("\nNobody noticed:", *(f"  {change}" for change in survived), sep="\n")
    made = Counter(change.part for change in chosen)
    left = Counter(change.part for change in survived)
    for part in options.parts:
        print(f"{part:10} {made[part] - left[part]:3} of {made[part]:3} noticed")
    print(f"{'all':10} {len(chosen) - len(survived):3} of {len(chosen):3} noticed")
    if options.out:
        rows = [
            {"change": str(change), "key": change.key, "noticed": results[change]}
            for change in chosen
        ]
        options.out.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
