"""Build what a release consists of into dist/, the same bytes every time: `make release`.

Wheel, sdist, site and PDF are made from the last commit, in a folder of their own, and dated by it
(SOURCE_DATE_EPOCH). Only when all are there do they move to dist/, with their SHA-256 sums.
"""

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pdf
from commands import run
from saving import put

ROOT = Path(__file__).parents[1]
SUMS = "SHA256SUMS"


class NotReady(Exception):
    """The tree cannot be released; the message says why."""


def git(*command: str, root: Path = ROOT) -> bytes:
    """Return what Git answers."""
    done = subprocess.run(["git", *command], cwd=root, capture_output=True)
    if done.returncode:
        raise NotReady(f"git {command[0]} failed: {done.stderr.decode().strip()}")
    return done.stdout


def ready(root: Path = ROOT) -> str:
    """Return the version to release, or raise NotReady."""
    if changed := git("status", "--porcelain", root=root).decode():
        raise NotReady(f"These files are not committed, so no commit has them:\n{changed.rstrip()}")
    version = _found(root / "backprop_lib" / "__init__.py", r'^__version__ = "(.+)"$')
    newest = _found(root / "CHANGELOG.md", r"^## (.+)$")
    cited = [
        _found(root / "CITATION.cff", rf"^{key}: (.+)$") for key in ("version", "date-released")
    ]
    if newest != f"{version} ({cited[1]})" or cited[0] != version:
        raise NotReady(
            f"backprop_lib is at version {version}, CITATION.cff says {cited[0]}, released on "
            f"{cited[1]}, and CHANGELOG.md begins with {newest}. They must be one version and day."
        )
    return version


def _found(path: Path, pattern: str) -> str:
    match = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    if not match:
        raise NotReady(f"{path.name} has no line like {pattern}")
    return match[1]


def python(source: Path, *arguments: str) -> None:
    """Run this environment's Python with these arguments on the exported tree, and none other."""
    environment = os.environ | {"PYTHONPATH": str(source)}
    run(sys.executable, *arguments, otherwise="Nothing was released", cwd=source, env=environment)


def packages(source: Path, into: Path) -> None:
    """Build wheels and sdists; hatchling is reproducible once it has a date."""
    for project in (source, source / "grader"):
        python(project, "-m", "hatchling", "build", "--directory", str(into))


def website(source: Path) -> Path:
    """Build the site from nothing and return its folder."""
    site = source / "_build" / "html"
    book = "from jupyter_book.cli.main import main; main()"
    python(source, "-c", book, "build", "--warningiserror", "--nitpick", "--keep-going", ".")
    python(source, "tools/lite.py", str(site))
    return site


def pack(folder: Path, archive: Path, when: int) -> None:
    """Zip a folder, its files in order and all of one date, so that only content counts."""
    date = datetime.fromtimestamp(when, UTC).timetuple()[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = Path(archive.stem, path.relative_to(folder)).as_posix()
                entry = zipfile.ZipInfo(name, date)
                entry.external_attr = 0o644 << 16
                zipped.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


def sums(folder: Path) -> str:
    """Return the lines that `sha256sum --check` reads."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.name != SUMS
    )


def release() -> None:
    """Build everything in a scratch folder, and put it into dist/ when all went well."""
    version = ready()
    if reason := pdf.missing():
        raise NotReady(f"The PDF is printed by a browser, but {reason}.")
    when = int(git("log", "-1", "--format=%ct"))
    os.environ["SOURCE_DATE_EPOCH"] = str(when)
    (ROOT / "_build").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=ROOT / "_build", prefix="release-") as scratch:
        source, made = Path(scratch, "source"), Path(scratch, "made")
        made.mkdir()
        with tarfile.open(fileobj=BytesIO(git("archive", "HEAD"))) as tree:
            tree.extractall(source, filter="data")
        packages(source, made)
        site = website(source)
        pack(site, made / f"backpropagation-{version}-site.zip", when)
        python(source, "tools/pdf.py", str(site), str(made / f"backpropagation-{version}.pdf"))
        (made / SUMS).write_text(sums(made), encoding="utf-8")
        put(made, ROOT / "dist")
    print((ROOT / "dist" / SUMS).read_text(encoding="utf-8"), end="")
    print(f"Version {version} is in {ROOT / 'dist'}")


if __name__ == "__main__":
    try:
        release()
    except NotReady as problem:
        sys.exit(str(problem))
