"""Assignments, nbgrader cells, and the autograder for Gradescope."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from notebooks import RIGHT, hand_in, with_answer
from running import grade_here, rows

from backprop_grader.assignment import assignment, points_beside, solutions_beside, write_assignment
from backprop_grader.cli import main
from backprop_grader.gradescope import SETUP, results, write_autograder
from backprop_grader.journal import settings_of
from backprop_grader.points import Assignment, read_points
from backprop_lib.exercises import EXERCISES

POINTS = {"6.1": 1, "6.2": 1, "8.3": 3}


def sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_it_is_a_valid_notebook_with_its_points_beside_it(tmp_path):
    path = tmp_path / "source" / "hw" / "hw.ipynb"  # nbgrader's folders need not be there
    write_assignment(path, Assignment(POINTS), title="Homework", points_path=points_beside(path))
    nbformat.validate(nbformat.read(path, as_version=4))
    assert read_points(tmp_path / "source" / "hw" / "hw.points.toml") == POINTS


@pytest.mark.parametrize(("nbgrader", "total"), [(False, "0"), (True, "5")])
def test_it_runs_as_handed_out(tmp_path, nbgrader, total):
    write_assignment(
        tmp_path / "hw.ipynb",
        Assignment(POINTS),
        title="Homework",
        nbgrader=nbgrader,
        points_path=tmp_path / "hw.points.toml",
    )
    hand_in(tmp_path / "in", "ann.ipynb", (tmp_path / "hw.ipynb").read_text())
    points = tmp_path / "hw.points.toml"
    grade_here(tmp_path / "in", tmp_path / "out", "--points", points)
    assert rows(tmp_path / "out")["ann"]["total"] == total
    words = "Right" if nbgrader else "Not attempted."
    assert words in (tmp_path / "out/feedback/ann.html").read_text()


def test_every_exercise_can_be_assigned():
    text = sources(assignment(Assignment(dict.fromkeys(EXERCISES, 1)), "All"))
    for exercise in EXERCISES.values():
        assert exercise.stub in text
        assert f'check("{exercise.id}", {exercise.name})' in text


@pytest.mark.parametrize(
    ("worth", "words"),
    [(0.5, "0.5 points"), (1.0, "1 point."), (7, "7 points"), (0, "0 points"), (2.0, "2 points")],
)
def test_the_handout_prints_the_points_of_the_points_file(worth, words):
    for options in ({}, {"nbgrader": True}, {"solved": True}):
        text = sources(assignment(Assignment({"6.2": worth}), "Homework", **options))
        assert any(words in cell for cell in text)
    assert EXERCISES["6.2"].points == 1


def test_points_that_were_edited_come_into_the_handout_and_stay_as_they_are(tmp_path, capsys):
    points = tmp_path / "hw.points.toml"
    points.write_text('book = "https://a.b/c/"\n[points]\n"6.2" = 9  # mine\n')
    command = ["assignment", "--points", str(points), "--out", str(tmp_path / "hw.ipynb")]
    assert main(command) == 0
    handout = (tmp_path / "hw.ipynb").read_text()
    assert "9 points" in handout
    assert "[the book](https://a.b/c/)" in handout
    assert points.read_text().endswith("# mine\n")


def test_solutions_are_a_notebook_of_their_own_that_is_right(tmp_path, capsys):
    command = ["assignment", "--out", str(tmp_path / "hw.ipynb"), "--exercises", *POINTS]
    assert main([*command, "--solutions"]) == 0
    path = solutions_beside(tmp_path / "hw.ipynb")
    assert path.name == "hw.solutions.ipynb"
    solved = nbformat.read(path, as_version=4)
    nbformat.validate(solved)
    names = {}
    code = [cell.source for cell in solved.cells if cell.cell_type == "code"]
    assert len(code) == 1 + len(POINTS)
    for source in code:
        exec(source, names)
    assert capsys.readouterr().out.count("✓ Right") == len(POINTS)
    handout = (tmp_path / "hw.ipynb").read_text()
    assert EXERCISES["6.2"].solution.splitlines()[-1] not in handout
    assert main([*command, "--solutions", "--nbgrader", "--force"]) == 2


def test_nbgrader_cells_raise_until_they_are_right():
    notebook = assignment(Assignment(POINTS), "Homework", nbgrader=True)
    graded = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    assert [c["metadata"]["nbgrader"]["points"] for c in graded] == [1, 1, 3]
    assert all(c["metadata"]["nbgrader"]["schema_version"] == 3 for c in graded)
    names = {}
    code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    exec("".join(code[0]["source"]), names)
    for stub, test in zip(code[1::2], code[2::2], strict=True):
        assert stub["metadata"]["nbgrader"]["solution"]
        released = "".join(stub["source"]).split("### BEGIN SOLUTION")[0]
        exec(released, names)
        with pytest.raises(AssertionError, match="Not attempted"):
            exec("".join(test["source"]), names)
        exec("".join(stub["source"]), names)
        exec("".join(test["source"]), names)


def test_an_assignment_needs_a_notebooks_name(tmp_path):
    with pytest.raises(ValueError, match=r"must end in \.ipynb; got hw\.txt"):
        write_assignment(tmp_path / "hw.txt", Assignment(POINTS), title="x")


def test_what_somebody_edited_is_not_overwritten(tmp_path):
    path, points = tmp_path / "hw.ipynb", tmp_path / "points" / "hw.toml"
    for _ in range(2):  # the same once more is fine
        write_assignment(path, Assignment(POINTS), title="Homework", points_path=points)
    assert not path.with_suffix(".points.toml").exists()
    points.write_text('[points]\n"6.1" = 7\n')
    command = ["assignment", "--out", str(path), "--points-out", str(points)]
    command += ["--exercises", *POINTS, "--title", "New"]
    assert main(command) == 2
    assert read_points(points) == {"6.1": 7}
    assert "Homework" in path.read_text()
    assert main([*command, "--force"]) == 0
    assert read_points(points) == POINTS
    assert "Homework" not in path.read_text()
    with pytest.raises(ValueError, match=r"hw\.ipynb is there already, with other content"):
        write_assignment(path, Assignment(POINTS), title="Homework", points_path=points)


def test_gradescope_calls_what_is_right_passed():
    points = {"6.1": 1 / 3, "6.2": 1, "8.3": 0}
    verdicts = {
        key: {"status": status, "credit": credit, "text": ""}
        for key, status, credit in (("6.1", "right", 1), ("6.2", "wrong", 0.5), ("8.3", "wrong", 0))
    }
    tests = results({"student": "ann", "verdicts": verdicts, "notes": []}, points)["tests"]
    assert [t["status"] for t in tests] == ["passed", "failed", "failed"]


def test_gradescopes_zip_has_what_it_asks_for_and_grades(tmp_path):
    write_autograder(tmp_path / "autograder.zip", POINTS)
    source = tmp_path / "source"
    with zipfile.ZipFile(tmp_path / "autograder.zip") as archive:
        archive.extractall(source)
        assert {"setup.sh", "run_autograder"} <= set(archive.namelist())
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
    hand_in(tmp_path / "submission", "anything.ipynb", with_answer("slope_from_activation = 7"))
    path = tmp_path / "results" / "results.json"
    path.parent.mkdir()
    script = (source / "run_autograder").read_text()
    script = script.replace("/autograder/python/bin/python", sys.executable)
    subprocess.run(
        ["/bin/bash", "-c", script.replace("/autograder", str(tmp_path))],
        env=os.environ | {"PYTHONPATH": str(source)},
        check=True,
    )
    seed = settings_of(path.parent / "grading" / "results.jsonl")["seed"]
    assert f"--seed {seed}\n" in script  # the same inputs however often somebody hands in
    answer = json.loads(path.read_text())
    assert answer["score"] == 4
    assert [t["score"] for t in answer["tests"]] == [1, 0, 3]
    assert [t["max_score"] for t in answer["tests"]] == [1, 1, 3]
    assert "without calling it" in answer["tests"][1]["output"]


TOOLS = {  # a machine whose package manager knows {known}, and whose python3 is too old
    "apt-get": 'for p; do case $p in python3.*-venv) ;; python3.*) [ $p = "{known}" ] && '
    "ln -s $BIN/new $BIN/$p || exit 100;; esac; done",
    "python3": '[ "$1" = -c ] && exit 1; mkdir -p $3/bin; ln -s $BIN/{pip} $3/bin/pip; '
    "ln -s $BIN/uv $3/bin/uv",
    "new": 'echo "$0 $*" >> $BIN/log; mkdir -p $3/bin; ln -sf $BIN/works $3/bin/pip',
    "uv": '[ "$2" = install ] || echo $BIN/new',
    "works": "exit 0",
    "fails": "exit 1",
}


@pytest.mark.parametrize(
    ("known", "pip", "used"),
    [
        ("python3.12", "fails", "/python3.12 -m venv"),
        ("python3.11", "fails", "/python3.11 -m venv"),
        ("nothing", "works", "/new -m venv"),
        ("nothing", "fails", ""),
    ],
)
def test_gradescopes_set_up_finds_a_python_that_is_new_enough(tmp_path, known, pip, used):
    tools = tmp_path / "bin"
    for name, text in TOOLS.items():
        text = text.replace("{known}", known).replace("{pip}", pip)
        hand_in(tools, name, f"#!/bin/bash\nBIN={tools}\n{text}\n")
        (tools / name).chmod(0o755)
    for name in ("mkdir", "ln"):
        (tools / name).symlink_to(shutil.which(name))
    process = subprocess.run(
        ["/bin/bash", "-c", SETUP.replace("/autograder", str(tmp_path))],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    if used:
        assert process.returncode == 0, process.stderr
        assert used in (tools / "log").read_text()
    else:
        assert process.returncode == 1
        assert "needs Python 3.11 or newer: choose the base image" in process.stderr


def test_the_same_zip_every_time(tmp_path):
    write_autograder(tmp_path / "a.zip", POINTS)
    write_autograder(tmp_path / "b.zip", POINTS)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert len(RIGHT) == len(POINTS)


def test_an_autograder_that_is_not_written_whole_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "autograder.zip"
    write_autograder(path, POINTS)
    before = path.read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(zipfile.ZipFile, "writestr", stop)
    with pytest.raises(KeyboardInterrupt):
        write_autograder(path, {"6.2": 1})
    assert path.read_bytes() == before
