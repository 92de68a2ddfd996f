"""From a press to the verdict of a check: in the page, in JupyterLite, and Pyodide's start alone.

    make pyodide && make book PYODIDE=_build/pyodide
    python -m benchmarks.live

All three come from one server on this machine, with the same Pyodide and the same wheels, taken in
turn, so their ratios hold where the machine is busy, too. Bytes are counted at the server, which
does not compress. Each has a browser profile of its own; warm is its second visit.
"""

import argparse
import functools
import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from benchmarks.serving import Files, served

WAYS = ("core", "page", "lite")
CHAPTER = "06-sigmoid-derivative"
ANSWER = "def slope_from_activation(a2):\n    return a2 * (1 + a2)"
VERDICT = "One minus the activation"
CODE = f'from backprop_lib.exercises import check\n{ANSWER}\ncheck("6.2", slope_from_activation)'
CORE = """async (place) => {
    const code = `import { loadPyodide } from "${place}pyodide.mjs";
        await loadPyodide({ indexURL: "${place}" });
        postMessage("done");`;
    const blob = new Blob([code], { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(blob), { type: "module" });
    await new Promise((done) => { worker.onmessage = done; });
    worker.terminate();
}"""
READY = "window.jupyterapp?.serviceManager.kernelspecs.specs?.kernelspecs?.python"
LITE = """async (code) => {
    const { sessionContext } = window.jupyterapp.shell.currentWidget;
    await sessionContext.ready;
    const future = sessionContext.session.kernel.requestExecute({ code });
    let text = "";
    future.onIOPub = ({ content }) => { text += content.text ?? ""; };
    await future.done;
    return text;
}"""


class Counting(Files):
    """A file server that counts what it sends."""

    sent = 0

    def copyfile(self, source, outputfile):
        content = source.read()
        Counting.sent += len(content)
        outputfile.write(content)


def page(context, site):
    """Press Check in the page; return the seconds to the first verdict, and to a second one."""
    tab = context.new_page()
    tab.goto(f"{site}book/{CHAPTER}.html")
    check = "[id='cell-exercise-6-2-check']"
    tab.evaluate(
        """async (source) => {
        const book = await openBook();
        const cell = liveCells.find(({ id }) => id === "exercise-6-2-stub");
        book.write(cell.key, { source, mark: cell.mark });
    }""",
        ANSWER,
    )
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        tab.locator(f"{check} [data-act=check]").click()
        tab.wait_for_function(
            "([id, runs, text]) => liveCells.find((cell) => cell.id === id).runs > runs"
            " && document.getElementById(`cell-${id}`).innerText.includes(text)",
            arg=["exercise-6-2-check", len(seconds), VERDICT],
            polling=5,
            timeout=300_000,
        )
        seconds.append(time.perf_counter() - began)
    tab.close()
    return seconds


def lite(context, site):
    """Open the chapter in JupyterLite, start Python, run and check; return the seconds."""
    tab = context.new_page()
    began = time.perf_counter()
    tab.goto(f"{site}lite/notebooks/index.html?path={CHAPTER}.ipynb")
    tab.wait_for_function(READY, timeout=300_000)
    tab.locator(".jp-Notebook h2").first.wait_for(timeout=300_000)
    assert VERDICT in tab.evaluate(LITE, CODE)
    seconds = time.perf_counter() - began
    tab.close()
    return [seconds]


def core(context, site):
    """Start Pyodide alone in a worker; return the seconds."""
    tab = context.new_page()
    tab.goto(f"{site}book/symbols.html")
    began = time.perf_counter()
    tab.evaluate(CORE, f"{site}lite/pyodide/")
    seconds = time.perf_counter() - began
    tab.close()
    return [seconds]


def measure(launch, site, rounds):
    """Return for each way and cache the seconds and megabytes of all rounds, taken in turn."""
    found: dict = {}
    for number in range(rounds):
        for way in (core, page, lite):
            with TemporaryDirectory() as profile, launch(profile) as context:
                for cache in ("cold", "warm"):
                    Counting.sent = 0
                    row = found.setdefault((way.__name__, cache), [])
                    row.append((*way(context, site), Counting.sent / 1e6))
            print(f"round {number + 1} of {rounds}: {way.__name__}", file=sys.stderr)
    return found


def table(found):
    """Yield the medians of all rounds, line by line, and how they stand to the aims."""
    middle = {
        key: [statistics.median(column) for column in zip(*rows, strict=True)]
        for key, rows in found.items()
    }
    yield "way    cache  first verdict   second     MB"
    for (way, cache), (first, *second, size) in middle.items():
        more = f"{second[0]:8.2f} s" if second else " " * 10
        yield f"{way:<6} {cache:<5} {first:13.1f} s {more} {size:6.1f}"
    for cache in ("cold", "warm"):
        alone, (first, second, size), other = (middle[way, cache] for way in WAYS)
        yield (
            f"{cache}: {first / other[0]:.2f} of JupyterLite's time (aim 0.50), "
            f"{size:.1f} MB of its {other[-1]:.1f} (aim half), "
            f"{first - alone[0]:+.1f} s beside Pyodide's core (aim +2.0), "
            f"then {second:.2f} s a check (aim 0.30)"
        )


def main():
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=Path("_build/html"))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not (options.site / "lite/pyodide/pyodide.mjs").exists():
        sys.exit("The site has no Pyodide of its own: make book PYODIDE=_build/pyodide")
    with served(options.site, Counting) as site, sync_playwright() as playwright:
        launch = functools.partial(
            playwright.chromium.launch_persistent_context,
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        found = measure(launch, site, options.rounds)
    print(*table(found), sep="\n")


if __name__ == "__main__":
    main()
