"""Explorers opened in the browser, with an ear for complaints."""

import pytest

from backprop_lib.explorers import labs


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


@pytest.fixture(scope="module")
def model(browser):
    """Evaluate JavaScript with the functions of a lab at hand, on one page for each of them."""
    pages, troubles = {}, []
    with browser.new_context(offline=True) as context:

        def evaluate(name, names, code, argument=None):
            if (name, names) not in pages:
                pages[name, names] = page = context.new_page()
                page.on("console", lambda said: troubles.append(said.text))
                page.on("pageerror", lambda error: troubles.append(str(error)))
                script = f"{labs.joined(name)}\nwindow.lab = {{ {names} }};"
                page.add_script_tag(content=script)
            return pages[name, names].evaluate(code, argument)

        yield evaluate
    assert not troubles
