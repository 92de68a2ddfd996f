"""The built site, served and opened in Chromium."""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)


def pages():
    """Return the addresses of all pages, relative to the site; JupyterLite's are not the book's."""
    found = sorted(path.relative_to(SITE).as_posix() for path in SITE.glob("book/*.html"))
    return [*found, "search.html", "404.html"]


def pytest_generate_tests(metafunc):
    """Run a test that asks for `address` on every page."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", pages())


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


@pytest.fixture(scope="session")
def site():
    """Serve the built site and return its address."""
    assert SITE.joinpath("book").is_dir(), f"{SITE} is missing: run `make book` first"
    handler = functools.partial(Quiet, directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def chromium():
    """Start the browser; without one say so, and in CI fail."""
    if not CHROMIUM:
        message = "no Chromium: the site was NOT tested in a browser (apt install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [],
        )
        yield browser
        browser.close()


class Seen:
    """A tab, what it asked for, and what it complained about."""

    def __init__(self, page):
        self.page, self.asked, self.errors = page, [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


@pytest.fixture
def tab(chromium):
    """Return a function that opens an address in a fresh tab, with options of its context."""
    contexts = []

    def open_tab(url, **options):
        contexts.append(chromium.new_context(**options))
        seen = Seen(contexts[-1].new_page())
        seen.page.goto(url)
        return seen

    yield open_tab
    for context in contexts:
        context.close()
