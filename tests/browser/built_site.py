"""The built site, its pages, and a server for it."""

import os
import shutil
from functools import partial
from pathlib import Path

import lite  # tools/lite.py

from benchmarks import serving

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
RELEASE = Path(os.environ.get("PYODIDE") or ROOT / "_build" / "pyodide")
PHONE = {"width": 390, "height": 844}
# How much of the page has moved since it began to load, as a share of what is in sight.
SHIFT = """new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 150);
})"""


def pages():
    """Return the addresses of all pages, relative to the site; JupyterLite's are not the book's."""
    found = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("book/*.html"))
    return [*found, "search.html", "404.html"]


def with_python(place: Path) -> Path:
    """Return the site with the local Pyodide in it: as built, or else a copy at `place`."""
    if (SITE / "lite/pyodide/pyodide.mjs").exists():
        return SITE
    shutil.copytree(SITE, place)
    lite.give_python(place / "lite", RELEASE)
    return place


class LikeAHost(serving.Files):
    """Answers for a missing page as hosts of static sites do."""

    def send_error(self, code, *rest, **more):
        if code != 404:
            return super().send_error(code, *rest, **more)
        body = (SITE / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


served = partial(serving.served, handler=LikeAHost)
