"""Facts that must stand in two files stand there alike."""

import doctest
import json
import os
import re
import shutil
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from package_metadata import Metadata

import backprop_lib
from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.exercise import ByHand
from benchmarks.speed import peers

PEERS = [import_module(f"{peers.__name__}.{module}").Peer for module in peers.MODULES]
ROOT = Path(__file__).parents[1]


# What a contributor runs; `test`, `everything` and `portable` put these together.
TARGETS = ("book", "read", "pdf", "pyodide", "lab", "setup", "quick-library", "quick-figures",
           "lint", "unit", "outputs", "prove", "speed", "notebooks", "release",
           "bench")  # fmt: skip


with_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def yaml_of(name):
    return yaml.safe_load(text(name))


def would_run(*targets):
    """Return the commands that Make would run, from nothing, for these targets."""
    command = ["make", "--dry-run", "--always-make", "VENV=.venv", *targets]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_pre_commit_runs_make_lint_and_names_no_version():
    (repository,) = yaml_of(".pre-commit-config.yaml")["repos"]
    (hook,) = repository["hooks"]
    assert (repository["repo"], hook["entry"]) == ("local", "make lint")
    assert "rev" not in repository


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
    assert yaml_of("CITATION.cff")["version"] == backprop_lib.__version__
    assert f"## {backprop_lib.__version__} " in text("CHANGELOG.md")


@with_make
def test_contributing_has_every_command_of_the_makefile():
    contributing = re.sub(r"\s+", " ", text("CONTRIBUTING.md"))
    for line in would_run(*TARGETS, "RECORD=1"):
        if line.startswith(".venv/bin/"):
            assert line.removesuffix(" --chapters") in contributing, line


@with_make
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


COMMANDS = ("python3.11", "python3.12", "python3.13", "npm", "bwrap", "chromium-headless-shell")
FAKE_MAKE = """#!/bin/bash
echo "$@" >> "$LOG"
mkdir -p _build/html/book
case "$*" in *3.11*) printf "$DIFFERENT" ;; esac > _build/html/book/index.html
"""


BESIDE = "-j2 --output-sync=line "


def gate(folder, **environment):
    """Run .ci/run where all that it needs is there and does nothing; return what it made."""
    for name in ("make", *COMMANDS):
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        command = folder / "bin" / name
        command.write_text(FAKE_MAKE if name == "make" else "#!/bin/bash\n")
        command.chmod(0o755)
    (folder / ".ci").mkdir(exist_ok=True)
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci")
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    run = subprocess.run(
        [folder / ".ci" / "run"],
        env=os.environ | {"PATH": path, "LOG": str(folder / "log")} | environment,
        capture_output=True,
        text=True,
    )
    return run, (folder / "log").read_text().splitlines()


def test_the_gate_runs_everything_once_and_on_other_pythons_what_they_could_change(tmp_path):
    run, made = gate(tmp_path, DIFFERENT="")
    assert run.returncode == 0, run.stderr
    assert made == [
        "pyodide test PYTHON=python3.13 VENV=.venv-3.13",
        f"{BESIDE}_build/html/index.html portable PYTHON=python3.11 VENV=.venv-3.11",
        f"{BESIDE}_build/html/index.html portable PYTHON=python3.12 VENV=.venv-3.12",
    ]


def test_the_gate_stops_where_another_python_builds_other_pages(tmp_path):
    run, made = gate(tmp_path, DIFFERENT="another page")
    assert run.returncode == 1
    assert "Python 3.11 builds other pages." in run.stderr
    assert len(made) == 2


def test_the_workflow_runs_what_the_gate_runs(tmp_path):
    matrix = workflow()["jobs"]["test"]["strategy"]["matrix"]["include"]
    _, made = gate(tmp_path, DIFFERENT="")
    in_the_gate = {}
    for line in made:
        targets, version = re.fullmatch(r"(.+) PYTHON=python(\S+) VENV=\S+", line).groups()
        in_the_gate[version] = targets.removeprefix(f"{BESIDE}_build/html/index.html ")
    assert {each["python"]: each["targets"] for each in matrix} == in_the_gate


def workflow():
    return yaml_of(".github/workflows/test.yml")


def test_the_exercises_are_counted():
    assert f"exercises, {len(EXERCISES)} in all" in text("README.md").replace("\n", " ")
    assert f"There are {len(EXERCISES)} of them" in text("book/teaching.md")


def test_the_teaching_page_says_which_exercise_by_hand_is_the_same_for_everybody():
    by_hand = [each for each in EXERCISES.values() if isinstance(each, ByHand)]
    (same,) = [each.id for each in by_hand if not each.choices]
    assert f"Exercises by hand, all but {same}, have numbers of" in text("book/teaching.md")


@pytest.mark.parametrize("name", ["book/teaching.md", "grader/backprop_grader/scheduling.py"])
def test_an_extra_that_is_to_be_installed_exists(name):
    named = re.findall(r"([\w./-]+)\[(chapters|cluster)\]", text(name))
    assert named
    for what, extra in named:
        project = "grader/pyproject.toml" if what.endswith("grader") else "pyproject.toml"
        assert extra in tomllib.loads(text(project))["project"]["optional-dependencies"], what


def test_binder_installs_the_book_s_requirements_and_no_others():
    lines = text(".binder/requirements.txt").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-r ../requirements.txt"]


def dev_container():
    lines = text(".devcontainer/devcontainer.json").splitlines()
    return json.loads("\n".join(line for line in lines if not line.startswith("//")))


@with_make
def test_the_dev_container_is_set_up_by_the_makefile():
    config = dev_container()
    for command in config["postCreateCommand"].split(" && "):
        make, target = command.split()
        assert make == "make"
        assert would_run(target)
    assert not re.search("==|pip", text(".devcontainer/devcontainer.json"))  # no version of its own


def test_binder_the_dev_container_and_the_published_site_run_on_one_python(tmp_path):
    steps = workflow()["jobs"]["publish"]["steps"]
    (python,) = [step["with"] for step in steps if "setup-python" in step.get("uses", "")]
    found = [
        text(".binder/runtime.txt").strip().removeprefix("python-"),
        dev_container()["image"].rpartition(":")[2],
        python["python-version"],
        re.search(r"python(3\.\d+) ", gate(tmp_path, DIFFERENT="")[1][0])[1],  # the main one
    ]
    assert len(set(found)) == 1, found


def test_the_example_of_the_readme_prints_what_it_says():
    tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried.attempted >= 3
    assert tried.failed == 0


@pytest.mark.parametrize("address", ["", "https://github.com/Someone/book"])
def test_a_package_index_shows_links_and_the_picture_once_there_is_an_address(tmp_path, address):
    for name in ("README.md", "_config.yml", "book/_ext/addresses.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text(name).replace('  url: ""', f'  url: "{address}"'))
    metadata = {}
    Metadata(str(tmp_path), {}).update(metadata)
    shown = metadata["readme"]["text"]
    if not address:
        assert metadata == {"readme": {"content-type": "text/markdown", "text": text("README.md")}}
        return
    assert metadata["urls"]["Book"] == "https://someone.github.io/book/"
    assert "](https://someone.github.io/book/_static/map.svg)" in shown
    assert not re.search(r"\]\((?!https://)", shown)
