"""Ways to hold memory that nobody counts, in processes and outside of them.

Each is tried in the sandbox, in it without a control group, and with --reduced-isolation.
"""

import dataclasses
import subprocess
import textwrap

import pytest
from attacking import FULL, LIMITS, filtered, grouped, inside, linux, sandboxed
from notebooks import CHOSEN, with_answer

from backprop_grader import groups, orphans, sandbox
from backprop_grader.grading import Task, grade
from backprop_grader.limits import MB

pytestmark = [linux, pytest.mark.thorough]  # it asks the kernel, not Python

HOLD = """
for way in ({names},):
    held, why = [], "stopped by nothing"
    try:
        while len(held) < {most}:
            way(held)
    except (OSError, ValueError) as error:
        why = type(error).__name__
    print(way.__name__, why, len(held))
"""
WAYS = {
    "memfd": "f = os.memfd_create('x'); os.write(f, bytes(2**20)); held.append(f)",
    "shared": "import mmap; m = mmap.mmap(-1, 2**20); m.write(bytes(2**20)); "
    "m.madvise(mmap.MADV_DONTNEED); held.append(m)",
    "zero": "import mmap; f = open('/dev/zero', 'r+b', 0); m = mmap.mmap(f.fileno(), 2**20); "
    "m.write(bytes(2**20)); held.append(m)",
    "pipe": "import fcntl; r, w = os.pipe(); fcntl.fcntl(w, 1031, 2**20); "
    "os.write(w, bytes(2**20)); held.append(r)",
    "socket": "import socket; a, b = socket.socketpair()\n"
    "a.setblocking(False); b.setblocking(False)\n"
    "for end in (a, b):\n"
    "    try: end.sendall(bytes(2**20))\n"
    "    except BlockingIOError: held.append((a, b))",
}


def holding(ways, most=1000):
    """Return code that holds memory in these ways, one after the other, as long as it can."""
    makes = [f"def {name}(held):\n{textwrap.indent(code, '    ')}" for name, code in ways.items()]
    return "\n".join(["import os", *makes, HOLD.format(names=", ".join(ways), most=most)])


@filtered
def test_no_memory_is_held_outside_the_processes(tmp_path, where):
    ways = {way: code for way, code in WAYS.items() if where.bwrap or way != "zero"}
    out, _ = inside(holding(ways), tmp_path, where)  # without bubblewrap, /dev is what it is
    assert out.splitlines() == [f"{way} PermissionError 0" for way in ways]


@grouped
@sandboxed
@pytest.mark.parametrize("way", WAYS)
def test_the_control_group_counts_what_no_filter_keeps_out(tmp_path, monkeypatch, way):
    monkeypatch.setattr(sandbox, "program", lambda: b"")
    monkeypatch.setattr(sandbox, "HIDDEN", ())
    more = "import resource; resource.setrlimit(7, (4096, 4096))\n"
    out, stopped = inside(more + holding({way: WAYS[way]}, 3000), tmp_path)
    assert stopped or not out or int(out.split()[-1]) < LIMITS.memory, out


def test_pipes_of_the_usual_size_stay_small(tmp_path, where):
    usual = {
        "pipe": "r, w = os.pipe(); os.set_blocking(w, False); held.append(r)\n"
        "os.write(w, bytes(2**16))"
    }
    more = "import resource; resource.setrlimit(7, (256, 256))\n"
    out, _ = inside(more + holding(usual), tmp_path, where)
    _, why, count = out.split()
    assert why in ("OSError", "BlockingIOError")
    assert int(count) * 2**16 < 20 * MB


@sandboxed
def test_temporary_files_have_a_limit_together(tmp_path, where):
    if not where.bwrap:
        pytest.skip("only in the sandbox")
    code = """
import os
total = 0
for folder in ("/tmp", "/dev/shm", "/var/tmp", "/run", "/dev/mqueue", "/"):
    try:
        for k in range(100):
            with open(f"{folder}/{k}", "wb", 0) as file:
                total += file.write(bytes(2**20))
    except OSError:
        pass
print(total // 2**20)"""
    assert int(inside(code, tmp_path, where)[0]) <= LIMITS.files + 1


@sandboxed
def test_empty_files_count(tmp_path, monkeypatch):
    monkeypatch.setattr(groups, "new_group", lambda _: None)
    code = (
        "import time\nfor k in range(7000): open(f'/tmp/{k}', 'w').close()\n"
        "print('made', flush=True)\ntime.sleep(600)"
    )
    process = FULL.start(code, str(tmp_path), LIMITS, stdout=subprocess.PIPE)
    process.stdout.readline()
    assert 9 <= orphans.small_files(process.pid) <= 12
    FULL.end(process)
    process.stdout.close()


@filtered
@pytest.mark.parametrize("kind", ["group", "no group"])
@sandboxed
def test_a_submission_that_holds_too_much_is_told(monkeypatch, kind):
    if kind == "group" and not groups.way()[0]:
        pytest.skip("this machine gives no control groups to this user")
    if kind == "no group":
        monkeypatch.setattr(groups, "new_group", lambda _: None)
    text = with_answer(
        "import os, time\n"
        "def slope_from_activation(a2):\n"
        "    for _ in range(6):\n"
        "        if os.fork() == 0:\n"
        "            x = np.ones(100 * 2**17); time.sleep(60); os._exit(0)\n"
        "    os.wait()\n    return a2 * (1 - a2)"
    )
    limits = dataclasses.replace(LIMITS, step=50)
    task = Task("a", "a.ipynb", text.encode(), "", "0", CHOSEN, 1, limits)
    result = grade(task)
    assert "it used too much memory" in result["verdicts"]["6.2"]["text"]
    assert [v["credit"] for v in result["verdicts"].values()] == [1, 0, 1]


@filtered
def test_what_its_processes_share_counts_once(monkeypatch):
    monkeypatch.setattr(groups, "new_group", lambda _: None)
    text = with_answer(
        "import os, time\n"
        "shared = np.ones(150 * 2**17)\n"
        "for _ in range(6):\n"
        "    if os.fork() == 0:\n"
        "        time.sleep(0.7); os._exit(0)\n"
        "for _ in range(6): os.wait()\n"
        "def slope_from_activation(a2): return a2 * (1 - a2)"
    )
    limits = dataclasses.replace(LIMITS, step=60, memory=500)
    task = Task("a", "a.ipynb", text.encode(), "", "0", CHOSEN, 1, limits, bool(FULL.missing))
    assert grade(task)["verdicts"]["6.2"]["credit"] == 1
