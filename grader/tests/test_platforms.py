"""Names as platforms give them: each is the right student's, or the command stops with them."""

import codecs
import io
import json
import re
import zipfile

import pytest
from notebooks import hand_in, notebook

from backprop_grader.names import are_attempts, platforms_student
from backprop_grader.notebook import read_notebook
from backprop_grader.submissions import find

MOODLE = "Jane Doe_4711_assignsubmission_"
BLACKBOARD = "Homework 6_{}_attempt_2026-11-{:02}-23-01-02{}"

# What a platform writes, and whose it is.
EXPORTS = {
    "canvas": {
        "doejane_1234_567890_hw6.ipynb": "doejane_1234",
        "doejane_1234_567899_hw6-1.ipynb": "doejane_1234",
        "roerichard_LATE_1235_567891_hw6.ipynb": "roerichard_1235",
        "poe_1236_text.html": "poe_1236",
        "oe_LATE_1237_link.html": "oe_1237",
    },
    "canvas-anonymous": {
        "anon_Ab1cD_567890_hw6.ipynb": "anon_Ab1cD",
        "anon_xY2zZ_567891_hw6.ipynb": "anon_xY2zZ",
        "LATE_anon_q9Q9q_567892_hw6.ipynb": "anon_q9Q9q",
        "LATE_anon_q9Q9q_567893_hw6-1.ipynb": "anon_q9Q9q",
        "anon_zzzzz_LATE_567894_hw6.ipynb": "anon_zzzzz",
    },
    "canvas-small": {
        "doejane_12_34_hw6.ipynb": "doejane_12",
        "doejane_12_36_hw6-1.ipynb": "doejane_12",
        "roe_LATE_13_35_hw6.ipynb": "roe_13",
        "poe_7_38_hw_6_2026.ipynb": "poe_7",
    },
    "canvas-underscores": {
        "de_la_cruz_maria_1234_567890_hw6.ipynb": "de_la_cruz_maria_1234",
        "group_1_a_1235_567891_hw_6.ipynb": "group_1_a_1235",
        "smith_jr_LATE_1236_567892_hw6.ipynb": "smith_jr_1236",
        "o_neil_12_567893_hw6.ipynb": "o_neil_12",
    },
    "moodle": {
        f"{MOODLE}file_/hw6.ipynb": "Jane Doe_4711",
        f"{MOODLE}onlinetext_/onlinetext.html": "Jane Doe_4711",
        "Zoë Roe_4712_assignsubmission_file/hw6.ipynb": "Zoë Roe_4712",
        "Participant_4713_assignsubmission_file_hw6.ipynb": "Participant_4713",
        "Group A_Max Poe_4714_assignsubmission_file_/hw6.ipynb": "Group A_Max Poe_4714",
    },
    "blackboard": {
        BLACKBOARD.format("jdoe", 20, "_hw6.ipynb"): "jdoe",
        BLACKBOARD.format("jdoe", 20, ".txt"): "jdoe",
        BLACKBOARD.format("jdoe", 21, "_final_version.ipynb"): "jdoe",
        BLACKBOARD.format("roe2", 20, "_hw 6 (1).ipynb"): "roe2",
        BLACKBOARD.format("poe", 20, ".txt"): "poe",
    },
    "gradescope": {
        "assignment_12_export/submission_345/hw6.ipynb": "submission_345",
        "assignment_12_export/submission_346/work/hw6.ipynb": "submission_346",
        "assignment_12_export/submission_metadata.yml": None,
    },
    "github-classroom": {
        "hw6-ann/hw6.ipynb": "hw6-ann",
        "hw6-ann/README.md": "hw6-ann",
        "hw6-bob/hw6.ipynb": "hw6-bob",
    },
    "nbgrader-exchange": {
        "ann+hw6+2026-11-20 10:00:00.123456 UTC+abc/hw6.ipynb": "ann",
        "bob+hw6+2026-11-20 10:00:00.123456 UTC/hw6.ipynb": "bob",
    },
    "nbgrader": {"ann/hw6/hw6.ipynb": "ann", "bob/hw6/hw6.ipynb": "bob"},
    "by hand": {
        "ann.ipynb": "ann",
        "bob/week 6/hw6.ipynb": "bob",
        "cyd.pdf": "cyd",
        "Thumbs.db": None,
        "desktop.ini": None,
        "~$notes.docx": None,
        ".DS_Store": None,
        "submission_metadata.yml": None,
        "index.html": None,
        "roster.csv": None,
        "hw6.points.toml": None,
        "README.md": None,
        "__MACOSX/._ann.ipynb": None,
    },
    "dates": {
        "hw_6_2026_ann.ipynb": "hw_6_2026_ann",
        "hw_6_2027_bob.ipynb": "hw_6_2027_bob",
    },
    "dates and weeks": {
        "week_1_2026_1101_ann.ipynb": "week_1_2026_1101_ann",
        "week_1_2026_1102_bob.ipynb": "week_1_2026_1102_bob",
    },
}


