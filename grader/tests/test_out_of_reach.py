"""What a submission cannot ask for, cannot see, and cannot leave to the next."""

import errno

import pytest
from attacking import FULL, filtered, inside, linux, sandboxed
from notebooks import CHOSEN, with_right_answers

from backprop_grader import sandbox, syscalls
from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_grader.sandbox import Sandbox

pytestmark = [linux, pytest.mark.thorough]  # it asks the kernel, not Python


@filtered
def test_what_the_kernel_refuses(tmp_path, where):
    import pyseccomp

    numbers = [pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, n) for n in syscalls.REFUSED]
    code = (
        "import ctypes; c = ctypes.CDLL(None, use_errno=True)\n"
        f"print([c.syscall(n, 0, 0, 0, 0, 0) * ctypes.get_errno() for n in {numbers}])"
    )
    assert inside(code, tmp_path, where)[0] == str([-errno.EPERM] * len(numbers))


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
