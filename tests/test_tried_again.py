"""Only a browser that gave no answer in time is asked once more, and the report names it."""

import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
TESTS = """
from playwright.sync_api import TimeoutError as Late

tried = []

def no_answer_the_first_time(name):
    tried.append(name)
    if tried.count(name) == 1:
        raise Late(f"Page.wait_for_function: Timeout 120000ms exceeded.")

def test_late_once():
    no_answer_the_first_time("once")

def test_late_each_time():
    raise Late("Page.click: Timeout 30000ms exceeded.")

def test_wrong_the_first_time():
    tried.append("wrong")
    assert tried.count("wrong") > 1

def test_another_time_out():
    tried.append("another")
    if tried.count("another") == 1:
        raise TimeoutError("timed out")
"""


def test_only_a_browsers_time_out_is_tried_again_and_named(tmp_path):
    options = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["pytest"]["ini_options"]["addopts"]
    reruns = [option for option in options if "rerun" in option or option == "-rR"]
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_it.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", *reruns, "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    summary = done.stdout.splitlines()
    assert "3 failed, 1 passed, 2 rerun" in summary[-1], done.stdout
    named = [line.rpartition("::")[2] for line in summary if line.startswith("RERUN ")]
    assert named == ["test_late_once", "test_late_each_time"]
