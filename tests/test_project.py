"""Facts that must stand in two files stand there alike."""

import json
import re
import shutil
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import backprop_lib
from backprop_lib.exercises import EXERCISES
from benchmarks.speed import peers

PEERS = [import_module(f"{peers.__name__}.{module}").Peer for module in peers.MODULES]
ROOT = Path(__file__).parents[1]


TARGETS = ("book", "quick-library", "quick-figures", "lint", "unit", "outputs", "prove",
           "notebooks", "lab", "setup", "release", "bench")  # fmt: skip


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_pre_commit_runs_make_lint_and_names_no_version():
    config = text(".pre-commit-config.yaml")
    assert "entry: make lint\n" in config
    assert "rev:" not in config


def test_every_requirement_is_pinned_and_says_why():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in text(name).splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"(-e \.(?:/grader)?|[\w.-]+==\S+)  # .+", line), line


def test_every_peer_of_the_benchmark_is_pinned_and_says_why():
    extra = re.search(r"^bench = \[\n((?:  .+\n)+)\]", text("pyproject.toml"), re.MULTILINE)[1]
    for line in extra.splitlines():
        assert re.fullmatch(r'  "[\w.-]+(==|>=)[\d.]+", # .+', line), line
    named = {name for peer in PEERS for name in peer.needs}
    assert named < set(re.findall(r'"([\w-]+)[=>]', extra))


def test_one_version_everywhere():
    assert re.search(rf"^version: {backprop_lib.__version__}$", text("CITATION.cff"), re.MULTILINE)
    assert f"## {backprop_lib.__version__} " in text("CHANGELOG.md")


def test_contributing_has_every_command_of_the_makefile():
    contributing = re.sub(r"\s+", " ", text("CONTRIBUTING.md"))
    makefile = text("Makefile")
    for target in TARGETS:
        recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)[1]
        for command in re.findall(r"^\t\$\(BIN\)/(.+)$", recipe, re.MULTILINE):
            command = command.replace("$(SITE)", "_build/html")
            command = command.replace("$(if $(RECORD),--record)", "--record")
            assert f".venv/bin/{command}" in contributing, command


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_jupyterlite_is_built_again_when_anything_in_its_wheel_changes():
    target = "_build/html/lite/jupyter-lite.json"
    command = ["make", "--print-data-base", "--dry-run", "--question", target]
    rules = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    depends_on = re.search(rf"^{target}: (.+?)(?: \||$)", rules, re.MULTILINE)[1].split()
    project = tomllib.loads(text("pyproject.toml"))
    for package in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        files = [path for path in (ROOT / package).rglob("*.*") if "__pycache__" not in path.parts]
        assert {path.relative_to(ROOT).as_posix() for path in files} <= set(depends_on)
    assert "pyproject.toml" in depends_on


def test_the_ci_covers_the_pythons_the_workflow_covers():
    versions = re.findall(r"3\.\d+", text(".github/workflows/test.yml").split("steps")[0])
    assert f"for version in {' '.join(versions)}; do" in text(".ci/run")
    options = re.search(r"PYTEST_ADDOPTS: (.+?) #", text(".github/workflows/test.yml"))[1]
    assert f'PYTEST_ADDOPTS="{options}"' in text(".ci/run")


def test_the_exercises_are_counted():
    assert f"exercises, {len(EXERCISES)} in all" in text("README.md").replace("\n", " ")
    assert f"There are {len(EXERCISES)} of them" in text("book/teaching.md")


def test_binder_installs_the_book_s_requirements_and_no_others():
    lines = text(".binder/requirements.txt").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-r ../requirements.txt"]


def test_the_dev_container_is_set_up_by_the_makefile():
    config = json.loads(re.sub(r"^//.*", "", text(".devcontainer/devcontainer.json")))
    makefile = text("Makefile")
    for command in config["postCreateCommand"].split(" && "):
        assert re.fullmatch(r"make (\w+)", command), command
        assert re.search(rf"^{command.split()[1]}:", makefile, re.MULTILINE), command
    assert not re.search("==|pip", text(".devcontainer/devcontainer.json"))  # no version of its own


def test_binder_the_dev_container_and_the_published_site_run_on_one_python():
    found = [
        re.search(r"python-(3\.\d+)\n", text(".binder/runtime.txt"))[1],
        re.search(r"python:(3\.\d+)\"", text(".devcontainer/devcontainer.json"))[1],
        re.search(r'python-version: "(3\.\d+)"', text(".github/workflows/test.yml"))[1],
    ]
    assert len(set(found)) == 1
    assert found[0] in text(".ci/run")
