"""A chapter's page in the hands of a reader."""

import json

from built_site import ROOT

RUNS = "(id) => window.liveCells.find((cell) => cell.id === id).runs ?? 0"
ENDED = "([id, runs]) => (window.liveCells.find((cell) => cell.id === id).runs ?? 0) > runs"
SOURCE = "([id, text]) => liveCells.find((cell) => cell.id === id).source === text"
TEXT = """([id, text]) => [...document.querySelectorAll(`[id="cell-${id}"] .cell_output pre`)]
    .map((pre) => pre.textContent).join("") === text"""
RESET = """async () => {
    await openBook();
    yourBook.keys("").forEach(yourBook.remove);
    dispatchEvent(new CustomEvent("your-book-reset", { detail: [""] }));
}"""


def code_cells(name):
    """Return the code cells of a chapter's notebook by id."""
    notebook = json.loads((ROOT / "book" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: cell for cell in notebook["cells"] if cell["cell_type"] == "code"}


MORE = "Take along, open, reset"


class Chapter:
    """An open page: its cells by their ids in the notebook."""

    def __init__(self, page, address, touch=False):
        self.page, self.address, self.errors, self.asked = page, address, [], []
        self.touch = touch  # press with a finger
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._listen)
        page.on("request", lambda request: self.asked.append(request.url))
        page.set_default_timeout(60_000)
        page.goto(address)

    def _listen(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def cell(self, name):
        return self.page.locator(f"[id='cell-{name}']")

    def output(self, name):
        return self.cell(name).locator(".cell_output")

    def text(self, name):
        """Return what a cell shows as text, empty where it shows nothing."""
        return "".join(self.output(name).locator("pre").all_text_contents())

    def bar(self, name):
        """Return where a cell says how it stands."""
        return self.cell(name).locator(".live-bar span")

    def expect_text(self, name, text):
        """Wait until a cell shows just this text."""
        self.page.wait_for_function(TEXT, arg=[name, text], polling=50)

    def expect_source(self, name, text):
        """Wait until a cell's code is this."""
        self.page.wait_for_function(SOURCE, arg=[name, text], polling=50)

    def press(self, name, button):
        """Press a button of a cell, whose code may be folded away."""
        self.page.evaluate(
            "(id) => { const fold = document.getElementById(id).querySelector"
            "('details.folded'); if (fold) fold.open = true; }",
            f"cell-{name}",
        )
        pressed = self.cell(name).locator(f".live-bar button[data-act={button}]")
        pressed.tap() if self.touch else pressed.click()

    def run(self, name, button="run", seconds=120):
        """Press a button, wait until the cell has run, and return what it shows as text."""
        before = self.page.evaluate(RUNS, name)
        self.press(name, button)
        self.page.wait_for_function(ENDED, arg=[name, before], timeout=seconds * 1000, polling=20)
        return self.text(name)

    def write(self, name, source):
        """Write into a cell's editor, as by hand: select all, and put the text in."""
        editor = self.cell(name).locator(".cm-content")
        if not editor.count():
            self.press(name, "edit")
        editor.wait_for()
        editor.focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)
        self.expect_source(name, source)

    def solve(self, exercise, source):
        """Answer an exercise, check it, and return what the check said."""
        name = f"exercise-{exercise.replace('.', '-')}"
        self.write(f"{name}-stub", source)
        return self.run(f"{name}-check", "check")

    def tools(self):
        """Open what can be done with the book, where it is not open yet."""
        more = self.page.get_by_role("button", name=MORE)
        if more.count():
            more.click()
        self.page.locator(".your-book-tools").wait_for()

    def forgive(self, word):
        """Forget complaints that a test has caused itself."""
        self.errors[:] = [text for text in self.errors if word not in text]

    def reset(self):
        """Take back every edit and result; Python goes on."""
        self.page.evaluate(RESET)
