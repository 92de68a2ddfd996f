"""A release is the same bytes each time, from a clean commit, or it is not made."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pdf
import pytest
import release

import backprop_lib

ROOT = Path(__file__).parents[1]
DAY = 1_800_000_000


@pytest.fixture
def tree(tmp_path):
    """A small repository that can be released."""
    (tmp_path / "backprop_lib").mkdir()
    (tmp_path / "backprop_lib/__init__.py").write_text('__version__ = "1.2.3"\n')
    (tmp_path / "CITATION.cff").write_text("version: 1.2.3\ndate-released: 2026-11-24\n")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.3 (2026-11-24)\n")
    commit(tmp_path, "init", "-q")
    return tmp_path


def commit(folder, *first):
    me = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    for command in filter(None, (first, ("add", "-A"), (*me, "commit", "-qm", "say why"))):
        subprocess.run(["git", *command], cwd=folder, check=True)


def test_a_clean_tree_is_ready(tree):
    assert release.ready(tree) == "1.2.3"


def test_a_dirty_tree_is_not(tree):
    (tree / "new.py").touch()
    with pytest.raises(release.NotReady, match=r"not committed.*\n.*new\.py"):
        release.ready(tree)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("CHANGELOG.md", "1.2.3 (2026-11-24)", "1.2.3 (unreleased)"),
        ("CHANGELOG.md", "## 1.2.3", "## 1.2.4 (2026-12-01)\n\n## 1.2.3"),
        ("CITATION.cff", "version: 1.2.3", "version: 1.2.2"),
        ("backprop_lib/__init__.py", "1.2.3", "1.3.0"),
    ],
)
def test_versions_and_days_must_agree(tree, name, old, new):
    path = tree / name
    path.write_text(path.read_text().replace(old, new))
    commit(tree)
    with pytest.raises(release.NotReady, match=r"must be one version and day"):
        release.ready(tree)


def test_a_failed_build_leaves_the_last_release_alone(tree, monkeypatch):
    (tree / ".gitignore").write_text("dist/\n_build/\n")
    commit(tree)
    (tree / "dist").mkdir()
    (tree / "dist" / "older").touch()
    monkeypatch.setattr(release, "ROOT", tree)
    monkeypatch.setattr(release, "ready", lambda: "1.2.3")
    monkeypatch.setattr(release, "git", lambda *command: git_in(tree, *command))
    monkeypatch.setattr(release.pdf, "missing", lambda: "")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # so that it is put back afterward
    with pytest.raises(SystemExit, match=r"Nothing was released"):
        release.release()
    assert [path.name for path in (tree / "dist").iterdir()] == ["older"]
    assert not list((tree / "_build").iterdir())


def git_in(tree, *command):
    return subprocess.run(["git", *command], cwd=tree, check=True, capture_output=True).stdout


def test_a_zip_depends_on_contents_only(tmp_path):
    for place, names in (("one", "ab"), ("two", "ba")):
        folder = tmp_path / place
        (folder / "inner").mkdir(parents=True)
        for name in names:  # written in another order, at another time
            (folder / "inner" / name).write_text(name)
            os.utime(folder / "inner" / name, (DAY + len(place), ord(names[0]) * 10**6))
        (tmp_path / f"in-{place}").mkdir()
        release.pack(folder, tmp_path / f"in-{place}" / "site.zip", DAY)
    one, two = (tmp_path / f"in-{place}" / "site.zip" for place in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    listed = subprocess.run([sys.executable, "-m", "zipfile", "-l", one], capture_output=True)
    assert re.findall(r"site/inner/[ab]", listed.stdout.decode()) == [
        "site/inner/a",
        "site/inner/b",
    ]


def test_the_sums_are_those_of_sha256sum(tmp_path):
    (tmp_path / "empty").touch()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert release.sums(tmp_path) == f"{empty}  empty\n"


def test_a_wheel_and_an_sdist_are_the_same_from_another_place_and_time(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY))
    for place in ("one", "two"):
        source = tmp_path / place
        (source / "grader").mkdir(parents=True)
        own = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")
        read = ("_config.yml", "tools/package_metadata.py", "book/_ext/addresses.py")
        (source / "tools").mkdir()
        (source / "book/_ext").mkdir(parents=True)
        for name in (*own, *read, "grader/pyproject.toml", "grader/README.md"):
            (source / name).write_bytes((ROOT / name).read_bytes())  # dated now
        for name in ("backprop_lib", "grader/backprop_grader"):
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(
                ROOT / name, source / name, copy_function=shutil.copyfile, ignore=ignore
            )
        release.packages(source, tmp_path / f"dist-{place}")
    one, two = (release.sums(tmp_path / f"dist-{place}") for place in ("one", "two"))
    assert one == two
    assert len(one.splitlines()) == 4  # of the book and of its grader
    (wheel,) = (tmp_path / "dist-one").glob("backprop_book*.whl")
    folders = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    information = f"backprop_book-{backprop_lib.__version__}.dist-info"
    assert folders == {"backprop_lib", information}  # no prover, no grader: readers download it


def test_a_pdf_keeps_neither_the_time_of_day_nor_chromium_s_own_counts():
    def printed(date, first):
        return (
            b"/CreationDate (D:%s+00'00')\n/ModDate (D:%s+00'00')>>\n" % (date, date)
            + b"/ID (node%08d)\n/ID (node%08d)\n" % (first, first + 4)
            + b"/Headers [(node%08d)]" % first
        )

    one, two = printed(b"20261124172515", 332), printed(b"20271231000000", 1338)
    assert (
        pdf.settle(one, DAY)
        == pdf.settle(two, DAY)
        == printed(b"20270115080000", 1).replace(b"node00000005", b"node00000002")
    )
    assert pdf.settle(one, None).count(b"(D:20261124172515+00'00')") == 2
