"""Control groups: made, asked of systemd, and removed."""

import os

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
