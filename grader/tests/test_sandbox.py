"""What the sandbox lets through, tried from inside it, also for a grader who is not root."""

import dataclasses
import re
import shutil
import subprocess
import sys
import types

import pytest

from backprop_grader import grading, sandbox
from backprop_grader.limits import Limits
from backprop_grader.sandbox import best_sandbox
from backprop_grader.syscalls import program

SANDBOX = best_sandbox()
sandboxed = pytest.mark.skipif(not SANDBOX.bwrap, reason="bubblewrap does not work on this machine")


def inside(code, folder, sandbox=SANDBOX):
    """Run Python in the sandbox; return what it prints."""
    process = sandbox.start(
        code, str(folder), Limits(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    out, _ = process.communicate(timeout=300)
    sandbox.end(process)
    return out.decode().strip()


@sandboxed
@pytest.mark.parametrize("path", ["/dev/x", "/dev/pts/x", "/x", "/proc/x", "/etc/x"])
def test_nothing_can_be_written_outside_the_folder(tmp_path, path):
    assert "Error" in inside(f"open('{path}', 'wb').write(bytes(9))", tmp_path)


@sandboxed
def test_what_needs_devices_still_works(tmp_path):
    code = (
        "import multiprocessing as m, numpy, os; os.urandom(3); open('/dev/null', 'w').write('x');"
        "lock = m.get_context('fork').Lock(); a = m.get_context('fork').Array('d', 9);"
        "p = m.get_context('fork').Process(target=lambda: a.__setitem__(0, numpy.sum([1, 2])));"
        "p.start(); p.join(); print(a[0])"
    )
    assert inside(code, tmp_path) == "3.0"


@sandboxed
@pytest.mark.skipif(not program(), reason="no filter for this machine")
def test_no_user_namespace_is_made_inside(tmp_path):
    code = (
        "import ctypes; c = ctypes.CDLL(None, use_errno=True);"
        "print(c.unshare(0x10000000), c.syscall(435, 0, 0), ctypes.get_errno())"
    )
    assert inside(code, tmp_path) == "-1 -1 38"


@sandboxed
def test_an_older_bubblewrap_lacks_the_limit_on_files_and_says_so(tmp_path):
    old = dataclasses.replace(SANDBOX, sized=False)
    assert inside("print(open('/tmp/x', 'w').write('x'))", tmp_path, old) == "1"
    assert old.missing == ("a limit on temporary files",)


@sandboxed
def test_the_answers_of_another_copy_are_hidden(tmp_path, monkeypatch):
    visible = (*sandbox.installed(), str(tmp_path / "python"))
    monkeypatch.setattr(sandbox, "installed", lambda: visible)
    packages = tmp_path / "python" / "lib" / "python3.12" / "site-packages"
    catalog = packages / "backprop_lib" / "exercises" / "catalog"
    catalog.mkdir(parents=True)
    (catalog / "chapter_06.py").write_text("")
    (catalog.parent / "exercise.py").write_text("")
    code = f"import os; print(os.listdir('{catalog}'), os.listdir('{catalog.parent}'))"
    assert inside(code, tmp_path) in (
        "[] ['catalog', 'exercise.py']",
        "[] ['exercise.py', 'catalog']",
    )


@pytest.mark.parametrize(
    ("system", "version", "refusal", "words"),
    [
        ("darwin", None, "", "Linux only.*Use a Linux machine, or accept"),
        ("linux", None, "", "not installed.*Install bubblewrap .*apt install"),
        ("linux", "0.8.0", "setting up uid map", "setting up uid map.*sudo sysctl -w kernel"),
        ("linux", "0.8.0", "libseccomp", "makes no filter.*Missing.*no system calls.*apt install"),
        ("linux", "0.6.1", "", "older than 0.8.*a limit on temporary files.*Update"),
    ],
)
def test_each_lack_of_a_sandbox_has_its_own_advice(monkeypatch, system, version, refusal, words):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(shutil, "which", lambda _: version and "bwrap")
    says = types.SimpleNamespace(stdout=f"bubblewrap {version}")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: says)
    monkeypatch.setattr(sandbox, "why_not", lambda _: refusal if refusal != "libseccomp" else "")
    if refusal == "libseccomp":
        monkeypatch.setattr(sandbox, "program", lambda: b"")
    monkeypatch.setattr(grading, "best_sandbox", best_sandbox.__wrapped__)
    with pytest.raises(sandbox.NotIsolated) as error:
        grading.isolation(reduced=False)
    assert re.search(words, str(error.value), re.DOTALL)
    assert version or "sysctl" not in str(error.value)


@pytest.mark.parametrize(("user", "nobody"), [(0, True), (1000, False)])
def test_without_bubblewrap_root_makes_students_nobody(monkeypatch, user, nobody):
    monkeypatch.setattr(sandbox.os, "geteuid", lambda: user)
    monkeypatch.setattr(sandbox, "_usable", lambda: True)
    assert sandbox._bare("", "").nobody == nobody


def test_a_machine_that_is_too_slow_just_now_gets_no_lesser_sandbox(monkeypatch):
    started = []

    def slow(process, *_, **__):
        started.append(process)
        raise subprocess.TimeoutExpired("bwrap", 30)

    monkeypatch.setattr(sandbox.Process, "communicate", slow)
    with pytest.raises(sandbox.NotIsolated, match="too busy now"):
        best_sandbox.__wrapped__()
    (process,) = started
    assert process.returncode is not None  # and nothing of it is left
    process.stdout.close()
    process.stderr.close()
    assert not (process.group and process.group.path.exists())
