"""Control groups: made, asked of systemd, and removed."""

import os
import subprocess

import pytest
from attacking import BARE, FULL, grouped, inside, linux

from backprop_grader import groups
from backprop_grader.limits import MB

pytestmark = [linux, pytest.mark.thorough]  # it asks the kernel, not Python


@grouped
def test_no_control_group_is_left_behind(tmp_path):
    inside("print(1)", tmp_path)
    _, parent, _ = groups.way()
    if parent:
        assert not list(parent.glob(f"backprop-{os.getpid()}-*"))


LIMITS_OF = {
    1: {"memory.limit_in_bytes": 300 * MB, "memory.memsw.limit_in_bytes": 300 * MB},
    2: {"memory.max": 300 * MB, "memory.swap.max": 0, "memory.oom.group": 1},
}
COUNTS = {
    1: ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill {}\n"),
    2: ("memory.events", "low 0\nhigh 0\nmax 7\noom 1\noom_kill {}\noom_group_kill 0\n"),
}


@pytest.mark.parametrize("version", [1, 2])
def test_each_version_is_told_the_limit_and_asked_for_its_count(tmp_path, version):
    """A machine has one of them; a plain folder stands for both."""
    for name in LIMITS_OF[version]:
        (tmp_path / name).touch()
    group = groups.Folder(tmp_path, version)
    group.limit(300)
    told = {path.name: int(path.read_text()) for path in tmp_path.iterdir()}
    assert told == LIMITS_OF[version]
    name, count = COUNTS[version]
    for killed in (0, 1):
        (tmp_path / name).write_text(count.format(killed))
        assert group.overflowed(1) == bool(killed)
    process = subprocess.Popen([*group.command, "/bin/echo", "ran"], stdout=subprocess.PIPE)
    assert process.communicate()[0] == b"ran\n"
    assert int((tmp_path / "cgroup.procs").read_text()) == process.pid


SYSTEMD = """#!/bin/sh
echo "$@" > {log}
echo "$XDG_RUNTIME_DIR" >> {log}
while [ "$1" != -- ]; do shift; done
shift
case "$*" in *memory.max*) echo {says};; *) exec "$@";; esac
"""


@pytest.mark.parametrize(("says", "kind"), [(64 * MB, "systemd"), ("max", ""), ("", "")])
def test_where_only_systemd_may_make_groups_it_is_asked(tmp_path, monkeypatch, says, kind):
    """Systemd runs on no test machine; this stands in for it, and checks what it is told."""
    (tmp_path / "systemd-run").write_text(SYSTEMD.format(log=tmp_path / "log", says=says))
    (tmp_path / "systemd-run").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1")
    monkeypatch.setattr(groups, "_parents", lambda: ())
    monkeypatch.setattr(groups, "way", groups.way.__wrapped__)
    assert groups.way()[0] == kind
    group = groups.new_group(300)
    if kind:
        words = [str(tmp_path / "systemd-run"), *group.command[1:]]
        monkeypatch.setattr(groups.Scope, "command", property(lambda _: words))
        code = "import os; print('XDG_RUNTIME_DIR' in os.environ)"
        assert inside(code, tmp_path, BARE if not FULL.bwrap else FULL)[0] == "False"
        log = (tmp_path / "log").read_text()
        assert "--scope" in log
        assert "MemoryMax=300M" in log
        assert log.endswith("/run/user/1\n")
    else:
        assert group is None


def test_a_process_of_another_namespace_is_not_taken_for_our_own_group(tmp_path, monkeypatch):
    killed = []
    monkeypatch.setattr(os, "kill", lambda pid, _: killed.append(pid))
    monkeypatch.setattr(groups, "PATIENCE", 0.01)
    (tmp_path / "cgroup.procs").write_text("0\n7\n")
    groups.Folder(tmp_path, 2).end()
    assert set(killed) == {7}
