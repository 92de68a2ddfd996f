"""Only a browser that gave no answer in time is asked once more, and the report names it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = """
import pytest
from playwright.sync_api import TimeoutError as Late

tried = []

def first_time(name):
    tried.append(name)
    return tried.count(name) == 1

@pytest.fixture
def browser():
    pass

def test_late_once(browser):
    if first_time("once"):
        raise Late("Page.wait_for_function: Timeout 120000ms exceeded.")

def test_late_each_time(browser):
    raise Late("Page.click: Timeout 30000ms exceeded.")

def test_wrong_the_first_time(browser):
    assert not first_time("wrong")

def test_another_time_out(browser):
    if first_time("another"):
        raise TimeoutError("timed out")

def test_without_a_browser():
    if first_time("without"):
        raise Late("Page.click: Timeout 30000ms exceeded.")
"""


def test_only_a_browsers_time_out_is_tried_again_and_named(tmp_path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "-rR" in project["tool"]["pytest"]["ini_options"]["addopts"]
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_it.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-rR", "-p", "conftest", "-p", "no:cacheprovider"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    summary = done.stdout.splitlines()
    assert "4 failed, 1 passed, 2 rerun" in summary[-1], done.stdout
    named = [line.rpartition("::")[2] for line in summary if line.startswith("RERUN ")]
    assert named == ["test_late_once", "test_late_each_time"]
