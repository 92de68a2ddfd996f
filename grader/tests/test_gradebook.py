"""The round trip: a platform's gradebook comes back filled, and nothing else in it changes."""

import datetime
import zipfile
from pathlib import Path

import pytest
from notebooks import hand_in, with_right_answers
from running import without_workers

from backprop_grader import lateness
from backprop_grader.cli import main
from backprop_grader.feedback import feedback_page
from backprop_grader.gradebook import fill
from backprop_grader.parcel import Parcel, name_for
from backprop_grader.people import match, person
from backprop_grader.points import Assignment, read_assignment
from backprop_grader.report import grades_row
from backprop_grader.submissions import find
from backprop_grader.table import read_table

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW5 (901),HW6 (902),Current Score\r\n"
    '"    Points Possible",,,,,10.00,5.00,(read only)\r\n'
    '"Doe, Jane",1234,u1,jdoe,"Monday, ""early""",9.50,,88.1\r\n'
    '"O\'Neil, Zoë",1235,u2,zoe,Monday,,,\r\n'
    '"Doe, Jane",1236,u3,jdoe2,Tuesday,7,2.00,\r\n'
    '"Student, Test",999,,x,Monday,,,\r\n'
)
MOODLE = (
    "\ufeffVorname,Nachname,ID-Nummer,Institution,Abteilung,E-Mail-Adresse,"
    '"Aufgabe: HW5 (Punkte)","Aufgabe: HW6, Teil 1 (Punkte)","Kurs gesamt (Punkte)"\n'
    'Jörg,Müller,,,,"jm@example.edu","8,50",-,"8,50"\n'
    "Ana,García,,,,ana@example.edu,-,-,-\n"
)
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,"
    '"Last modified (grade)","Feedback comments"\n'
    'Participant 4711,"Jane Doe",jane@example.edu,"Submitted for grading",,5.00,-,"a\nb"\n'
    'Participant 4712,"Jane Doe",jane2@example.edu,"Submitted for grading",,5.00,-,\n'
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Availability"\t'
    '"HW6 [Total Pts: 5 Score] |77"\r\n"Müller"\t"Jörg"\t"jm1"\t"4"\t"Yes"\t""\r\n'
)


def filled(tmp_path, text, totals, column=None, own_id="", encoding="utf-8"):
    path = tmp_path / "book.csv"
    path.write_bytes(text.encode(encoding))
    return fill(path, totals, 5, column, own_id)


def test_canvas_is_filled_and_the_rest_stays_byte_for_byte(tmp_path):
    totals = {"doejane_1234": 4.5, "doejane_1236": 3, "oneilzo_1235": 0, "ghost_77": 1}
    result = filled(tmp_path, CANVAS, totals, "HW6")
    expected = CANVAS.replace('early""",9.50,,88.1', 'early""",9.50,4.5,88.1')
    expected = expected.replace("zoe,Monday,,,", "zoe,Monday,,0,").replace("7,2.00,", "7,3,")
    assert result.data == expected.encode()
    assert (result.rows, result.column) == (3, "HW6 (902)")
    told = " ".join(result.messages)
    assert "Another number was there before: Doe, Jane (2.00 to 3)." in told
    assert "no grade for them: Student, Test." in told
    assert "not in the gradebook: ghost_77." in told


def test_the_same_points_written_otherwise_are_not_touched(tmp_path):
    again = CANVAS.replace("7,2.00,", "7,3.00,")
    assert filled(tmp_path, again, {"doejane_1236": 3}, "HW6 (902)").data == again.encode()


def test_moodles_gradebook_matches_by_name_and_keeps_the_decimal_comma(tmp_path):
    totals = {"Jörg Müller_4711": 4.5, "Ana Garci\u0301a_4712": 5}
    result = filled(tmp_path, MOODLE, totals, "HW6, Teil 1")
    expected = MOODLE.replace('"8,50",-,', '"8,50","4,5",').replace("edu,-,-,", "edu,-,5,")
    assert result.data == expected.encode()
    assert result.messages == []


