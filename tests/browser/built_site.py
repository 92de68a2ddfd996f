"""The built site, its pages, and a server for it."""

import functools
import http.server
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
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


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A silent file server that answers for a missing page as hosts of static sites do."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_):
        pass

    def send_error(self, code, *rest, **more):
        if code != 404:
            return super().send_error(code, *rest, **more)
        body = (SITE / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    """A server that takes it calmly when a browser has left before its answer was complete."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path):
    """Serve the folder, and yield its address."""
    with Server(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
