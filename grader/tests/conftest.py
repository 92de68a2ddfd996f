"""What tests share: one grading of all hostile submissions, and the places to attack from."""

import json
import os
import socket
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from attacking import BARE
from attacking import FULL as SANDBOX
from hostile import SANDBOXED, SUBMISSIONS
from notebooks import hand_in, with_right_answers
from running import FULL, Grading, grade

from backprop_grader import groups


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """Grade everything hostile at once, beside two honest submissions."""
    folder = tmp_path_factory.mktemp("hostile")
    submissions = folder / "submissions"
    os.chmod(folder, 0o777)  # writable for everybody: only the sandbox protects it
    server = socket.create_server(("127.0.0.1", 0))
    facts = {"victim": folder, "submissions": submissions, "port": server.getsockname()[1]}
    for name, (text, *_) in SUBMISSIONS.items():
        hand_in(submissions, f"{name}.ipynb", text)
    for name, (text, *_) in SANDBOXED.items() if FULL else ():
        cells = json.loads(text)
        for cell in cells["cells"]:
            if "{" in cell["source"]:
                cell["source"] = cell["source"].format(**facts)
        hand_in(submissions, f"{name}.ipynb", json.dumps(cells))
    huge = '{"cells": [{"cell_type": "code", "source": "' + "#" * 200 * 2**20 + '"}]}'
    hand_in(submissions, "200-MB.ipynb", huge)
    fast = {"compression": zipfile.ZIP_DEFLATED, "compresslevel": 1}
    with zipfile.ZipFile(submissions / "zip-bomb.zip", "w", **fast) as bomb:
        bomb.writestr("bomb.ipynb", bytes(300 * 2**20))
    with zipfile.ZipFile(submissions / "zip-of-bombs.zip", "w", **fast) as bombs:
        for number in range(3):
            bombs.writestr(f"{number}.zip", b"PK" + bytes(95 * 2**20))
    with zipfile.ZipFile(submissions / "traversal.zip", "w") as archive:
        archive.writestr("../../escaped.ipynb", with_right_answers())
    hand_in(submissions, "zz-honest.ipynb", with_right_answers())
    left = tmp_path_factory.mktemp("left") / "running.json"
    process = grade(submissions, folder / "grades", "--step", "2", timeout=900, watch=left)
    server.close()
    return Grading(folder, process, json.loads(left.read_text()))


@pytest.fixture(params=["sandbox", "no-group", "reduced"])
def where(request, monkeypatch):
    """The sandbox; the same without control groups; and what there is without bubblewrap."""
    if request.param != "reduced" and not SANDBOX.bwrap:
        pytest.skip("bubblewrap does not work on this machine")
    if request.param != "sandbox":
        monkeypatch.setattr(groups, "new_group", lambda _: None)
    return BARE if request.param == "reduced" else SANDBOX
