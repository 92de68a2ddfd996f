"""How long one check of a wrong answer takes in a browser: in a worker, as on the live page.

    make pyodide
    .venv/bin/python -m benchmarks.feedback --browser

The first check makes the mutants; the second finds some of them kept.
"""

import io
import os
import shutil
import zipfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.serving import Files, served

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / "_build" / "pyodide"
CODE = """
import time
import numpy as np
start = time.perf_counter()
from backprop_lib.exercises import assess
lines = [f"import beyond NumPy {1e3 * (time.perf_counter() - start):.0f} ms"]
ANSWERS = {
    "6.2": lambda a2: a2 * (1 + a2),
    "8.3": lambda a1, a2, y: (a2 * (1 - a2) * (a2 - y)) @ a1.T / len(a1),
    "11.2": lambda x, a1, W2, a2, y: (x @ x.T, x, a2 @ a1.T, a2),
}
for key, answer in ANSWERS.items():
    times = []
    for _ in range(6):
        start = time.perf_counter()
        assess(key, answer)
        times.append(1e3 * (time.perf_counter() - start))
    again = sorted(times[1:])[2]
    lines.append(f"{key:5} first {times[0]:5.0f} ms, then {again:5.0f} ms (median of 5)")
"\\n".join(lines)
"""
WORKER = """async ([place, code]) => {
    const source = `import { loadPyodide } from "${place}pyodide.mjs";
        onmessage = async ({ data }) => {
            const python = await loadPyodide({ indexURL: "${place}" });
            await python.loadPackage("numpy");
            const book = await fetch("${place}book.zip");
            python.unpackArchive(await book.arrayBuffer(), "zip");
            postMessage(python.runPython(data));
        };`;
    const blob = new Blob([source], { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(blob), { type: "module" });
    return await new Promise((done, fail) => {
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => fail(message);
        worker.postMessage(code);
    });
}"""


class Handler(Files):
    """Serves Pyodide, an empty page, and the library as it is now."""

    def do_GET(self):
        made = {"/": b"<!doctype html>", "/book.zip": _library}.get(self.path)
        if made is None:
            super().do_GET()
            return
        content = made() if callable(made) else made
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/" else "application/zip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _library() -> bytes:
    """Return the library as a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted((ROOT / "backprop_lib").rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(ROOT))
    return file.getvalue()


def measure() -> str:
    """Return the table."""
    with served(PYODIDE, Handler) as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        tab = browser.new_page()
        tab.goto(place)
        table = tab.evaluate(WORKER, [place, CODE])
        browser.close()
    return table
