"""Each protection of the threat model, and each sentence on the page for teachers, has its tests.

What the tests of a protection are worth, `benchmarks/unprotected.py` measures: it takes each
protection away, and they must fail.
"""

import re
import runpy
from pathlib import Path

import pytest
from hostile import SANDBOXED, SUBMISSIONS

HERE = Path(__file__).parent
README = (HERE.parent / "README.md").read_text(encoding="utf-8")
PAGE = (HERE.parents[1] / "book" / "teaching.md").read_text(encoding="utf-8")
TESTS = {
    name
    for file in HERE.glob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
}
HOSTILE = {*SUBMISSIONS, *SANDBOXED, "200-MB", "zip-bomb", "zip-of-bombs", "traversal"}

# Every sentence on what students' code can do, and what fails if it is not so: a test, or the
# name of a hostile submission.
SENTENCES = {
    "The judge and the student's code never share a process.": ["patched-judge", "patched-isclose"],
    "The code runs in a sandbox, and all that comes back is numbers and text.": [
        "test_garbage_is_recognized",
        "test_no_forged_outcome_breaks_the_judge",
        "forged-message",
    ],
    "It has no network, sees no other submission, no grades, no home folder and no reference "
    "answers, and can write to nothing but a small temporary folder.": [
        "opens-a-socket",
        "reads-another",
        "reads-the-answers",
        "writes-outside",
        "test_no_other_files_are_in_sight",
        "test_nothing_can_be_written_outside_the_folder",
        "test_temporary_files_have_a_limit_together",
    ],
    "It may use so much time, processes and output and no more.": [
        "infinite-loop",
        "stubborn-loop",
        "fork-bomb",
        "output-flood",
    ],
    "The limit on memory holds for all that a submission causes, in all its processes and "
    "outside of them.": [
        "test_the_control_group_counts_what_no_filter_keeps_out",
        "test_no_memory_is_held_outside_the_processes",
        "test_a_submission_that_holds_too_much_is_told",
    ],
    "On Linux the kernel sees to that, in a control group; where there is none to be had, the "
    "grader looks four times a second, and the other ways to hold memory are closed.": [
        "test_the_control_group_counts_what_no_filter_keeps_out",
        "test_a_submission_that_holds_too_much_is_told",
        "test_what_the_kernel_refuses",
        "test_empty_files_count",
    ],
    "Nothing that one submission leaves behind reaches another.": [
        "test_nothing_is_left_for_the_next",
        "test_keys_do_not_cross",
        "test_each_submission_has_a_user_of_its_own",
        "test_orphans_are_ended_and_nobody_else",
    ],
    "A submission that loops, crashes or exits loses the marks of that exercise.": [
        "infinite-loop",
        "segmentation-fault",
        "os-exit-in-answer",
    ],
    "It keeps the others, and nobody else notices.": [
        "test_the_honest_are_not_harmed",
        "test_the_last_answer_keeps_its_marks",
    ],
    "An import that fails costs what needs it: the rest of its cell still runs.": [
        "test_a_missing_package_costs_what_needs_it",
        "missing-package",
    ],
    "Should one bring down a worker of the grader each time, it gets no marks, which is not zero, "
    "and a note that says so.": [
        "test_the_culprit_is_named_and_all_others_are_graded",
        "test_a_worker_that_dies_each_time_is_no_zero",
    ],
    "Limits have sensible values.": ["test_limits_of_one_submission_are_checked"],
    "`--step` (seconds for a cell or an answer), `--total` (seconds for a student's cells, to "
    "which each exercise adds one step and a little more) and `--memory` (megabytes, at least "
    "256) change them.": ["test_settings_that_cannot_be_are_refused"],
    "What is protected how, and what is not, is the threat model in `grader/README.md`.": [
        "test_each_protection_has_a_test"
    ],
}


def sentences() -> list[str]:
    """Return the sentences of the section on the page."""
    section = PAGE.split("## What students' code can do\n")[1].split("\n## ")[0]
    text = " ".join(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", section).split())
    return re.split(r"(?<=\.) (?=[A-Z`])", text)


def rows() -> list[list[str]]:
    """Return the cells of the table of protections."""
    table = README.split("### What is protected")[1].split("\n### ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def test_each_sentence_has_a_test():
    assert sentences() == list(SENTENCES)


@pytest.mark.parametrize("names", SENTENCES.values(), ids=range(len(SENTENCES)))
def test_the_tests_of_a_sentence_exist(names):
    assert set(names) <= TESTS | HOSTILE


def test_each_protection_has_a_test():
    assert len(rows()) >= 12
    for cells in rows():
        assert len(cells) == 3, cells
        named = re.findall(r"`([\w-]+)`", cells[2])
        assert named, cells
        assert set(named) <= TESTS | HOSTILE, cells


@pytest.mark.parametrize(
    "change",
    runpy.run_path(str(HERE.parent / "benchmarks" / "unprotected.py"))["CHANGES"],
    ids=lambda change: change.protection,
)
def test_the_measure_finds_each_protection_and_its_tests(change):
    text = (HERE.parent / "backprop_grader" / change.file).read_text(encoding="utf-8")
    assert text.count(change.old) == 1
    assert set(change.tests.split(" or ")) <= TESTS
