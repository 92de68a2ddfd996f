"""Build JupyterLite into the site, so that every chapter runs in the browser: `make book`.

Python itself, Pyodide, is not part of the site: a reader's browser fetches it, at the version
pinned in pyodide-lock.json, when the reader presses the button. `--pyodide FOLDER` takes an
unpacked Pyodide release instead and puts it into the site, which then needs no other host.
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import run
from packaging.utils import parse_wheel_filename
from saving import put

ROOT = Path(__file__).parents[1]
LOCK = Path(__file__).with_name("pyodide-lock.json")
SCRIPTS = ["lite_notice.js", "lite_references.js"]  # what JupyterLite does not do by itself
OURS = re.compile(r'<script defer src="\.\./lite_\w+\.js"[^>]*></script>')
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# `import backprop_lib` fetches these too, since a chapter uses them without an import of its own.
# SymPy comes when a cell imports it.
NEEDS = ["numpy", "matplotlib", "tqdm", "anywidget"]
# Pure Python that Pyodide does not have, taken from PyPI at the versions this environment has.
EXTRAS = {
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "ipywidgets": ["comm", "traitlets", "jupyterlab-widgets"],
    "jupyterlab-widgets": [],
    "psygnal": [],
    "comm": [],
}


def module(*command, cwd: Path = ROOT):
    """Run one of this environment's modules."""
    run(sys.executable, "-m", *command, otherwise="JupyterLite was not built", cwd=cwd)


def wheels(folder: Path, python: str) -> dict[Path, list[str]]:
    """Put the project's wheel and the extra ones into `folder`; map each to what it needs."""
    module("hatchling", "build", "--target", "wheel", "--directory", folder)
    wanted = [f"{name}=={version(name)}" for name in EXTRAS if installed(name)]
    module("pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check",
           "--dest", folder, "--only-binary", ":all:", "--platform", "any",
           "--implementation", "py", "--abi", "none",
           "--python-version", python, *wanted)  # fmt: skip
    needs = {"backprop-book": NEEDS} | EXTRAS
    return {wheel: needs[package(wheel)] for wheel in folder.glob("*.whl")}


def package(wheel: Path) -> str:
    """Read the name of a wheel's package off its file name."""
    return parse_wheel_filename(wheel.name)[0]


def installed(name: str) -> bool:
    """Tell whether this environment has the package; the book may do without some."""
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def entry(wheel: Path, needs: list[str]) -> dict:
    """Describe a pure Python wheel the way Pyodide's lock file does."""
    name, number, *_ = parse_wheel_filename(wheel.name)
    imported = "backprop_lib" if name == "backprop-book" else name.replace("-", "_")
    return {
        "name": name, "version": str(number), "file_name": wheel.name,
        "install_dir": "site", "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package", "imports": [imported], "depends": needs,
        "unvendored_tests": False,
    }  # fmt: skip


def lock(base: dict, address: str, own: dict[Path, list[str]]) -> dict:
    """Return the lock file `base`, its packages at `address`, with our own wheels added."""
    packages = {
        name: package | {"file_name": address + package["file_name"]}
        for name, package in base["packages"].items()
    }
    known = {*packages, *map(package, own)}
    added = [entry(wheel, [n for n in needs if n in known]) for wheel, needs in own.items()]
    return base | {"packages": packages | {package["name"]: package for package in added}}


def kernel_settings(pyodide: str) -> dict:
    """Return what JupyterLite's kernel must know: where Python is, and the list of its packages."""
    options = {"lockFileURL": "./pyodide/pyodide-lock.json"}
    return {"pyodideUrl": f"{pyodide}pyodide.mjs", "loadPyodideOptions": options}


