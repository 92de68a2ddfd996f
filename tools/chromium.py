"""Start Chromium for tools and tests: the system's, or the one that Playwright installed."""

import os
import shutil
from contextlib import contextmanager

# First the one without windows of its own, which opens a page twice as fast.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
         "google-chrome-stable")  # fmt: skip
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]


def system_chromium() -> str | None:
    """Return the path of the system's Chromium or Chrome, or of the one that CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def missing() -> str:
    """Say why no browser can be started here; nothing where one can."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return "Playwright is not installed (it is in requirements-dev.txt)"
    if system_chromium():
        return ""
    with sync_playwright() as playwright:
        if os.path.exists(playwright.chromium.executable_path):
            return ""
    return "no Chromium found: install it, or set CHROMIUM, or run `playwright install chromium`"


@contextmanager
def chromium(*flags):
    """Yield a headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = system_chromium()
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        yield browser
        browser.close()
