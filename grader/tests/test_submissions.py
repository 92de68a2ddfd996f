"""Whoever handed something in is found, under the right name."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from notebooks import hand_in, notebook

from backprop_grader.files import DEPTH, read
from backprop_grader.names import natural, student_of
from backprop_grader.submissions import find


def names(folder, pattern=None):
    return [submission.student for submission in find(folder, pattern)]


def zipped(files: dict, method=zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("doejane_1234_567890_hw1.ipynb", "doejane_1234"),
        ("doejane_LATE_1234_567890_hw1-2.ipynb", "doejane_1234"),
        ("Jane Doe_4711_assignsubmission_file_/hw.ipynb", "Jane Doe_4711"),
        ("Jane Doe_4711_assignsubmission_file_hw.ipynb", "Jane Doe_4711"),
        ("jane/week1/hw.ipynb", "jane"),
        ("jane.zip/hw.ipynb", "jane"),
        ("jane.ipynb", "jane"),
        ("../../jane.ipynb", "jane"),
    ],
)
def test_student_of_a_path(path, student):
    assert student_of(path) == student


def test_a_pattern_names_the_student(tmp_path):
    hand_in(tmp_path, "hw6-doe-2026.ipynb", notebook())
    hand_in(tmp_path, "readme.txt", "")
    assert names(tmp_path, r"hw6-(?P<student>\w+)-") == ["doe"]
    assert names(tmp_path, r"hw6-(\w+)-") == ["doe"]


@pytest.mark.parametrize("folder", ["", "section1/"])
def test_several_people_are_never_one_student(tmp_path, folder):
    for name in ("hw_6_2026_ann.ipynb", "hw_6_2026_bob.ipynb"):
        hand_in(tmp_path / "dates", name, notebook())
    assert names(tmp_path / "dates") == ["hw_6_2026_ann", "hw_6_2026_bob"]
    for name in ("hw_2026_1015_ann.ipynb", "hw_2026_1015_bob.ipynb"):
        hand_in(tmp_path / "more-dates", name, notebook())
    with pytest.raises(ValueError, match=r"hw_2026: hw_2026_1015_ann[^ ]*, hw_2026_1015_bob"):
        find(tmp_path / "more-dates")
    for name in ("anne-smith-hw6.ipynb", "bob-smith-hw6.ipynb", "cyd-jones-hw6.ipynb"):
        hand_in(tmp_path / "smiths", f"{folder}{name}", notebook())
    both = f"smith: {folder}anne-smith-hw6.ipynb, {folder}bob-smith-hw6.ipynb"
    with pytest.raises(ValueError, match=f"{both}\n.*tell them apart with --pattern"):
        find(tmp_path / "smiths", r"(?P<student>\w+)-hw6")
    assert len(names(tmp_path / "smiths", r"(?P<student>[^/]+)-hw6")) == 3


def test_several_files_of_one_student_are_no_several_people(tmp_path):
    files = ("ann.ipynb", "ann.zip/hw.ipynb", "ann/hw-2.ipynb", "ann.pdf", "bob-hw6/hw-1.ipynb")
    uploads = (
        "doe_LATE_101_202_hw.ipynb",
        "doe_101_203_hw-1.ipynb",
        "doe_101_203_hw-1.zip/x.ipynb",
    )
    moodle = (
        "Jane Doe_4711_assignsubmission_file_a.ipynb",
        "Jane Doe_4711_assignsubmission_file_b/c",
    )
    for name in (*files, *uploads, *moodle, "bob-hw6/hw-2.ipynb"):
        hand_in(tmp_path, name, notebook())
    assert names(tmp_path) == ["Jane Doe_4711", "ann", "bob-hw6", "doe_101"]
    assert names(tmp_path, "^([a-z]+)") == ["ann", "bob", "doe"]


def test_what_the_pattern_passes_over_is_listed(tmp_path, capsys):
    for name in ("hw6-doe.ipynb", "HW6-roe.ipynb", "hw6 poe.zip", "readme.txt"):
        hand_in(tmp_path, name, notebook())
    assert names(tmp_path, r"^hw6-(\w+)") == ["doe"]
    words = (
        "names nobody in 2 notebooks and zips, which are not graded: HW6-roe.ipynb, hw6 poe.zip."
    )
    assert words in capsys.readouterr().err


def test_where_nobody_handed_in_it_stops(tmp_path):
    with pytest.raises(ValueError, match="SUBMISSIONS has no files"):
        find(tmp_path)
    hand_in(tmp_path, "ann.ipynb", notebook())
    with pytest.raises(ValueError, match=r"must name somebody; \(bob\) finds no student"):
        find(tmp_path, "(bob)")


def test_a_pattern_without_a_group_is_refused(tmp_path):
    with pytest.raises(ValueError, match="must have a group"):
        find(tmp_path, "hw6")


def test_a_broken_pattern_is_explained(tmp_path):
    with pytest.raises(ValueError, match=r"must be a regular expression; got \( \(missing"):
        find(tmp_path, "(")


def test_the_last_version_counts(tmp_path):
    for name in ("doe_101_202_hw.ipynb", "doe_101_209_hw-2.ipynb", "doe_101_213_hw-10.ipynb"):
        hand_in(tmp_path, name, notebook(name))
    (submission,) = find(tmp_path)
    assert submission.source.path == "doe_101_213_hw-10.ipynb"
    assert sorted(["hw-10.ipynb", "hw-2.ipynb", "hw.ipynb"], key=natural)[-1] == "hw-10.ipynb"


def test_the_shallowest_notebook_counts_then_the_last_name(tmp_path):
    for name in ("hw6.ipynb", "hw6-2.ipynb", "zz/hw7.ipynb", "README.md"):
        hand_in(tmp_path, f"ann/{name}", notebook())
    for name in ("doe_101_202_hw.ipynb", "doe_101_203_hw-2/deep/in/hw.ipynb"):
        hand_in(tmp_path, name, notebook())
    assert [s.source.path for s in find(tmp_path)] == [
        "ann/hw6-2.ipynb",
        "doe_101_203_hw-2/deep/in/hw.ipynb",
    ]


def test_suffixes_may_be_in_capitals(tmp_path):
    hand_in(tmp_path, "ann/HW6.IPYNB", notebook())
    hand_in(tmp_path, "ann/notes.txt", "")
    (tmp_path / "bob.ZIP").write_bytes(zipped({"HW6.IPYNB": notebook()}))
    assert [(s.student, s.read(1)[1]) for s in find(tmp_path)] == [("ann", ""), ("bob", "")]


def test_a_notebook_alone_will_do(tmp_path):
    hand_in(tmp_path, "HW6.IPYNB", notebook())
    (submission,) = find(tmp_path / "HW6.IPYNB")
    assert (submission.student, submission.read(1)[1]) == ("HW6", "")


@pytest.mark.parametrize(
    ("name", "words"), [("hw.pdf", "a zip, or a notebook; got"), ("all.zip", "cannot be opened")]
)
def test_a_file_that_holds_no_submissions_is_refused(tmp_path, name, words):
    hand_in(tmp_path, name, "x")
    with pytest.raises(ValueError, match=words):
        find(tmp_path / name)


def test_the_grades_are_not_handed_in(tmp_path):
    hand_in(tmp_path, "ann/hw.ipynb", notebook())
    hand_in(tmp_path, "grades/feedback/ann.html", "")
    hand_in(tmp_path, "grades-2/hw.ipynb", notebook())
    assert [s.student for s in find(tmp_path, skip=tmp_path / "grades")] == ["ann", "grades-2"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "ann.ipynb")
    (submission,) = find(tmp_path)
    assert submission.read(1)[1] == "This is no file."


def test_nested_folders_and_zips(tmp_path):
    hand_in(tmp_path, "ann/a/b/hw.ipynb", notebook("1"))
    (tmp_path / "bob.zip").write_bytes(zipped({"work/hw.ipynb": notebook("2")}))
    inner = zipped({"hw.ipynb": notebook("3")})
    (tmp_path / "cyd_107_208_hw.ZIP").write_bytes(zipped({"more.zip": inner}))
    assert names(tmp_path) == ["ann", "bob", "cyd_107"]
    assert [b"cells" in s.read(1)[0] for s in find(tmp_path)] == [True] * 3


@pytest.mark.parametrize("top", ["", "submissions/"])
@pytest.mark.parametrize("within", ["submissions.zip", "."])
def test_a_zip_that_is_alone_may_hold_everybodys_work(tmp_path, top, within):
    inner = zipped({"hw.ipynb": notebook("3")})
    bulk = {f"{top}cyd_107_208_hw.zip": inner, f"{top}dan_109_210_hw.ipynb": notebook("4")}
    (tmp_path / "submissions.zip").write_bytes(zipped(bulk))
    assert names(tmp_path / within) == ["cyd_107", "dan_109"]
    assert [b"cells" in s.read(1)[0] for s in find(tmp_path)] == [True] * 2


def test_a_students_zip_speaks_for_nobody_else(tmp_path):
    hand_in(tmp_path, "smithbob_103_204_hw6.ipynb", notebook("bob"))
    forged = zipped({"smithbob_103_999_zzz.ipynb": notebook(), "x.ipynb": notebook()})
    (tmp_path / "doejane_101_202_hw6.zip").write_bytes(forged)
    (tmp_path / "ann.zip").write_bytes(
        zipped({"hw6-1.ipynb": notebook(), "hw6-2.ipynb": notebook(), "b.zip": forged})
    )
    hand_in(tmp_path, "cyd/smithbob_103_999_zzz.ipynb", notebook())
    students = {s.student: s.source.path for s in find(tmp_path)}
    assert students == {
        "ann": "ann.zip/hw6-2.ipynb",
        "cyd": "cyd/smithbob_103_999_zzz.ipynb",
        "doejane_101": "doejane_101_202_hw6.zip/x.ipynb",
        "smithbob_103": "smithbob_103_204_hw6.ipynb",
    }
    with pytest.raises(ValueError, match=r"smithbob: cyd/smithbob_103_999_zzz[^ ]*, smithbob_103"):
        find(tmp_path, r"(?P<student>smithbob)")
    (submission,) = find(tmp_path, r"^(?P<student>smithbob)")
    assert submission.source.path == "smithbob_103_204_hw6.ipynb"
    assert names(tmp_path, r"^(?P<student>ann)\.zip/") == ["ann"]


def test_a_students_zip_that_is_alone_is_still_the_students(tmp_path):
    files = {"smithbob_103_999_zzz.ipynb": notebook(), "x.ipynb": notebook()}
    (tmp_path / "doejane_101_202_hw6.zip").write_bytes(zipped(files))
    assert names(tmp_path) == ["doejane_101"]


def test_a_zip_alone_will_do(tmp_path):
    files = {f"{who}_101_202_hw.ipynb": notebook() for who in ("ann", "bob")}
    (tmp_path / "all.zip").write_bytes(zipped(files))
    assert names(tmp_path / "all.zip") == ["ann_101", "bob_101"]


def test_what_is_no_notebook_gets_a_row_and_a_reason(tmp_path):
    hand_in(tmp_path, "ann/essay.pdf", "x")
    (tmp_path / "bob").mkdir()
    (tmp_path / "cyd.zip").write_bytes(b"PK nothing")
    (tmp_path / "dan.zip").write_bytes(zipped({}))
    reasons = {s.student: s.read(1)[1] for s in find(tmp_path)}
    assert "essay.pdf is not a notebook" in reasons["ann"]
    assert reasons["bob"] == "The folder is empty."
    assert "cannot be opened" in reasons["cyd"]
    assert reasons["dan"] == "The zip is empty."


def damaged(data: bytes) -> bytes:
    """Return a zip whose list of entries is whole, and whose first entry is not."""
    return data[:60] + bytes(byte ^ 255 for byte in data[60:120]) + data[120:]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_zip_costs_only_its_own_student(tmp_path, method):
    text = "".join(chr(33 + k * k % 89) for k in range(2000))
    data = damaged(zipped({"hw.ipynb": text}, method))
    hand_in(tmp_path, "ann.ipynb", notebook())
    (tmp_path / "bob.zip").write_bytes(data)
    (tmp_path / "cyd.zip").write_bytes(zipped({"inner.zip": data}))
    inner = damaged(zipped({"in.zip": zipped({"hw.ipynb": text})}, method))
    (tmp_path / "dan.zip").write_bytes(inner)
    reasons = {s.student: s.read(1)[1] for s in find(tmp_path)}
    assert reasons.pop("ann") == ""
    assert "cannot be opened" in reasons["dan"]
    assert all("cannot be" in reason for reason in reasons.values())
    assert set(reasons) == {"bob", "cyd", "dan"}


def test_any_file_name_has_a_place_in_the_order(tmp_path):
    many = "9" * 5000
    files = {f"work/hw{number}.ipynb": notebook() for number in ("6²", "7", "٣", many)}
    (tmp_path / "ann.zip").write_bytes(zipped(files))
    hand_in(tmp_path, "bob.ipynb", notebook())
    submission, _ = find(tmp_path)
    assert submission.source.path == f"ann.zip/work/hw{many}.ipynb"


def test_litter_is_ignored(tmp_path):
    hand_in(tmp_path, "ann/hw.ipynb", notebook())
    hand_in(tmp_path, "ann/.ipynb_checkpoints/hw-checkpoint.ipynb", notebook())
    hand_in(tmp_path, "__MACOSX/._hw.ipynb", "")
    hand_in(tmp_path, ".DS_Store", "")
    (submission,) = find(tmp_path)
    assert [source.path for source in submission.sources] == ["ann/hw.ipynb"]


def test_zips_within_zips_end(tmp_path):
    data = zipped({"hw.ipynb": notebook()})
    for _ in range(6):
        data = zipped({"more.zip": data})
    (tmp_path / "ann.zip").write_bytes(data)
    (submission,) = find(tmp_path)
    assert "too many zips" in submission.read(1)[1]


@pytest.mark.parametrize(("deep", "fine"), [(DEPTH - 1, True), (DEPTH, False)])
def test_so_many_zips_within_zips_are_read(tmp_path, deep, fine):
    data = zipped({"hw.ipynb": notebook()})
    for _ in range(deep):
        data = zipped({"more.zip": data})
    (tmp_path / "ann.zip").write_bytes(data)
    (submission,) = find(tmp_path)
    assert ("too many zips" not in submission.read(1)[1]) == fine
    assert DEPTH == 3


@pytest.mark.parametrize("inside", [False, True])
def test_a_file_may_be_exactly_as_large_as_allowed(tmp_path, inside):
    (tmp_path / "a").write_bytes(zipped({"b": "12345"}) if inside else b"12345")
    chain = (str(tmp_path / "a"), "b")[: 1 + inside]
    assert read(chain, 5) == b"12345"
    assert read(chain, 4) is None


def test_zips_within_a_zip_are_opened_up_to_a_limit(tmp_path):
    inner = {f"{k:03}.zip": zipped({"hw.ipynb": notebook()}) for k in range(102)}
    (tmp_path / "ann.zip").write_bytes(zipped(inner))
    many = {f"{k}.zip": zipped(dict.fromkeys(map(str, range(9000)), "")) for k in range(3)}
    (tmp_path / "bob.zip").write_bytes(zipped(many))
    (tmp_path / "cyd.zip").write_bytes(zipped({"hw.ipynb": notebook()}))
    ann, bob, cyd = find(tmp_path)
    assert [source.path for source in ann.sources if source.problem] == [
        "ann.zip/100.zip",
        "ann.zip/101.zip",
    ]
    assert "No more than 100 zips" in ann.sources[-1].problem
    assert len(bob.sources) == 18_001
    assert bob.sources[-1].problem == "The zip has more than 20000 entries."
    assert cyd.read(1)[1] == ""


def test_a_zip_made_by_windows_is_read(tmp_path):
    files = {"week6\\hw6.ipynb": notebook(), "week6\\": "", "..\\..\\out.ipynb": notebook()}
    (tmp_path / "ann.zip").write_bytes(zipped(files))
    hand_in(tmp_path, "bob.ipynb", notebook())
    submission, _ = find(tmp_path)
    out, inside = submission.sources
    assert "leads out of the zip" in out.problem
    assert inside.path == submission.source.path == "ann.zip/week6/hw6.ipynb"
    assert submission.read(1)[1] == ""


def test_links_are_not_followed(tmp_path):
    (tmp_path / "ann.ipynb").symlink_to("/etc/hostname")
    (submission,) = find(tmp_path)
    assert "links are not followed" in submission.read(1)[1]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist"):
        find(tmp_path / "nothing")


def test_names_that_are_not_utf_8_stay_different(tmp_path):
    for name in (b"J\xf6rg.ipynb", b"J\xe4rg.ipynb"):
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(notebook())
        except OSError:
            pytest.skip("this disk takes no such names")
    assert names(tmp_path) == [r"J\udce4rg", r"J\udcf6rg"]
    for submission in find(tmp_path):
        assert submission.read(1)[1] == ""
        submission.source.path.encode()
