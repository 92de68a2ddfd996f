"""Ways to hold memory that nobody counts, to leave something behind, and to reach others.

Each is tried in the sandbox, in it without a control group, and with --reduced-isolation.
"""

import dataclasses
import errno
import os
import subprocess
import sys

import pytest
from notebooks import CHOSEN, with_answer, with_right_answers

from backprop_grader import groups, orphans, sandbox, syscalls, users
from backprop_grader.grading import Task, grade
from backprop_grader.limits import MB, Limits
from backprop_grader.sandbox import Sandbox, best_sandbox

FULL = best_sandbox()
BARE = sandbox._bare("", "")
LIMITS = dataclasses.replace(Limits(), memory=300)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
sandboxed = pytest.mark.skipif(not FULL.bwrap, reason="bubblewrap does not work on this machine")
grouped = pytest.mark.skipif(
    not groups.way()[0], reason="this machine gives no control groups to this user"
)
filtered = pytest.mark.skipif(not syscalls.program(), reason="there is no libseccomp")
pytestmark = linux


def inside(code, folder, where=FULL):
    """Run Python in the sandbox; return what it prints, and whether the kernel had to stop it."""
    process = where.start(
        code, str(folder), LIMITS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        out, _ = process.communicate(timeout=300)
        stopped = bool(process.group) and process.group.overflowed(process.pid)
    finally:
        where.end(process)
    return out.decode().strip(), stopped


@pytest.fixture(params=["sandbox", "no-group", "reduced"])
def where(request, monkeypatch):
    if request.param != "reduced" and not FULL.bwrap:
        pytest.skip("bubblewrap does not work on this machine")
    if request.param != "sandbox":
        monkeypatch.setattr(groups, "new_group", lambda _: None)
    return BARE if request.param == "reduced" else FULL


@filtered
def test_what_the_kernel_refuses(tmp_path, where):
    import pyseccomp

    numbers = [pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, n) for n in syscalls.REFUSED]
    code = (
        "import ctypes; c = ctypes.CDLL(None, use_errno=True)\n"
        f"print([c.syscall(n, 0, 0, 0, 0, 0) * ctypes.get_errno() for n in {numbers}])"
    )
    assert inside(code, tmp_path, where)[0] == str([-errno.EPERM] * len(numbers))


HOLD = """
import os
held = []
try:
    while len(held) < 1000:
        {hold}
except (OSError, ValueError) as error:
    print(type(error).__name__)
print(len(held))
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
    "        a.setblocking(False); b.setblocking(False)\n"
    "        for end in (a, b):\n"
    "            try: end.sendall(bytes(2**20))\n"
    "            except BlockingIOError: held.append((a, b))",
}


@filtered
@pytest.mark.parametrize("way", WAYS)
def test_no_memory_is_held_outside_the_processes(tmp_path, where, way):
    if way == "zero" and not where.bwrap:
        pytest.skip("the files of /dev are not hidden without a sandbox")
    out, _ = inside(HOLD.format(hold=WAYS[way]), tmp_path, where)
    assert out in ("PermissionError\n0", "0\nPermissionError"), out


@grouped
@sandboxed
@pytest.mark.parametrize("way", WAYS)
def test_the_control_group_counts_what_no_filter_keeps_out(tmp_path, monkeypatch, way):
    monkeypatch.setattr(sandbox, "program", lambda: b"")
    monkeypatch.setattr(sandbox, "HIDDEN", ())
    more = HOLD.replace("< 1000", "< 3000").replace(
        "import os", "import os, resource; resource.setrlimit(7, (4096, 4096))"
    )
    out, stopped = inside(more.format(hold=WAYS[way]), tmp_path)
    assert stopped or not out or int(out.split()[-1]) < LIMITS.memory, out


def test_pipes_of_the_usual_size_stay_small(tmp_path, where):
    code = HOLD.format(
        hold="r, w = os.pipe(); os.set_blocking(w, False); held.append(r);\n"
        "        held += [0] * 0 if not os.write(w, bytes(2**16)) else []"
    )
    code = f"import resource; resource.setrlimit(7, (256, 256))\n{code}"
    out, _ = inside(code, tmp_path, where)
    assert out.startswith(("OSError", "BlockingIOError"))
    assert int(out.split()[-1]) * 2**16 < 20 * MB


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
        "print('made', flush=True)\ntime.sleep(20)"
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
        "            x = np.ones(100 * 2**17); time.sleep(5); os._exit(0)\n"
        "    time.sleep(3)\n    return a2 * (1 - a2)"
    )
    limits = dataclasses.replace(LIMITS, step=8)
    task = Task("a", "a.ipynb", text.encode(), "", "0", CHOSEN, 1, limits)
    result = grade(task)
    assert "it used too much memory" in result["verdicts"]["6.2"]["text"]
    assert [v["credit"] for v in result["verdicts"].values()] == [1, 0, 1]


@sandboxed
def test_no_other_files_are_in_sight(tmp_path):
    (tmp_path / "secret").write_text("42")
    others = [tmp_path / "secret", "/etc/passwd", "/var/log", "/srv", "/sys"]
    code = f"import os; print([p for p in {list(map(str, others))} if os.path.exists(p)])"
    assert inside(code, tmp_path)[0] == "[]"


LEAVE = """
import ctypes, os
from multiprocessing import shared_memory
try:
    shared_memory.SharedMemory('backprop', create=True, size=100)
