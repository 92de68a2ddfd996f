"""JupyterLite: a chapter opens by its button, and its cells give the committed outputs.

Python in the browser (Pyodide) comes from another host, which tests do not ask. `make pyodide` puts
one beside the site, and everything runs; without it the cells are NOT run, and that is said.
"""

import functools
import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from built_site import RELEASE, ROOT, SITE, served, with_python
from playwright.sync_api import expect

with_pyodide = pytest.mark.skipif(
    not RELEASE.is_dir(),
    reason="the chapters' cells were NOT run in the browser: `make pyodide` brings what it takes",
)
CHAPTERS = sorted(path.name for path in Path(ROOT, "book").glob("*.ipynb"))
READY = "window.jupyterapp?.serviceManager.kernelspecs.specs?.kernelspecs?.python"
TAKE = """() => {
    window.kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
}"""
RUN = """async (code) => {
    const texts = [], kinds = new Set();
    const future = window.kernel.requestExecute({ code });
    future.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream") texts.push(content.text);
        if (content.data?.["text/plain"]) texts.push(content.data["text/plain"]);
        if (header.msg_type === "error") texts.push(`${content.ename}: ${content.evalue}`);
        for (const kind in content.data ?? {}) kinds.add(kind);
    };
    await future.done;
    return [texts.join("").trim(), [...kinds]];
}"""

# What %reset does to a reader's names, without its collections of garbage: over a second each.
FORGET = """[globals().pop(name) for name in list(globals())
    if name[0] != "_" and name not in get_ipython().user_ns_hidden];"""
REFERENCES = {
    "(29)": "07-weighted-sum-derivative.html#equation-eq-29",
    "(V9)": "06-sigmoid-derivative.html#equation-vec-9",
}
SHOW = """(code) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = [...content.model.cells];
    content.scrollToItem(cells.findIndex((cell) => cell.sharedModel.source.trim() === code));
}"""
CHECK_ALL = """
from backprop_lib.exercises import check

for exercise in EXERCISES.values():
    for answer in ALL[exercise.id].values():
        check(exercise.id, answer)
    for mistake in exercise.misconceptions:
        wrong = mistake.answer
        if exercise.kind == PROOF:
            try:
                wrong = wrong(*map(sp.Symbol, exercise.symbols))
            except TypeError:  # NumPy's logarithm takes no symbol
                continue
        check(exercise.id, wrong)
"""


