"""results.jsonl: what is torn, damaged or of another grading; and files that are written whole."""

import contextlib
import os

import pytest

from backprop_grader.journal import InUse, Journal, OtherGrading, settings_of
from backprop_grader.writing import write_whole


def test_a_torn_line_is_graded_again(tmp_path):
    path = tmp_path / "results.jsonl"
    journal = Journal(path, {"seed": 1})
    journal.add({"student": "ann", "source": "a", "digest": "1"})
    journal.close()
    with open(path, "ab") as file:
        file.write(b'{"student": "bob", "x"')
    journal = Journal(path, {"seed": 1})
    assert journal.has("ann", "a", "1")
    assert not journal.has("bob", "b", "2")
    journal.add({"student": "bob", "source": "b", "digest": "2"})
    journal.add({"student": "ann", "source": "a", "digest": "3"})
    journal.close()
    again = Journal(path, {"seed": 1})
    again.close()
    assert [r["digest"] for r in again.results()] == ["3", "2"]


def test_a_result_is_on_the_disk_before_the_next_is_graded(tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr("os.fsync", lambda number: kept.append(os.fstat(number).st_size))
    path = tmp_path / "results.jsonl"
    with contextlib.closing(Journal(path, {"seed": 1})) as journal:
        journal.add({"student": "ann", "source": "a", "digest": "1"})
        assert kept[-1] == path.stat().st_size


def test_other_settings_need_another_folder(tmp_path):
    Journal(tmp_path / "results.jsonl", {"seed": 1}).close()
    with pytest.raises(OtherGrading, match="another seed and other limits"):
        Journal(tmp_path / "results.jsonl", {"seed": 2, "limits": {"step": 1}})


@pytest.mark.parametrize(
    ("text", "line"),
    [("[]", 1), ("garbage", 1), ('{"settings": 5}', 1), ('{"settings": {}}\n{"student": "a"}', 2)],
)
def test_a_damaged_journal_is_named(tmp_path, text, line):
    path = tmp_path / "results.jsonl"
    path.write_text(f"{text}\n")
    with pytest.raises(ValueError, match=f"results.jsonl line {line} is no result of this grader"):
        Journal(path, {})
    assert settings_of(path) == {}
    assert path.read_text() == f"{text}\n"


def test_a_journal_is_written_by_one_run_at_a_time(tmp_path):
    path = tmp_path / "results.jsonl"
    first = Journal(path, {"seed": 1})
    with pytest.raises(InUse, match="Another run is writing into"):
        Journal(path, {"seed": 1})
    first.close()
    Journal(path, {"seed": 1}).close()


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "page.html", "\ud800")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_says_the_same_is_left_alone(tmp_path):
    path = tmp_path / "page.html"
    for text, kept in (("a", False), ("a", True), ("b", False)):
        before = path.stat().st_ino if path.exists() else None
        write_whole(path, text)
        assert (path.stat().st_ino == before) == kept
        assert path.read_text() == text
