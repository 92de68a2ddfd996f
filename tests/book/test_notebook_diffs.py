"""What `make setup` gives: a changed notebook reads like a changed text, and merges like one."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from chapters import ROOT, read

NAME = "06-sigmoid-derivative.ipynb"


def git(folder, *command):
    me = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    run = subprocess.run(["git", *me, *command], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture
def folder(tmp_path):
    """A repository with one chapter, configured by the Makefile's own commands."""
    git(tmp_path, "init", "-q", "-b", "main")
    dry = ["make", "--dry-run", f"VENV={Path(sys.executable).parents[1]}", "setup"]
    would_run = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    commands = [shlex.split(line) for line in would_run.splitlines() if line.startswith("git ")]
    assert len(commands) == 3
    for _, *command in commands:
        git(tmp_path, *command)
    for name in (".gitattributes", f"book/{NAME}"):
        (tmp_path / Path(name).name).write_bytes((ROOT / name).read_bytes())
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "a chapter")
    return tmp_path


def change(folder, kind, which, text):
    """Add a line to the first or last cell of a kind, and spoil what a run writes by itself."""
    notebook = read(folder / NAME)
    cell = [cell for cell in notebook.cells if cell.cell_type == kind][which]
    cell.source += f"\n{text}"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 99
    nbformat.write(notebook, folder / NAME)


def test_a_diff_shows_the_changed_lines_and_nothing_else(folder):
    change(folder, "markdown", 1, "A new sentence.")
    shown = re.sub(r"\x1b\[\d*m", "", git(folder, "diff"))
    assert "\n+A new sentence.\n" in shown
    assert len(shown.splitlines()) < 15
    assert "svg" not in shown
    assert "execution_count" not in shown


def test_changes_in_two_cells_merge(folder):
    git(folder, "switch", "-qc", "theirs")
    change(folder, "markdown", -1, "Their sentence.")
    git(folder, "commit", "-qam", "theirs")
    git(folder, "switch", "-q", "main")
    change(folder, "markdown", 0, "Our sentence.")
    git(folder, "commit", "-qam", "ours")
    git(folder, "merge", "-q", "theirs")
    merged = "\n".join(cell.source for cell in read(folder / NAME).cells)
    assert "Our sentence." in merged
    assert "Their sentence." in merged
    assert "<<<<" not in merged
