"""ARCHITECTURE.md says what is so: every arrow is an import, every import an arrow."""

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
LIBRARY = ("figures", "explorers", "activities", "exercises")
FILES = {
    "core": "backprop_lib/*.py",
    **{part: f"backprop_lib/{part}/**/*.py" for part in LIBRARY},
    "prover": "equation_prover/*.py",
    "grader": "grader/backprop_grader/*.py",
    "chapters": "book/*.ipynb",
    "site": "book/_ext/*.py",
    "tools": "tools/*.py",
    "benchmarks": "benchmarks/**/*.py",
}
NAMES = {name: name for name in ("numpy", "benchmarks")}
NAMES |= {"equation_prover": "prover", "backprop_grader": "grader"}


def source(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def imported(path):
    """Yield the full names that a file imports, relative ones made absolute."""
    for node in ast.walk(ast.parse(source(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            below = path.relative_to(ROOT).parts
            below = below[1:] if below[0] == "grader" else below
            package = below[: -node.level] if node.level else ()
            whole = ".".join((*package, *filter(None, [node.module])))
            yield from (f"{whole}.{alias.name}" for alias in node.names)


def part_of(name):
    """Return the part that a full name belongs to, or the name of the outside package."""
    first, second = (*name.split("."), "")[:2]
    if first == "backprop_lib":
        return second if second in LIBRARY else "core"
    return NAMES.get(first, first)


@cache
def imports(part):
    paths = [*ROOT.glob(FILES[part])]
    beside = {path.stem for path in paths}  # scripts import each other by bare names
    names = {name for path in paths for name in imported(path)}
    found = {part_of(name) for name in names if name.split(".")[0] not in beside}
    return found - set(sys.stdlib_module_names) - {part}


ARROWS = set(re.findall(r"^  (\w+) --> (\w+)$", PAGE, re.MULTILINE))
PARTS = {*FILES, "numpy"}


def below(part):
    """Return what can be reached from a part along the arrows."""
    direct = {to for start, to in ARROWS if start == part}
    return direct.union(*map(below, direct))


def test_every_import_between_parts_is_an_arrow_and_every_arrow_an_import():
    between = {(part, to) for part in FILES for to in imports(part) & PARTS}
    assert {arrow for arrow in between if arrow[1] != "numpy"} | {("core", "numpy")} == ARROWS


@pytest.mark.parametrize(
    ("part", "allowed"), re.findall(r"^\| (\w+) \| ([\w, ]+) \|$", PAGE, re.MULTILINE)[1:]
)
def test_a_part_imports_nothing_else(part, allowed):
    outside = set() if allowed == "nothing" else set(allowed.split(", "))
    assert imports(part) - PARTS == outside


def test_no_arrow_leads_back_and_none_to_the_grader():
    assert all(part not in below(part) for part in FILES)
    assert not {to for _, to in ARROWS} & {"grader", "chapters", "site", "tools"}


def named(heading):
    """Return the names in the first column of the table below a heading."""
    table = PAGE.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


@pytest.fixture(scope="module")
def tracked():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if files.returncode:
        pytest.skip("not a clone: Git cannot say which files belong to the project")
    return files.stdout.splitlines()


def test_every_top_level_folder_is_named(tracked):
    folders = {line.split("/")[0] for line in tracked if "/" in line}
    assert set(named("## Where each thing lives")) == folders


def test_whatever_is_not_ours_is_named(tracked):
    listed = named("## What is not ours")
    for name in listed:
        assert (ROOT / name).exists(), name
    foreign = re.compile(r".*\.(npz|woff2?|ttf|wasm|whl|min\.js)|.*lock\.json|.*/codemirror\.js")
    for path in filter(foreign.fullmatch, tracked):
        assert any(path == name or path.startswith(name) for name in listed), path


@pytest.mark.parametrize("folder", ["backprop_lib", "equation_prover", "grader/backprop_grader"])
def test_every_module_is_named(folder):
    modules = {path.stem for path in (ROOT / folder).glob("*.py") if path.stem[0] != "_"}
    packages = {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}
    assert set(named(f"### `{folder}`")) == modules | packages