def test_moodles_worksheet_tells_two_of_the_same_name_apart(tmp_path):
    result = filled(tmp_path, WORKSHEET, {"Jane Doe_4712": 2, "Jane Doe_4711": 1})
    lines = WORKSHEET.replace('grading",,5.00,-,"a', 'grading",1,5.00,-,"a')
    lines = lines.replace('grading",,5.00,-,\n', 'grading",2,5.00,-,\n')
    assert result.data == lines.encode()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_blackboard_is_read_and_written_in_its_own_encoding(tmp_path, encoding):
    result = filled(tmp_path, BLACKBOARD, {"jm1": 5}, encoding=encoding)
    assert result.data == BLACKBOARD.replace('""', '"5"').encode(encoding)


def test_who_could_be_several_is_left_out_and_named(tmp_path):
    text = "First name,Last name,Grade\nJane,Doe,\nJane,Doe,\nBob,Ray,\n"
    result = filled(tmp_path, text, {"Jane Doe_1": 5, "Bob Ray_2": 3})
    assert result.data == text.replace("Ray,", "Ray,3").encode()
    assert "could be several people in the gradebook, and were left out: Jane Doe_1." in (
        " ".join(result.messages)
    )
    one = "First name,Last name,Grade\nJane,Doe,\n"
    result = filled(tmp_path, one, {"Jane Doe_1": 5, "Jane Doe_2": 3})
    assert result.data == one.encode()


def test_a_number_that_differs_is_another_person_even_with_the_same_name():
    row = person(1, {"Student": "Doe, Jane", "ID": "1234"})
    assert match(["doejane_9999"], [row]).unknown == ["doejane_9999"]
    assert match(["doejane_1234"], [row]).found == {"doejane_1234": row}


@pytest.mark.parametrize(
    ("totals", "messages"),
    [({}, ["In the gradebook, but no grade for them: Jane Doe; Jane Doe."])],
)
def test_an_empty_cohort_fills_nothing(tmp_path, totals, messages):
    result = filled(tmp_path, WORKSHEET, totals)
    assert result.data == WORKSHEET.encode()
    assert result.messages == messages


def test_other_headings_are_named(tmp_path):
    text = "Kürzel;Punkte HW6\njm;\n"
    assert filled(tmp_path, text, {"jm": 2.5}, "Punkte HW6", "kürzel").data == (
        "Kürzel;Punkte HW6\njm;2.5\n".encode()
    )


@pytest.mark.parametrize(
    ("text", "column", "own_id", "words"),
    [
        (CANVAS, None, "", r"--column must be one .*HW5 \(901\), HW6 \(902\); several fit"),
        (CANVAS, "HW7", "", "got HW7"),
        ("a,b\n1,2\n", "b", "", "nobody in it, .*--id"),
        ("a,b\n1,2\n", "b", "c", "--id must be one of a, b; got c"),
        ("hello\n", None, "", "is not a table"),
        ('Student,Grade\n"Doe,\n', None, "", "line 2 has a quote that does not end"),
    ],
)
def test_what_is_no_gradebook_is_explained(tmp_path, text, column, own_id, words):
    with pytest.raises(ValueError, match=words):
        filled(tmp_path, text, {"ann": 1}, column, own_id)


def test_points_that_differ_are_said(tmp_path):
    result = filled(tmp_path, CANVAS.replace("10.00,5.00", "10.00,20"), {}, "HW6")
    assert "HW6 (902) is out of 20 there, and of 5 here" in " ".join(result.messages)
    assert "out of" not in " ".join(filled(tmp_path, CANVAS, {}, "HW6").messages)
    one = "".join(WORKSHEET.splitlines(keepends=True)[:3]).replace("5.00", "20.00")
    assert "is out of 20 there, and of 5 here" in " ".join(filled(tmp_path, one, {}).messages)