def code_cells(name):
    """Yield each cell's code, the text it printed when committed, and if it drew a figure."""
    notebook = json.loads((ROOT / "book" / name).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            outputs = [out.get("text") or out["data"]["text/plain"] for out in cell["outputs"]]
            drawn = any("image/svg+xml" in out.get("data", {}) for out in cell["outputs"])
            yield "".join(cell["source"]), "".join(map("".join, outputs)).strip(), drawn


def test_who_gets_no_python_is_told_what_to_do(site, tab):
    page = tab("about:blank").page
    page.route("**/pyodide.mjs", lambda route: route.abort())
    page.goto(site + "lite/notebooks/index.html?path=06-sigmoid-derivative.ipynb")
    notice = page.get_by_role("alert").filter(has_text="Python did not load")
    expect(notice).to_contain_text("download the notebook", timeout=180_000)


def test_the_button_opens_a_chapter_whose_references_lead_to_the_equations_in_the_book(site, tab):
    assert sorted(path.name for path in (SITE / "lite" / "files").glob("*.ipynb")) == CHAPTERS
    page = tab(site + "book/07-weighted-sum-derivative.html").page
    page.click("text=Open in JupyterLite")
    page.locator(".jp-Notebook h1", has_text="Derivative 3").wait_for(timeout=180_000)
    for number, place in REFERENCES.items():
        reference = page.locator(".jp-Notebook").get_by_role("link", name=number, exact=True).first
        with page.expect_popup(timeout=180_000) as book:
            reference.click(timeout=180_000)
        book.value.wait_for_url(f"{site}book/{place}")
        book.value.close()  # the next one would come in this tab, not in a new one


def test_python_and_its_packages_are_pinned():
    lite = SITE / "lite"
    lock = json.loads((lite / "pyodide" / "pyodide-lock.json").read_text())["packages"]
    assert lock["backprop-book"]["imports"] == ["backprop_lib"]
    assert (lite / "pyodide" / lock["backprop-book"]["file_name"]).is_file()
    for name in ("numpy", "matplotlib", "sympy"):
        assert len(lock[name]["sha256"]) == 64


@pytest.fixture(scope="module")
def local_site(tmp_path_factory):
    """Serve the site with the local Pyodide in its JupyterLite."""
    with served(with_python(tmp_path_factory.mktemp("lite") / "html")) as address:
        yield address


@pytest.fixture(scope="module")
def notebook(local_site, browser):
    """Open a chapter by its button and wait until Python is ready."""
    context = browser.new_context()
    page, asked = context.new_page(), []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(local_site + "book/06-sigmoid-derivative.html")
    page.click("text=Open in JupyterLite")
    page.wait_for_function(READY, timeout=180_000)
    yield page
    context.close()
    others = [url for url in asked if not url.startswith((local_site, "blob:", "data:"))]
    assert not others


@pytest.fixture(scope="module")
def chapter(notebook):
    """Run all cells of the open chapter, as a reader would."""
    notebook.locator(".jp-Notebook h2").first.wait_for(timeout=180_000)
    notebook.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.ready")
    notebook.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    notebook.evaluate(TAKE)
    return notebook


@pytest.fixture(scope="module")
def kernel(chapter):
    """Return a function that runs code in the open chapter's Python: one start serves all tests."""
    return functools.partial(chapter.evaluate, RUN)


@with_pyodide
def test_its_figures_are_drawn(chapter):
    chapter.evaluate(SHOW, "figures.sigmoid_and_slope(at=z2)")
    chapter.locator('[data-mime-type="image/svg+xml"] img, .jp-RenderedSVG svg').first.wait_for(
        timeout=180_000  # Python starts, and with it NumPy and Matplotlib
    )


@with_pyodide
def test_its_explorer_answers(chapter, kernel):
    chapter.evaluate(SHOW, "explorers.sigmoid_slope()")
    slider = chapter.locator("input[type=range]")
    slider.wait_for(timeout=180_000)
    before = chapter.locator(".bp-readout").inner_text()
    slider.focus()
    for _ in range(5):
        chapter.keyboard.press("ArrowRight")
    chapter.wait_for_function(
        "before => document.querySelector('.bp-readout').innerText !== before", arg=before
    )
    code = "print(next(value.z2 for value in Out.values() if hasattr(value, 'z2')))"
    for _ in range(100):  # the trait travels beside the code, and may come after it
        arrived = float(kernel(code)[0])
        shown = float(chapter.locator(".bp-row input").last.input_value().replace("−", "-"))
        if arrived == pytest.approx(shown, abs=0.01):
            break
        time.sleep(0.5)
    assert arrived == pytest.approx(shown, abs=0.01)


@with_pyodide
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_gives_its_committed_outputs(name, kernel):
    kernel(FORGET)
    for code, expected, drawn in code_cells(name):
        text, kinds = kernel(code)
        assert (text, "image/svg+xml" in kinds) == (expected, drawn), code


@with_pyodide
def test_check_says_the_same_as_outside_the_browser(kernel):
    answers = (ROOT / "tests" / "exercises" / "right_answers.py").read_text(encoding="utf-8")
    code = answers + CHECK_ALL
    here = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert here.stdout.count("✓ Right") > 80
    assert kernel(code)[0] == here.stdout.strip()


@with_pyodide
def test_the_door_says_how_much_the_first_start_loads(site, tab):
    """The packages are compressed already; a host compresses the rest."""
    files = [path for path in RELEASE.iterdir() if path.suffix in (".whl", ".zip")]
    core = [RELEASE / "pyodide.asm.wasm", RELEASE / "pyodide.asm.mjs"]
    size = sum(path.stat().st_size for path in files)
    size += sum(len(gzip.compress(path.read_bytes())) for path in core)
    title = tab(site + "book/06-sigmoid-derivative.html").page.get_attribute(".lite", "title")
    assert f"{round(size / 1e7)}0 MB" in title