except OSError:
    pass
for folder in ('/tmp', '/dev/shm', '/var/tmp', os.environ['HOME'], '/dev/mqueue'):
    try:
        open(f'{folder}/backprop-left', 'w').write('x')
    except OSError:
        pass
"""
FIND = """
import os
for folder in ('/tmp', '/dev/shm', '/var/tmp', os.environ['HOME'], '/dev/mqueue', '/proc'):
    try:
        print(*[n for n in os.listdir(folder) if 'backprop' in n or n in ('2000',)])
    except OSError:
        pass
for name in ('msg', 'sem', 'shm'):
    print(*open(f'/proc/sysvipc/{name}').read().splitlines()[1:])
for name in ('/proc/keys', '/proc/key-users'):
    try:
        print(open(name).read())
    except OSError:
        pass
print(*open('/proc/net/unix').read().splitlines()[1:])
print(os.getuid(), sorted(os.environ), [p for p in os.listdir('/proc') if p.isdigit()])
"""


@sandboxed
def test_nothing_is_left_for_the_next(tmp_path):
    inside(LEAVE, tmp_path)
    out, _ = inside(FIND, tmp_path)
    *nothing, last = out.splitlines()
    assert set(nothing) <= {""}, out
    assert "['1', '2']" in last or "['2', '1']" in last


def key_of_the_grader(library):
    """Put a key into the session keyring, as a desktop or a file system does."""
    import pyseccomp

    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "add_key")
    return library.syscall(number, b"user", b"backprop-secret", b"42", 2, -3)


@filtered
@sandboxed
def test_keys_do_not_cross(tmp_path, where):
    import ctypes

    import pyseccomp

    library = ctypes.CDLL(None, use_errno=True)
    key = key_of_the_grader(library)
    if key < 0:
        pytest.skip("this kernel keeps no keys")
    keyctl = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "keyctl")
    code = (
        "import ctypes; c = ctypes.CDLL(None); b = ctypes.create_string_buffer(9)\n"
        f"print(c.syscall({keyctl}, 11, {key}, b, 9), b.value)"
    )
    assert inside(code, tmp_path, where)[0] == "-1 b''"
    library.syscall(keyctl, 9, key, -3)  # take it away again


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give each its own user")
def test_each_submission_has_a_user_of_its_own(tmp_path):
    who = "import os; print(os.getuid(), os.getgid(), os.getgroups())"
    found = [inside(who, tmp_path, w)[0] for w in (FULL, BARE) for _ in range(3) if w.nobody]
    assert len(set(found)) == len(found)
    for line in found:
        user, group, *more = line.split()
        assert (user, more) == (group, ["[]"])
        assert users.FIRST <= int(user) < users.FIRST + users.MANY or int(user) in users.SMALL


def test_users_are_those_that_nobody_else_hands_out(monkeypatch):
    taken = [range(0, 60578), range(61184, 65536), range(65536, 0x70000000)]
    for known in (2**32 - 1, 65536):
        monkeypatch.setattr(users, "_known", lambda user, known=known: user < known)
        found = {users.new_user() for _ in range(20)}
        assert len(found) > 10
        assert not any(user in numbers for user in found for numbers in taken)


def test_orphans_are_ended_and_nobody_else(tmp_path, monkeypatch):
    monkeypatch.setattr(groups, "new_group", lambda _: None)
    other = subprocess.Popen(["sleep", "60"])
    lost = subprocess.Popen(["/bin/sh", "-c", "exit 7"])
    code = (
        "import os\nr, w = os.pipe()\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        print(os.getpid(), flush=True); os.write(w, b'x')\n"
        "        os.execve('/bin/sleep', ['sleep', '60'], {})\n"
        "    os._exit(0)\n"
        "os.wait(); os.read(r, 1)\nos._exit(3)"
    )
    process = BARE.start(code, str(tmp_path), LIMITS, stdout=subprocess.PIPE)
    orphan = int(process.stdout.readline())
    assert process.wait(10) == 3
    BARE.end(process)
    process.stdout.close()
    assert not os.path.exists(f"/proc/{orphan}")
    assert other.poll() is None
    assert lost.wait(10) == 7  # nobody else has reaped it
    other.kill()
    other.wait()


@pytest.mark.parametrize(("ends", "code"), [("os._exit(3)", 3), ("os.kill(os.getpid(), 9)", -9)])
def test_a_process_ends_as_the_students_did(tmp_path, ends, code):
    process = BARE.start(f"import os; {ends}", str(tmp_path), LIMITS)
    assert process.wait(20) == code
    BARE.end(process)


def test_without_a_filter_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(sandbox, "program", lambda: b"")
    assert sandbox.FILTER in Sandbox("bwrap", False, sized=True).missing
    assert sandbox.FILTER in Sandbox(None, False).missing


def test_a_machine_that_libseccomp_does_not_know_has_no_filter(monkeypatch):
    for error in (ImportError, RuntimeError, OSError):

        def unknown(error=error):
            raise error

        monkeypatch.setattr(syscalls, "_rules", unknown)
        assert syscalls.program.__wrapped__() == b""


@grouped
def test_no_control_group_is_left_behind(tmp_path):
    inside("print(1)", tmp_path)
    _, parent, _ = groups.way()
    if parent:
        assert not list(parent.glob(f"backprop-{os.getpid()}-*"))


def test_with_right_answers_nothing_is_held_back():
    """The filter costs an honest submission nothing."""
    text = with_right_answers(
        "import asyncio, multiprocessing as m\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "with m.get_context('fork').Pool(2) as pool: assert pool.map(abs, [-1]) == [1]\n"
        "with ThreadPoolExecutor() as pool: assert list(pool.map(abs, [-1])) == [1]"
    )
    task = Task("a", "a.ipynb", text.encode(), "", "0", CHOSEN, 1, Limits(), bool(FULL.missing))
    result = grade(task)
    assert (result["notes"], [v["credit"] for v in result["verdicts"].values()]) == ([], [1, 1, 1])


def credits_of(text, **limits):
    """Return the credits and the result of a notebook, with limits that are soon reached."""
    limits = Limits(**{"step": 1} | limits)
    task = Task("a", "a.ipynb", text.encode(), "", "0", CHOSEN, 1, limits, bool(FULL.missing))
    result = grade(task)
    return [verdict["credit"] for verdict in result["verdicts"].values()], result


def test_a_loop_that_does_not_let_go_is_ended():
    stubborn = (
        "def slope_from_activation(a2):\n    while True:\n        try:\n"
        "            while True: pass\n        except BaseException: pass"
    )
    credits, result = credits_of(with_answer(stubborn))
    assert credits == [1, 0, 1]
    assert "it took too long and was stopped" in result["verdicts"]["6.2"]["text"]


def test_processes_are_counted(where):
    forks = (
        "import os, time\nmade = 0\n"
        "while made < 300:\n    try:\n        if os.fork() == 0: time.sleep(2); os._exit(0)\n"
        "    except OSError: break\n    made += 1\nassert made == 300, made"
    )
    _, result = credits_of(with_right_answers(forks), step=5)
    (note,) = result["notes"]
    assert int(note.split("AssertionError: ")[1].split(".")[0]) < 64


def test_output_is_counted():
    credits, result = credits_of(with_right_answers("while True: print('x' * 10**5)"), step=9)
    assert credits == [1, 1, 1]
    assert "it printed too much and was stopped" in result["notes"][0]


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
