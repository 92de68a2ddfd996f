"""Facts that must stand in two files stand there alike."""

import re
from importlib import import_module
from pathlib import Path

import backprop_lib
from benchmarks.speed import peers

PEERS = [import_module(f"{peers.__name__}.{module}").Peer for module in peers.MODULES]
ROOT = Path(__file__).parents[1]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def pins():
    lines = text("requirements.txt") + text("requirements-dev.txt")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lines, re.MULTILINE))


def test_pre_commit_runs_the_pinned_versions():
    config = text(".pre-commit-config.yaml")
    for tool in ("ruff", "codespell"):
        assert re.search(rf"{tool}\S*\n\s+rev: v{re.escape(pins()[tool])}\n", config)


def test_every_requirement_is_pinned_and_says_why():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in text(name).splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"(-e \.|[\w.-]+==\S+)  # .+", line), line


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
    for target in ("book", "lint", "unit", "outputs", "prove", "notebooks", "lab", "bench"):
        recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)[1]
        for command in re.findall(r"^\t\$\(BIN\)/(.+)$", recipe, re.MULTILINE):
            command = command.replace("$(SITE)", "_build/html")
            command = command.replace("$(if $(RECORD),--record)", "--record")
            assert f".venv/bin/{command}" in contributing, command


def test_the_ci_covers_the_pythons_the_workflow_covers():
    versions = re.findall(r"3\.\d+", text(".github/workflows/test.yml").split("steps")[0])
    assert f"for version in {' '.join(versions)}; do" in text(".ci/run")