def expected(files):
    found: dict[str, set] = {}
    for path, student in files.items():
        if student:
            found.setdefault(student, set()).add(path.rpartition("/")[2])
    return found


def found(folder):
    return {s.student: {x.path.rpartition("/")[2] for x in s.sources} for s in find(folder)}


def lay_out(folder, files, how, top=""):
    """Write files into a folder, or a zip in it or instead of it; return what to name."""
    if how == "folder":
        for name in files:
            hand_in(folder / "in" / top, name, notebook())
        return folder / "in"
    place = folder / "in" / "export.zip"
    place.parent.mkdir()
    with zipfile.ZipFile(place, "w") as archive:
        for name in files:
            archive.writestr(f"{top}/{name}" if top else name, notebook())
    return place if how == "zip" else place.parent


@pytest.mark.parametrize("how", ["folder", "zip", "zip in a folder"])
@pytest.mark.parametrize("export", EXPORTS)
def test_everybodys_work_is_theirs(tmp_path, export, how):
    files = EXPORTS[export]
    assert found(lay_out(tmp_path, files, how)) == expected(files)


NAMED = [e for e in EXPORTS if not e.startswith(("github", "nbgrader", "by hand", "dates"))]
NAMED.append("nbgrader-exchange")


@pytest.mark.parametrize("how", ["folder", "zip", "zip in a folder"])
@pytest.mark.parametrize("export", NAMED)
@pytest.mark.parametrize("top", ["homework 6", "a/b"])
def test_folders_around_what_a_platform_named_do_no_harm(tmp_path, export, how, top):
    files = EXPORTS[export]
    assert found(lay_out(tmp_path, files, how, top)) == expected(files)


CLASSES = {
    "files": ("ann.ipynb", "bob.ipynb", "cyd.zip"),
    "folders": ("ann/hw6.ipynb", "bob/hw6.ipynb", "cyd/deep/hw6.ipynb"),
    "versions": ("hw6.ipynb", "hw6-2.ipynb"),
}


@pytest.mark.parametrize("how", ["folder", "zip", "zip in a folder"])
@pytest.mark.parametrize("top", ["class", "a/b (c)"])
@pytest.mark.parametrize("kind", CLASSES)
def test_one_folder_around_all_is_not_taken_for_a_student(tmp_path, kind, top, how):
    place = lay_out(tmp_path, CLASSES[kind], how, top)
    with pytest.raises(ValueError, match="one student's or several people's: ") as stopped:
        find(place)
    people = sorted({name.partition("/")[0].partition(".")[0] for name in CLASSES[kind]})
    assert all(name in str(stopped.value) for name in people)
    one, several = re.findall("--pattern '(.*)'", str(stopped.value))
    assert [s.student for s in find(place, several)] == people
    if kind != "files":
        assert [s.student for s in find(place, one)] == [top.partition("/")[0]]


def test_one_persons_folder_is_theirs(tmp_path):
    hand_in(tmp_path, "ann/week6/hw6.ipynb", notebook())
    hand_in(tmp_path, "ann/week6/data.csv", "1")
    hand_in(tmp_path, "ann/index.html", "1")
    hand_in(tmp_path, "Thumbs.db", "1")
    assert list(found(tmp_path)) == ["ann"]


def test_a_folder_with_nothing_but_litter_has_a_row(tmp_path):
    hand_in(tmp_path, "ann/.DS_Store", "1")
    hand_in(tmp_path, "bob.ipynb", notebook())
    ann, _ = find(tmp_path)
    assert (ann.student, ann.read(1)[1]) == ("ann", "The folder is empty.")


