"""The tools replace what is there only by what is complete, and say what went wrong."""

import json
import os
import shutil
import sys

import lite
import nbformat
import pytest
import read
from commands import run
from saving import load, put, save

WHEEL = "backprop_book-1.0-py3-none-any.whl"
NOTEBOOK = nbformat.v4.new_notebook()


def test_a_command_that_fails_shows_what_it_said_and_what_comes_of_it():
    code = "import sys; print('half done'); sys.exit('no disk')"
    with pytest.raises(SystemExit, match=r"^half done\nno disk\n\nNothing was built: .* failed\.$"):
        run(sys.executable, "-c", code, otherwise="Nothing was built")
    run(sys.executable, "-c", "", otherwise="Nothing was built")


def test_an_interrupted_save_leaves_the_notebook_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "chapter.ipynb"
    path.write_text("old")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(path, NOTEBOOK)
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [(path.name, "old")]


def test_a_notebook_of_any_editor_is_loaded_with_ids_and_one_kind_of_line(tmp_path):
    path = tmp_path / "chapter.ipynb"
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["# 1 A\r\n", "\r\n", "B"]}
    notebook = {"cells": [cell, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(notebook))
    found = load(path)
    assert {cell.source for cell in found.cells} == {"# 1 A\n\nB"}
    assert len({cell.id for cell in found.cells}) == 2
    nbformat.validate(found)


def test_where_the_port_is_taken_the_site_is_served_at_another(tmp_path):
    with read.server(str(tmp_path), 0) as first:
        taken = first.server_port
        with read.server(str(tmp_path), taken) as second:
            assert second.server_port not in (0, taken)


def test_two_runs_may_save_the_same_notebook(tmp_path, monkeypatch):
    path, written = tmp_path / "chapter.ipynb", set()
    monkeypatch.setattr(os, "replace", lambda part, _: written.add(part))
    for run_id in (1, 2):
        monkeypatch.setattr(os, "getpid", lambda run_id=run_id: run_id)
        save(path, NOTEBOOK)
    assert len(written) == 2


def test_a_folder_takes_the_place_of_another_or_of_nothing(tmp_path):
    for name in ("first", "second"):
        (tmp_path / "made").mkdir()
        (tmp_path / "made" / name).touch()
        put(tmp_path / "made", tmp_path / "place")
        assert [path.name for path in (tmp_path / "place").iterdir()] == [name]


def test_a_folder_that_cannot_be_removed_is_an_error(tmp_path, monkeypatch):
    def stuck(path, ignore_errors=False):
        if not ignore_errors:
            raise PermissionError(path)

    monkeypatch.setattr(shutil, "rmtree", stuck)
    for name in ("made", "place"):
        (tmp_path / name).mkdir()
    with pytest.raises(PermissionError):
        put(tmp_path / "made", tmp_path / "place")
    assert not list((tmp_path / "place").iterdir())


@pytest.fixture
def built(tmp_path, monkeypatch):
    """JupyterLite as it is built for one chapter, in a small book of one chapter."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book/01-one.ipynb").write_text("new")
    monkeypatch.setattr(lite, "ROOT", tmp_path)
    folder = tmp_path / "lite"
    for name, content in {
        "files/01-one.ipynb": "old",
        "api/contents/all.json": json.dumps({"content": [{"name": "01-one.ipynb"}]}),
        "jupyter-lite.json": "{}",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def test_a_changed_chapter_is_copied_into_jupyterlite(built):
    before = (built / "jupyter-lite.json").stat().st_mtime
    lite.refresh(built)
    assert (built / "files/01-one.ipynb").read_text() == "new"
    assert (built / "jupyter-lite.json").stat().st_mtime == before


def test_with_a_new_or_renamed_chapter_make_builds_jupyterlite_again(built):
    chapter = built.parent / "book/01-one.ipynb"
    chapter.rename(chapter.with_name("01-first.ipynb"))
    lite.refresh(built)
    assert not (built / "jupyter-lite.json").exists()  # so make builds it again


@pytest.mark.parametrize("release", [True, False])
def test_jupyterlite_has_python_from_the_folder_it_was_given_or_else_from_the_pinned_host(
    release, tmp_path, monkeypatch
):
    def wheels(folder, _):
        folder.mkdir()
        (folder / WHEEL).touch()
        return {folder / WHEEL: ["numpy"]}

    def built(*_, cwd):
        (cwd / "out/notebooks").mkdir(parents=True)
        (cwd / "out/notebooks/index.html").write_text("<head></head>")
        shutil.copy(cwd / "jupyter-lite.json", cwd / "out")

    monkeypatch.setattr(lite, "wheels", wheels)
    monkeypatch.setattr(lite, "module", built)
    given, site = tmp_path / "release", tmp_path / "site"
    given.mkdir()
    site.mkdir()
    shutil.copy(lite.LOCK, given / "pyodide-lock.json")
    (given / "pyodide.mjs").write_text("Python")
    option = ["--pyodide", str(given)] if release else []
    monkeypatch.setattr(sys, "argv", ["lite.py", str(site), *option])
    lite.main()
    pinned = lite.CDN.format(version=json.loads(lite.LOCK.read_text())["info"]["pyodide"])
    python, packages = ("./pyodide/", "") if release else (pinned, pinned)
    settings = json.loads((site / "lite/jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = settings["litePluginSettings"][lite.KERNEL]
    listed = json.loads((site / "lite/pyodide/pyodide-lock.json").read_text())["packages"]
    assert kernel["pyodideUrl"] == f"{python}pyodide.mjs"
    assert (site / "lite/pyodide/pyodide.mjs").exists() == release
    assert listed["numpy"]["file_name"].startswith(f"{packages}numpy-")
    assert listed["backprop-book"]["file_name"] == WHEEL
    page = (site / "lite/notebooks/index.html").read_text()
    assert page.count(f'data-python="{python}pyodide.mjs"') == page.count("<script") == 2


def test_a_wheel_is_listed_as_pyodide_lists_its_own(tmp_path):
    wheel = tmp_path / "jupyterlab_widgets-3.0.16-py3-none-any.whl"
    wheel.touch()
    entry = lite.lock({"packages": {}}, "", {wheel: ["numpy"]})["packages"]
    listed = entry["jupyterlab-widgets"]
    assert (listed["version"], listed["imports"]) == ("3.0.16", ["jupyterlab_widgets"])
    assert listed["file_name"] == wheel.name
    assert listed["depends"] == []  # numpy is not there
