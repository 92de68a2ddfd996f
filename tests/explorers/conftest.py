"""One browser for all browser tests. Where there is none they are skipped, except in CI."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from chromium import chromium, missing


@pytest.fixture(scope="session")
def browser():
    reason = missing()
    if reason and os.environ.get("CI"):
        pytest.fail(f"Browser tests must run in CI, but {reason}.")
    if reason:
        pytest.skip(f"BROWSER TESTS SKIPPED: {reason}.")
    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser, tmp_path):
    """Open HTML text or an address with the network off; every message is an error in the end.

    With `only_from`, messages count only if they come from a file of that name.
    """
    contexts, troubles = [], []

    def open_it(html_or_address, only_from="", **options):
        context = browser.new_context(**{"viewport": {"width": 900, "height": 800}} | options)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda said: note(said.text, said.location["url"], only_from))
        page.on("pageerror", lambda error: note(str(error), error.stack or "", only_from))
        address = html_or_address
        if html_or_address.startswith("<!doctype"):
            path = tmp_path / "page.html"
            path.write_text(html_or_address, encoding="utf-8")
            address = path.as_uri()
        page.goto(address)
        return page

    def note(text, source, only_from):
        if only_from in source:
            troubles.append(text)

    yield open_it
    for context in contexts:
        context.close()
    assert not troubles
