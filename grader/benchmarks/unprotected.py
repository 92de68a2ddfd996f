"""Take each protection of the threat model away, and see whether its tests notice.

python grader/benchmarks/unprotected.py [NAME ...]

Each change is made in a copy of the grader, and the tests named must fail there. Takes minutes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

GRADER = Path(__file__).parents[1]


@dataclass(frozen=True)
class Change:
    """A protection, the text that makes it, what stands there without it, and its tests."""

    protection: str
    file: str
    old: str
    new: str
    tests: str


CHANGES = [
    Change("network", "sandbox.py", '"pid", "net", "uts"', '"pid", "uts"',
           "test_nothing_is_left_for_the_next"),
    Change("processes out of sight", "sandbox.py", '"ipc", "pid",', '"ipc",',
           "test_nothing_is_left_for_the_next"),
    Change("keys out of sight", "filesystem.py", '"/proc/keys", "/proc/key-users", "/dev/zero"',
           '"/dev/zero",', "test_nothing_is_left_for_the_next"),
    Change("files out of sight", "sandbox.py", "str(LIBRARY), str(GRADER))",
           'str(LIBRARY), str(GRADER), "/etc")', "test_no_other_files_are_in_sight"),
    Change("answers out of sight", "sandbox.py", "for c in catalogs(visible)", "for c in ()",
           "test_the_answers_of_another_copy_are_hidden"),
    Change("control groups", "sandbox.py", "groups.new_group(limits.memory)", "None",
           "test_the_control_group_counts_what_no_filter_keeps_out"),
    Change("system calls", "sandbox.py", "if self.bwrap and program() else []", "if False else []",
           "test_what_the_kernel_refuses or test_keys_do_not_cross or "
           "test_no_memory_is_held_outside_the_processes"),
    Change("a look at the memory", "session.py", " or self._holds() > self.limits.memory", "",
           "test_a_submission_that_holds_too_much_is_told"),
    Change("a limit on temporary files", "sandbox.py",
           '["--size", str(megabytes * MB)] if self.sized else []', "[]",
           "test_temporary_files_have_a_limit_together"),
    Change("a limit on time", "session.py", "if left <= 0:", "if False:",
           "test_a_loop_that_does_not_let_go_is_ended"),
    Change("a limit on processes", "child.py", '(resource.RLIMIT_NPROC, start["processes"]),', "",
           "test_processes_are_counted"),
    Change("a limit on output", "child.py", "if self.left < 0:", "if False:",
           "test_output_is_counted"),
    Change("a limit on messages", "wire.py", "+ 12 * TEXT) + 10_000", "+ 12 * TEXT) + 9**8",
           "test_the_longest_message_is_small_in_memory"),
    Change("a user for each", "users.py", "FIRST + ours + next(_turns) % 64", "FIRST",
           "test_each_submission_has_a_user_of_its_own"),
    Change("no orphans", "orphans.py", "                os.kill(pid, signal.SIGKILL)",
           "                pass", "test_orphans_are_ended_and_nobody_else"),
    Change("zips", "archives.py", "        if size > limit:\n", "        if False:\n",
           "test_a_bomb_is_inflated_no_further_than_the_limit"),
    Change("a limit on lists in zips", "archives.py", "if len(data) > DIRECTORY:", "if False:",
           "test_a_list_of_entries_without_end_is_not_read"),
    Change("a limit on a notebook's parts", "notebook.py", "PARTS = 1_000_000", "PARTS = 10**12",
           "test_what_is_none_gets_the_right_reason"),
    Change("formulas", "report.py", 'text[:1] in ("=", "+", "-", "@")', "False",
           "test_names_are_no_formulas_for_a_spreadsheet"),
]  # fmt: skip


def notice(change: Change, folder: Path) -> bool:
    """True when the tests fail without the protection."""
    copy = folder / "grader"
    shutil.copytree(GRADER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    path = copy / "backprop_grader" / change.file
    text = path.read_text(encoding="utf-8")
    if text.count(change.old) != 1:
        raise ValueError(f"{change.file} must have this once: {change.old}")
    path.write_text(text.replace(change.old, change.new), encoding="utf-8")
    names = change.tests.split(" or ")
    files = [
        f
        for f in (copy / "tests").glob("test_*.py")
        if any(f"def {n}(" in f.read_text() for n in names)
    ]
    words = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:nbval"]
    words += ["-c", GRADER.parent / "pyproject.toml", "--rootdir", folder]
    process = subprocess.run(
        [sys.executable, *words, *files, "-k", change.tests],
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if process.returncode > 1:
        raise RuntimeError(process.stdout[-2000:] + process.stderr[-2000:])
    return process.returncode == 1


def main(names):
    """Print one line for each protection; end with status 1 if one is not noticed."""
    unnoticed = 0
    for change in CHANGES:
        if names and change.protection not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            seen = notice(change, Path(folder))
        unnoticed += not seen
        print(f"{'noticed' if seen else 'NOT NOTICED':12} without {change.protection}", flush=True)
    print(f"{unnoticed} not noticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