@pytest.mark.parametrize("text", [CANVAS, MOODLE, WORKSHEET, BLACKBOARD, "a,b\r\n1,", "a,b\n,\n\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_table_that_is_only_read_comes_back_the_same(tmp_path, text, encoding):
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    assert read_table(path).encoded() == text.encode(encoding)


def test_from_canvass_zip_to_its_gradebook_and_back(tmp_path, monkeypatch, capsys):
    without_workers(monkeypatch)
    names = ("doejane_1234_5671_hw6.ipynb", "oneilzo_LATE_1235_5672_hw6-1.ipynb")
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        for name in names:
            archive.writestr(name, with_right_answers())
    (tmp_path / "export.csv").write_bytes(CANVAS.encode())
    (tmp_path / "p.toml").write_text('[points]\n"6.1" = 1\n"6.2" = 1\n"8.3" = 3\n')
    command = ["grade", str(tmp_path / "submissions.zip"), "--out", str(tmp_path / "out")]
    command += ["--points", str(tmp_path / "p.toml"), "--quiet", "--reduced-isolation"]
    command += ["--gradebook", str(tmp_path / "export.csv"), "--column", "HW6"]
    assert main(command) == 0
    assert "export.csv: 2 rows of HW6 (902) filled." in capsys.readouterr().err
    assert b'early""",9.50,5,88.1' in (tmp_path / "out" / "export.csv").read_bytes()
    assert (tmp_path / "export.csv").read_bytes() == CANVAS.encode()
    with zipfile.ZipFile(tmp_path / "out" / "feedback.zip") as archive:
        assert archive.namelist() == [
            "doejane_1234_5671_feedback.html",
            "oneilzo_LATE_1235_5672_feedback.html",
        ]
    table = (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    assert table[0].endswith(",out of,late,note")
    assert table[2].endswith(",5,5,late,")
    page = (tmp_path / "out" / "feedback" / "oneilzo_1235.html").read_text(encoding="utf-8")
    assert "Handed in late." in page
    command[command.index(str(tmp_path / "export.csv"))] = str(tmp_path / "out" / "export.csv")
    assert main(command) == 2
    assert "--gradebook must lie outside --out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("doejane_1234_5678_hw6.ipynb", "doejane_1234_5678_feedback.html"),
        ("all/doejane_LATE_1234_5678_hw6.ipynb", "doejane_LATE_1234_5678_feedback.html"),
        (
            "Zoë O'Neil_4711_assignsubmission_file_/a/hw6.ipynb",
            "Zoë O'Neil_4711_assignsubmission_file_/feedback.html",
        ),
        (
            "Zoë O'Neil_4711_assignsubmission_file/hw6.ipynb",
            "Zoë O'Neil_4711_assignsubmission_file/feedback.html",
        ),
        (
            "Zoë_4711_assignsubmission_file_hw6.ipynb",
            "Zoë_4711_assignsubmission_file_/feedback.html",
        ),
        ("ann/hw6.ipynb", "ann.html"),
        ("ann_7_8_hw6.ipynb", "ann.html"),
        ("doe_jane_LATE_7_8_hw6.ipynb", "doe_jane_LATE_7_8_feedback.html"),
    ],
)
def test_pages_get_the_names_that_the_platform_wants_back(source, name):
    assert name_for({"student": "ann", "source": source}) == name


def test_canvas_with_short_numbers_gets_them_back():
    result = {"student": "van_dam_jan_7", "source": "van_dam_jan_7_8_hw_6.ipynb"}
    assert name_for(result) == "van_dam_jan_7_8_feedback.html"


@pytest.mark.parametrize(
    ("name", "late"),
    [
        ("doejane_LATE_1234_5678_hw.ipynb", True),
        ("doe_jane_late_12_34_hw.ipynb", True),
        ("anon_x1_LATE_5678_hw.ipynb", True),
        ("doejane_1234_5678_hw_late_2.ipynb", False),
        ("late.ipynb", False),
    ],
)
def test_late_is_what_canvas_calls_late(tmp_path, name, late):
    hand_in(tmp_path, name, "{}")
    (one,) = find(tmp_path)
    assert lateness.handed_in(one).get("late", False) == late


def test_a_parcel_that_fails_leaves_the_old_one(tmp_path):
    path = tmp_path / "feedback.zip"
    path.write_bytes(b"old")
    with pytest.raises(KeyError), Parcel(path) as parcel:
        parcel.add({}, "page")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


DEADLINE = datetime.datetime(2026, 11, 20, 23, 59)


@pytest.mark.parametrize(
    ("facts", "deadline", "late"),
    [
        ({}, DEADLINE, ""),
        ({"late": True}, None, "late"),
        ({"handed_in": "2026-11-20T23:59:00"}, DEADLINE, ""),
        ({"handed_in": "2026-11-18T10:00:00", "late": True}, DEADLINE, ""),
        ({"handed_in": "2026-11-21T00:10:00"}, DEADLINE, "11 min"),
        ({"handed_in": "2026-11-22T03:59:00"}, DEADLINE, "1 d 4 h"),
        ({"handed_in": "2026-11-22T03:59:00"}, None, ""),
    ],
)
def test_lateness_is_what_the_platform_says(facts, deadline, late):
    assert lateness.lateness(facts, deadline) == late


def test_lateness_is_a_column_and_on_the_page():
    result = {"student": "ann", "source": "a", "verdicts": {}, "notes": [], "late": True}
    result["handed_in"] = "2026-11-22T03:59:00"
    assignment = Assignment({}, deadline=DEADLINE)
    assert grades_row(result, assignment)[-2] == "1 d 4 h"
    assert "Handed in late: 1 d 4 h." in feedback_page(result, assignment)


def test_times_are_read_off_names_and_nbgraders_file(tmp_path):
    blackboard = "HW6_jm1_attempt_2026-11-20-23-05-09_hw6.ipynb"
    hand_in(tmp_path / "a", blackboard, "{}")
    (one,) = find(tmp_path / "a")
    assert lateness.handed_in(one) == {"handed_in": "2026-11-20T23:05:09"}
    hand_in(tmp_path / "b", "ann/hw6.ipynb", "{}")
    hand_in(tmp_path / "b", "ann/timestamp.txt", "2026-11-20 23:05:09.123 UTC")
    (one,) = find(tmp_path / "b")
    moment = datetime.datetime.fromisoformat("2026-11-20T23:05:09+00:00").astimezone()
    assert lateness.handed_in(one) == {"handed_in": moment.replace(tzinfo=None).isoformat()}
    hand_in(tmp_path / "b", "ann/timestamp.txt", "2026-99-20 23:05:09")
    assert lateness.handed_in(find(tmp_path / "b")[0]) == {}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("deadline = 2026-11-20T23:59:00", DEADLINE),
        ("deadline = 2026-11-20", datetime.datetime.combine(DEADLINE, datetime.time.max)),
        ("", None),
    ],
)
def test_the_deadline_stands_in_the_points_file(tmp_path, text, moment):
    path = tmp_path / "p.toml"
    path.write_text(f'{text}\n[points]\n"6.1" = 1\n')
    assert read_assignment(path).deadline == moment


def test_a_wrong_deadline_or_key_is_explained(tmp_path):
    path = Path(tmp_path / "p.toml")
    path.write_text('deadline = "Friday"\n[points]\n"6.1" = 1\n')
    with pytest.raises(ValueError, match=r"a deadline without quotes, .*got 'Friday'"):
        read_assignment(path)
    path.write_text('dedline = 1\n[points]\n"6.1" = 1\n')
    with pytest.raises(ValueError, match=r"may have .*deadline.*; got dedline"):
        read_assignment(path)