def test_what_is_passed_over_is_listed(tmp_path, capsys):
    for name in ("ann.ipynb", "roster.csv", "hw6.points.toml"):
        hand_in(tmp_path, name, notebook())
    assert list(found(tmp_path)) == ["ann"]
    assert "passed over: hw6.points.toml, roster.csv." in capsys.readouterr().err


@pytest.mark.parametrize(
    "names",
    [
        ("HW6_j_doe_attempt_2026-11-20-23-01-02_a.ipynb",
         "HW6_k_doe_attempt_2026-11-20-23-01-02_a.ipynb"),
        ("hw_2026_1015_ann.ipynb", "hw_2026_1015_bob.ipynb"),
        ("doe_12_34_hw.ipynb", "doe_12_35_other.ipynb", "roe_13_36_hw.ipynb"),
    ],
)  # fmt: skip
def test_where_it_cannot_be_told_it_stops_and_names_them(tmp_path, names):
    for name in names:
        hand_in(tmp_path, name, notebook())
    with pytest.raises(ValueError, match="tell them apart with --pattern") as stopped:
        find(tmp_path)
    assert names[0] in str(stopped.value)
    assert names[1] in str(stopped.value)


def test_the_last_attempt_counts(tmp_path):
    for export in ("blackboard", "canvas-small"):
        for name in EXPORTS[export]:
            hand_in(tmp_path / export, name, notebook())
    graded = {s.student: s.source.path for e in ("blackboard", "canvas-small")
              for s in find(tmp_path / e)}  # fmt: skip
    assert graded["jdoe"].endswith("21-23-01-02_final_version.ipynb")
    assert graded["doejane_12"] == "doejane_12_36_hw6-1.ipynb"


def test_a_name_is_a_platforms_only_as_a_whole():
    assert platforms_student("hw_6_2026_ann.ipynb") == ""
    assert platforms_student("submission_1.ipynb") == ""
    assert are_attempts({"doe_101_202_hw", "doe_101_203_x"})


def test_a_notebook_of_any_kind_is_read():
    text = notebook("x = 1", "y = 2")
    old = {
        "nbformat": 3,
        "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "z"]},
                                  {"cell_type": "markdown", "source": "text"}]}],
    }  # fmt: skip
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        assert read_notebook(text.encode(encoding)).cells == ["x = 1", "y = 2"]
    assert read_notebook(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).cells[0] == "x = 1"
    assert read_notebook(json.dumps(old).encode()).cells == ["x = 1\nz"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        ('{"cells": "ü"}'.encode("latin-1"), "not text in UTF-8"),
        (b"{}", "has no list of cells"),
        (b'{"worksheets": 3}', "has no list of cells"),
        (b'{"cells": [' + b"{}," * 2_000_000, "too many parts"),
    ],
)
def test_what_is_none_gets_the_right_reason(data, words):
    with pytest.raises(ValueError, match=words):
        read_notebook(data)


def large(outputs, sources=1) -> bytes:
    """Return a notebook with megabytes of outputs and of code."""
    data = json.loads(notebook("x = 1  " + "#" * sources * 2**20, "y = '\"outputs\": ['"))
    picture = {"data": {"image/png": "A" * outputs * 2**20, "text/plain": ["]", '\\"', "{"]}}
    data["cells"][0]["outputs"] = [{"output_type": "display_data", "metadata": {}} | picture]
    return json.dumps(data).encode()


@pytest.mark.parametrize("zipped", [False, True])
def test_large_outputs_cost_nothing(tmp_path, zipped):
    for name, data in (("ann", large(21)), ("bob", large(1, 21)), ("cyd", large(101))):
        path = tmp_path / f"{name}.ipynb"
        if zipped:
            with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("hw6.ipynb", data)
        else:
            path.write_bytes(data)
    ann, bob, cyd = find(tmp_path)
    data, problem = ann.read(20)
    assert problem == ""
    assert len(data) < 2 * 2**20
    assert read_notebook(data).cells[1] == "y = '\"outputs\": ['"
    for other in (bob, cyd):
        assert other.read(20) == (
            None,
            "The notebook is larger than 20 MB without its outputs, or than 100 MB with them.",
        )


def test_a_zip_of_zips_is_everybodys(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("work/hw6.ipynb", notebook())
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("doe_101_202_hw.zip", "roe_102_203_hw.zip"):
            archive.writestr(f"homework/{name}", buffer.getvalue())
    assert list(found(tmp_path)) == ["doe_101", "roe_102"]
