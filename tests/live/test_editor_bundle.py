"""The editor's bundle is what tools/editor builds from its lock file, to the byte."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "book" / "_static" / "live" / "codemirror.js"


def test_the_bundle_is_built_from_the_lock_file(tmp_path):
    if not shutil.which("npm"):
        reason = "THE EDITOR'S BUNDLE WAS NOT BUILT AGAIN: npm is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    for path in (ROOT / "tools" / "editor").glob("*.*"):
        shutil.copy(path, tmp_path)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(["npm", "ci", *quiet], cwd=tmp_path, check=True)
    built = tmp_path / "codemirror.js"
    subprocess.run(["node", "build.mjs", built], cwd=tmp_path, check=True)
    assert built.read_bytes() == BUNDLE.read_bytes()