def settings(pyodide: str) -> dict:
    """Return JupyterLite's configuration: where Python is, and where its packages are listed."""
    data = {
        "appName": "Backpropagation, derivative by derivative",
        "exposeAppInBrowser": True,  # the tests run cells through it
        "litePluginSettings": {KERNEL: kernel_settings(pyodide)},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def add_scripts(folder: Path, pyodide: str):
    """Add to every page of JupyterLite what it does not do by itself, instead of any before."""
    tags = ""
    for script in SCRIPTS:
        shutil.copy(Path(__file__).with_name(script), folder)
        tags += f'<script defer src="../{script}" data-python="{pyodide}pyodide.mjs"></script>'
    for page in folder.glob("*/index.html"):
        text = OURS.sub("", page.read_text(encoding="utf-8"))
        page.write_text(text.replace("</head>", f"{tags}</head>", 1), encoding="utf-8")


def copy_chapters(folder: Path):
    """Copy the chapters to where JupyterLite looks for them."""
    for notebook in ROOT.glob("book/*.ipynb"):
        shutil.copy(notebook, folder)


def refresh(lite: Path):
    """Copy the chapters into JupyterLite, once it is built.

    It looks names up in a list made when it was built. If they are others now, its main file goes,
    so that make builds it again.
    """
    if not (lite / "files").is_dir():
        return
    copy_chapters(lite / "files")
    listed = json.loads((lite / "api/contents/all.json").read_text(encoding="utf-8"))["content"]
    if {entry["name"] for entry in listed} != {path.name for path in ROOT.glob("book/*.ipynb")}:
        (lite / "jupyter-lite.json").unlink(missing_ok=True)


def give_python(folder: Path, release: Path):
    """Put an unpacked Pyodide into a built JupyterLite, which then asks no other host."""
    place, listed = folder / "pyodide", folder / "jupyter-lite.json"
    needs = {"backprop-book": NEEDS} | EXTRAS
    own = {wheel: needs[package(wheel)] for wheel in place.glob("*.whl")}
    base = json.loads((release / "pyodide-lock.json").read_text())
    shutil.copytree(release, place, dirs_exist_ok=True)
    (place / "pyodide-lock.json").write_text(json.dumps(lock(base, "", own)))
    known = json.loads(listed.read_text(encoding="utf-8"))
    plugins = known["jupyter-config-data"]["litePluginSettings"]
    plugins[KERNEL] |= kernel_settings("./pyodide/")
    listed.write_text(json.dumps(known, indent=2), encoding="utf-8")
    add_scripts(folder, "./pyodide/")


def build(site: Path, release: Path | None):
    """Build JupyterLite below `site`, replacing what is there only when all went well."""
    base = json.loads((release / "pyodide-lock.json" if release else LOCK).read_text())
    with TemporaryDirectory(dir=site.parent) as scratch:
        place = Path(scratch)
        own = wheels(place / "wheels", base["info"]["python"])
        address = CDN.format(version=base["info"].get("pyodide", ""))
        (place / "jupyter-lite.json").write_text(json.dumps(settings(address)))
        (place / "files").mkdir()
        copy_chapters(place / "files")
        apps = [part for app in ("notebooks", "tree") for part in ("--apps", app)]
        module("jupyterlite_core.app", "build", *apps, "--no-sourcemaps", "--contents", "files",
               "--no-unused-shared-packages", "--lite-dir", place, "--output-dir", "out",
               cwd=place)  # fmt: skip
        add_scripts(place / "out", address)
        folder = place / "out" / "pyodide"
        folder.mkdir(exist_ok=True)
        for wheel in own:
            shutil.copy(wheel, folder)
        (folder / "pyodide-lock.json").write_text(json.dumps(lock(base, address, own)))
        if release:
            give_python(place / "out", release)
        put(place / "out", site / "lite")


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the built site, such as _build/html")
    parser.add_argument("--chapters", action="store_true", help="only copy the chapters again")
    parser.add_argument("--pyodide", type=Path, help="an unpacked Pyodide release")
    arguments = parser.parse_args()
    if arguments.chapters:
        refresh(arguments.site / "lite")
    else:
        build(arguments.site.resolve(), arguments.pyodide and arguments.pyodide.resolve())


if __name__ == "__main__":
    main()
