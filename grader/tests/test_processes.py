"""Whose user a process has, what is left of it, and how much it may use."""

import os
import subprocess

import pytest
from attacking import BARE, FULL, LIMITS, inside, linux
from notebooks import CHOSEN, with_answer, with_right_answers

from backprop_grader import groups, users
from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits

pytestmark = [linux, pytest.mark.thorough]  # it asks the kernel, not Python


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
        assert len(found) == 20  # drawn at random from the few, two were the same now and then
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
    assert process.wait(300) == 3
    BARE.end(process)
    process.stdout.close()
    assert not os.path.exists(f"/proc/{orphan}")
    assert other.poll() is None
    assert lost.wait(300) == 7  # nobody else has reaped it
    other.kill()
    other.wait()


@pytest.mark.parametrize(("ends", "code"), [("os._exit(3)", 3), ("os.kill(os.getpid(), 9)", -9)])
def test_a_process_ends_as_the_students_did(tmp_path, ends, code):
    process = BARE.start(f"import os; {ends}", str(tmp_path), LIMITS)
    assert process.wait(300) == code
    BARE.end(process)


def credits_of(text, **limits):
    """Return the credits and the result of a notebook, with limits that are soon reached."""
    limits = Limits(**{"step": 2} | limits)
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
        "while made < 300:\n    try:\n        if os.fork() == 0: time.sleep(60); os._exit(0)\n"
        "    except OSError: break\n    made += 1\nassert made == 300, made"
    )
    _, result = credits_of(with_right_answers(forks), step=50)
    (note,) = result["notes"]
    assert int(note.split("AssertionError: ")[1].split(".")[0]) < 64


def test_output_is_counted():
    credits, result = credits_of(with_right_answers("while True: print('x' * 10**5)"), step=9)
    assert credits == [1, 1, 1]
    assert "it printed too much and was stopped" in result["notes"][0]
