"""From a press to the verdict of a check: in the page, in JupyterLite, and Pyodide's start alone.

    make pyodide && make book PYODIDE=_build/pyodide
    python -m benchmarks.live

All three come from one server on this machine, with the same Pyodide and the same wheels, taken in
turn, so their ratios hold where the machine is busy, too. Bytes are counted at the server, which
does not compress. Warm is a second visit with the browser's cache filled by the first.
"""

import argparse
import functools
import http.server
import os
import shutil
import statistics
import sys
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

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


class Counting(http.server.SimpleHTTPRequestHandler):
    """A file server that counts what it sends."""

    sent = 0
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_):
        pass

    def copyfile(self, source, outputfile):
        content = source.read()
        Counting.sent += len(content)
        outputfile.write(content)


def page(context, site):
    """Press Check in the page; return the seconds to the first verdict, and to a second one."""
    tab = context.new_page()
    tab.goto(f"{site}book/{CHAPTER}.html")
    check = "[id='cell-exercise-6-2-check']"
    tab.evaluate("""async (source) => {
        const book = await openBook();
        const cell = liveCells.find(({ id }) => id === "exercise-6-2-stub");
        book.write(cell.key, { source, mark: cell.mark });
    }""", ANSWER)  # fmt: skip
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        tab.locator(f"{check} [data-act=check]").click()
        tab.wait_for_function(
            "([id, runs, text]) => liveCells.find((cell) => cell.id === id).runs > runs"
            " && document.getElementById(`cell-${id}`).innerText.includes(text)",
            arg=["exercise-6-2-check", len(seconds), VERDICT], polling=5, timeout=300_000,
        )  # fmt: skip
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


def measure(browser, site, rounds):
    """Return for each way and cache the seconds of all rounds, and the megabytes of the last."""
    found: dict = {}
    for _ in range(rounds):
        for way in (core, page, lite):
            context = browser.new_context()
            for cache in ("cold", "warm"):
                Counting.sent = 0
                row = found.setdefault((way.__name__, cache), {"seconds": []})
                row["seconds"].append(way(context, site))
                row["bytes"] = Counting.sent
            context.close()
    return found


def main():
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=Path("_build/html"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not (options.site / "lite/pyodide/pyodide.mjs").exists():
        sys.exit("The site has no Pyodide of its own: make book PYODIDE=_build/pyodide")
    handler = functools.partial(Counting, directory=options.site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or shutil.which("chromium")
            flags = ["--no-sandbox", "--disable-dev-shm-usage"]
            browser = playwright.chromium.launch(executable_path=path, args=flags)
            found = measure(browser, f"http://127.0.0.1:{server.server_port}/", options.rounds)
        server.shutdown()
    print("way    cache  first verdict   second     MB")
    for (way, cache), row in found.items():
        columns = [statistics.median(times) for times in zip(*row["seconds"], strict=True)]
        second = f"{columns[1]:8.2f} s" if len(columns) > 1 else " " * 10
        print(f"{way:<6} {cache:<5} {columns[0]:13.1f} s {second} {row['bytes'] / 1e6:6.1f}")


if __name__ == "__main__":
    main()
