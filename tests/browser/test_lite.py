"""JupyterLite: a chapter opens by its button, and its cells give the committed outputs.

Python in the browser (Pyodide) comes from another host, which tests do not ask. Set PYODIDE to an
unpacked Pyodide release and everything runs; without it the cells are NOT run, and that is said.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT, SITE, Quiet

RELEASE = os.environ.get("PYODIDE")
with_pyodide = pytest.mark.skipif(
    not RELEASE,
    reason="PYODIDE is not set: the chapters' cells were NOT run in the browser",
)
READY = "window.jupyterapp?.serviceManager.kernelspecs.specs?.kernelspecs?.python"
START = """async () => {
    const { kernels } = window.jupyterapp.serviceManager;
    window.kernel = await kernels.startNew({ name: "python" });
    await window.kernel.info;
}"""
RUN = """async (code) => {
    const texts = [];
    const future = window.kernel.requestExecute({ code });
    future.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream") texts.push(content.text);
        if (content.data?.["text/plain"]) texts.push(content.data["text/plain"]);
        if (header.msg_type === "error") texts.push(`${content.ename}: ${content.evalue}`);
    };
    await future.done;
    return texts.join("");
}"""


def code_cells(name):
    """Yield the code of each cell of a chapter with the text it printed when it was committed."""
    notebook = json.loads((ROOT / "book" / name).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            outputs = [out.get("text") or out["data"]["text/plain"] for out in cell["outputs"]]
            yield "".join(cell["source"]), "".join("".join(text) for text in outputs)


def test_each_chapter_is_there_and_its_button_opens_it(site, tab):
    page = tab(site + "book/06-sigmoid-derivative.html").page
    page.click("text=Run in your browser")
    page.locator(".jp-Notebook h2", has_text="Step-by-Step").wait_for(timeout=60_000)
    listed = {path.name for path in (SITE / "lite" / "files").glob("*.ipynb")}
    assert listed == {path.name for path in (ROOT / "book").glob("*.ipynb")}


def test_python_and_its_packages_are_pinned():
    lite = SITE / "lite"
    lock = json.loads((lite / "pyodide" / "pyodide-lock.json").read_text())["packages"]
    assert lock["backprop-book"]["imports"] == ["backprop_lib"]
    assert (lite / "pyodide" / lock["backprop-book"]["file_name"]).is_file()
    for name in ("numpy", "matplotlib", "sympy"):
        assert len(lock[name]["sha256"]) == 64


@pytest.fixture(scope="module")
def local_site(tmp_path_factory):
    """Copy the site, put JupyterLite with the local Pyodide into it, and serve it."""
    place = tmp_path_factory.mktemp("lite") / "html"
    shutil.copytree(SITE, place, ignore=shutil.ignore_patterns("lite"))
    command = [sys.executable, str(ROOT / "tools" / "lite.py"), str(place), "--pyodide", RELEASE]
    subprocess.run(command, check=True)
    handler = functools.partial(Quiet, directory=place)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def kernel(local_site, chromium):
    """Open a chapter by its button, start Python, and return a function that runs code."""
    context = chromium.new_context()
    page, asked = context.new_page(), []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(local_site + "book/06-sigmoid-derivative.html")
    page.click("text=Run in your browser")
    page.wait_for_function(READY, timeout=60_000)
    page.evaluate(START)
    run = functools.partial(page.evaluate, RUN)
    run.local = lambda: all(url.startswith((local_site, "blob:", "data:")) for url in asked)
    yield run
    context.close()


@with_pyodide
def test_python_runs_without_asking_another_host(kernel):
    assert kernel("import sympy; z = sympy.Symbol('z'); print(sympy.diff(z**2, z))") == "2*z\n"
    assert kernel.local()


@with_pyodide
@pytest.mark.parametrize("name", sorted(path.name for path in Path(ROOT, "book").glob("*.ipynb")))
def test_a_chapter_gives_its_committed_outputs(name, kernel):
    lock = json.loads(Path(RELEASE, "pyodide-lock.json").read_text())["packages"]
    missing = {"numpy", "matplotlib", "sympy"} - set(lock)
    if missing:
        pytest.skip(f"{RELEASE} has no {', '.join(sorted(missing))}: cells of {name} were NOT run")
    kernel("%reset -f")
    for code, expected in code_cells(name):
        assert kernel(code).strip() == expected.strip(), code
