"""What a reader wrote and solved is kept, shown, offered after a change, and can be taken along."""

import csv
import json
import random
import subprocess
import sys

import pytest
from built_site import ROOT
from pages import MORE, RESET, Chapter, code_cells
from playwright.sync_api import expect

from backprop_grader.sandbox import best_sandbox
from backprop_lib.exercises import EXERCISES

pytestmark = pytest.mark.xdist_group("live")
NAME = "06-sigmoid-derivative"
STUB = "exercise-6-2-stub"
ALL_NUMBERS = """openBook().then(
    () => Object.values(bookExercises).flat().map((entry) => entry.split('#')[0])
)"""
WRITE = "async ([key, value]) => (await openBook()).write(key, value)"
KEY = f"cell/{NAME}/{STUB}"
MINE = "def slope_from_activation(a2):\n    return a2 - a2**2"


@pytest.fixture(scope="module")
def opened(read_chapter):
    """Open chapter 6 once for all tests of this file."""
    return read_chapter(NAME)


@pytest.fixture
def page(opened):
    """Return its page with nothing kept."""
    opened.page.evaluate(RESET)
    opened.page.reload()
    yield opened
    assert opened.errors == []


DOWNLOAD = "Download with your answers"


def source(page, name):
    return page.page.evaluate("(id) => liveCells.find((cell) => cell.id === id).source", name)


def write(page, key, value):
    page.page.evaluate(WRITE, [key, value])


def solved(page, *numbers):
    for number in numbers:
        write(page, f"exercise/{number}", {"passed": True})


def test_the_page_has_each_cell_as_the_notebook_has_it(page):
    cells = page.page.evaluate("liveCells.map(({ id, original }) => [id, original])")
    shown_otherwise = ("predict-", "compare-", "exercise-order")  # activities, without their code
    assert cells == [
        [name, "".join(cell["source"])]
        for name, cell in code_cells(NAME).items()
        if not name.startswith(shown_otherwise)
    ]


def test_an_edit_survives_a_reload(page):
    page.write(STUB, MINE)
    page.page.reload()
    expect(page.cell(STUB).locator("pre")).to_have_text(MINE)
    expect(page.bar(STUB)).to_have_text("Yours")


def test_an_editor_shows_what_another_tab_writes_and_does_not_overwrite_it(page):
    page.write(STUB, "# begun")
    other = Chapter(page.page.context.new_page(), page.address)
    other.write(STUB, MINE)
    page.expect_source(STUB, MINE)
    page.cell(STUB).locator(".cm-content").press("Control+End")
    page.page.keyboard.type("  # mine")
    other.expect_source(STUB, f"{MINE}  # mine")
    other.page.close()
    page.page.reload()
    assert source(page, STUB) == f"{MINE}  # mine"


def test_an_editor_that_did_not_load_is_told_and_tried_again(page):
    page.page.route("**/codemirror.js", lambda route: route.abort())
    page.press("b8d121d1", "edit")
    expect(page.bar("b8d121d1")).to_contain_text("The editor did not load")
    page.page.unroute("**/codemirror.js")
    page.press("b8d121d1", "edit")
    page.cell("b8d121d1").locator(".cm-content").wait_for()
    expect(page.bar("b8d121d1")).to_have_text("")
    page.forgive("ERR_FAILED")


def test_a_file_that_cannot_be_opened_whole_changes_nothing(page, tmp_path):
    page.write(STUB, MINE)
    path = tmp_path / "chapter.ipynb"
    path.write_text(json.dumps({"cells": [{"id": STUB, "cell_type": "code", "source": "1"}]}))
    page.page.route("**/*.ipynb", lambda route: route.abort())
    assert "did not work" in open_file(page, path)
    page.expect_source(STUB, MINE)
    page.page.unroute("**/*.ipynb")
    page.forgive("ERR_FAILED")


def change_edition(page):
    """Make the kept edit one of a cell that the book has changed since."""
    write(page, KEY, {"source": MINE, "mark": "older"})
    page.page.reload()


@pytest.mark.parametrize(("answer", "left"), [("Use mine", MINE), ("Leave it as it is", None)])
def test_an_edit_of_a_cell_that_has_changed_is_offered(answer, left, page):
    change_edition(page)
    original = source(page, STUB)
    assert "return ..." in original  # the book's code is what stands there
    expect(page.bar(STUB)).to_contain_text("has changed this cell")
    page.write(STUB, "# begun anew")  # which must not cost the older version
    page.page.reload()
    page.press(STUB, "edit")
    expect(page.cell(STUB).locator(".live-offer")).to_contain_text(MINE)
    page.page.get_by_role("button", name=answer).click()
    page.page.reload()
    page.expect_source(STUB, left or "# begun anew")
    page.press(STUB, "edit")
    page.cell(STUB).locator(".cm-content").wait_for()
    expect(page.cell(STUB).locator(".live-offer")).to_have_count(0)


def test_an_edit_of_a_cell_that_is_gone_is_shown(page):
    write(page, KEY + "x", {"source": MINE, "mark": "a"})
    page.page.reload()
    shown = page.page.locator(".your-book details")
    shown.locator("summary").click()
    expect(shown.locator("pre")).to_have_text(MINE)
    shown.get_by_role("button", name="Forget it").click()
    assert page.page.evaluate("openBook().then((book) => book.keys('cell/'))") == []


def test_reset_takes_back_a_cell_a_chapter_or_everything(page):
    for name in (STUB, "b8d121d1"):
        page.write(name, "1")
    write(page, "cell/01-network-architecture/a", {"source": "1"})
    solved(page, "6.2", "1.1")
    page.press(STUB, "reset")
    page.expect_source(STUB, "".join(code_cells(NAME)[STUB]["source"]))
    page.expect_source("b8d121d1", "1")
    page.tools()
    page.page.once("dialog", lambda dialog: dialog.dismiss())
    page.page.get_by_role("button", name="Reset this chapter").click()
    page.expect_source("b8d121d1", "1")  # the reader thought better of it
    page.page.once("dialog", lambda dialog: dialog.accept())
    page.page.get_by_role("button", name="Reset this chapter").click()
    page.expect_source("b8d121d1", "".join(code_cells(NAME)["b8d121d1"]["source"]))
    expect(page.bar("exercise-6-2-check")).to_have_text("")
    kept = ["cell/01-network-architecture/a", "exercise/1.1"]
    assert page.page.evaluate("openBook().then((book) => book.keys())") == kept
    page.page.once("dialog", lambda dialog: dialog.accept())
    page.page.get_by_role("button", name="Reset the whole book").click()
    page.page.wait_for_function("openBook().then((book) => book.keys().length === 0)")


def test_progress_is_shown_in_the_contents_and_below_the_chapter(page):
    total = len(page.page.evaluate("openBook().then(() => Object.values(bookExercises).flat())"))
    assert total >= len(EXERCISES)
    entries = page.page.evaluate("openBook().then(() => bookExercises)")[f"book/{NAME}"]
    mine = [entry.split("#")[0] for entry in entries]
    assert {number for number in EXERCISES if number.startswith("6.")} <= set(mine)
    solved(page, mine[0], "1.1")
    row = page.page.locator("#contents li", has_text="6 Derivative 2")
    expect(row).to_contain_text(f"1 of {len(mine)} exercises solved")
    panel = page.page.locator(".your-book p").first
    expect(panel).to_have_text(
        f"2 of {total} exercises solved, 1 of {len(mine)} in this chapter. "
        f"Next open: Exercise {mine[1]}."
    )
    solved(page, *mine)
    expect(row).to_contain_text("✓")
    expect(row).to_contain_text("all exercises solved")
    solved(page, *page.page.evaluate(ALL_NUMBERS))
    expect(panel).to_contain_text("You have solved them all.")


def test_each_exercise_of_the_book_is_counted_and_its_link_leads_to_it(page):
    assert set(page.page.evaluate(ALL_NUMBERS)) >= set(EXERCISES)
    for entry in page.page.evaluate("openBook().then(() => bookExercises)")[f"book/{NAME}"]:
        number, _, anchor = entry.partition("#")
        expect(page.page.locator(f"[id='{anchor or f'exercise-{number}'}']")).to_have_count(1)


def test_the_verdict_is_shown_again_as_long_as_the_answer_is_the_same(page):
    page.write(STUB, MINE)
    result = {"passed": True, "status": "right", "text": "6.2 ✓ Right: so it is.", "source": MINE}
    write(page, "exercise/6.2", result)
    page.page.reload()
    page.expect_text("exercise-6-2-check", "6.2 ✓ Right: so it is.\n")
    expect(page.bar("exercise-6-2-check")).to_have_text("✓ Solved")
    page.write(STUB, "def slope_from_activation(a2): return 1")
    page.page.reload()
    expect(page.output("exercise-6-2-check")).to_contain_text("Not attempted yet")
    expect(page.bar("exercise-6-2-check")).to_have_text("✓ Solved")


def download(page, path):
    page.tools()
    with page.page.expect_download() as waiting:
        page.page.get_by_role("button", name=DOWNLOAD).click()
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == f"{NAME}.ipynb"
    return path


def open_file(page, path):
    page.tools()
    page.page.set_input_files(".your-book input[type=file]", path)
    page.page.wait_for_function("document.querySelector('.your-book-says').textContent")
    return page.page.locator(".your-book-says").inner_text()


def test_a_chapter_is_taken_along_and_opened_again(page, tmp_path):
    page.write(STUB, MINE)
    path = download(page, tmp_path / "mine.ipynb")
    cells = {cell["id"]: cell for cell in json.loads(path.read_text())["cells"]}
    assert "".join(cells[STUB]["source"]) == MINE
    assert cells[STUB]["source"] == MINE.splitlines(keepends=True)
    others = {k: c["source"] for k, c in code_cells(NAME).items() if k != STUB}
    assert others == {k: c["source"] for k, c in cells.items() if k in others}
    page.page.evaluate(RESET)
    page.page.reload()
    assert open_file(page, path) == "Opened: 1 cell changed here."
    page.page.reload()
    page.expect_source(STUB, MINE)


def test_predictions_orders_and_results_come_along(page, tmp_path):
    kept = {
        f"predict/{NAME}/answer": {"place": "0", "slope": "<b>¼</b>"},
        f"order/{NAME}/part-1": {"order": ["eq-1"], "reasons": {"eq-1": "Sum rule."}},
        "exercise/6.0": {"passed": True},
        "exercise/6.2": {"passed": False, "status": "wrong", "text": "no", "source": "1"},
    }
    for key, value in kept.items():
        write(page, key, value)
    write(page, "exercise/7.1", {"passed": True})  # of another chapter
    path = download(page, tmp_path / "mine.ipynb")
    notebook = json.loads(path.read_text())
    assert notebook["metadata"]["backprop-book"] == kept
    (compared,) = (cell for cell in notebook["cells"] if cell["id"] == "compare-6")
    shown = "".join(compared["outputs"][0]["data"]["text/html"])
    assert "<b>0</b>" in shown  # as Jupyter opens it
    assert "<b>&lt;b&gt;¼&lt;/b&gt;</b>" in shown
    page.page.evaluate(RESET)
    write(page, "exercise/6.2", {"passed": True})  # solved here, and it stays so
    assert open_file(page, path) == (
        "Opened: 0 cells changed here, 3 answers and results taken over."
    )
    now = page.page.evaluate(
        "Object.fromEntries(yourBook.keys().map((k) => [k, yourBook.read(k)]))"
    )
    assert now == kept | {"exercise/6.2": {"passed": True}}
    expect(page.page.locator("#compare-6 b").first).to_have_text("0")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("no JSON", "cannot be read as JSON"),
        ("{}", "has no list of cells"),
        ('{"cells": [{"id": "a", "cell_type": "code", "source": "1"}]}', "shares no cell"),
    ],
)
def test_another_file_changes_nothing_and_the_reader_is_told(content, why, page, tmp_path):
    page.write(STUB, MINE)
    path = tmp_path / "other.ipynb"
    path.write_text(content)
    assert why in open_file(page, path)
    page.expect_source(STUB, MINE)


def test_what_is_taken_along_gets_the_same_marks(page, tmp_path):
    told = (ROOT / "book" / "teaching.md").read_text(encoding="utf-8")
    assert f"*{MORE}*" in told
    assert f"*{DOWNLOAD}*" in told
    answers = {number: EXERCISES[number].solution for number in ("6.1", "6.2", "6.3")}
    answers["6.3"] = answers["6.3"].replace("return ", "return 2 * ", 1)  # and one is wrong
    for number, answer in answers.items():
        page.write(f"exercise-{number.replace('.', '-')}-stub", answer)
    (tmp_path / "in").mkdir()
    download(page, tmp_path / "in" / "page.ipynb")
    notebook = json.loads((ROOT / "book" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for number, answer in answers.items():
            if cell["id"] == f"exercise-{number.replace('.', '-')}-stub":
                cell["source"] = answer
    (tmp_path / "in" / "jupyter.ipynb").write_text(json.dumps(notebook))
    mode = ["--reduced-isolation"] if best_sandbox().missing else []
    command = ["-m", "backprop_grader", "grade", tmp_path / "in", "--out", tmp_path / "out", *mode]
    subprocess.run(
        [sys.executable, *command, "--exercises", "6.1", "6.2", "6.3", "6.4"], check=True
    )
    with open(tmp_path / "out" / "grades.csv", encoding="utf-8-sig", newline="") as file:
        rows = {row.pop("student"): row for row in csv.DictReader(file)}
    marks = {who: [float(row[number]) for number in answers] for who, row in rows.items()}
    assert marks["page"] == marks["jupyter"]
    assert marks["page"][:2] == [1.0, 1.0]
    assert marks["page"][2] < 3.0


def test_a_thousand_edits_reloads_and_resets_lose_nothing(page):
    rng = random.Random(14)
    cells = dict(page.page.evaluate("liveCells.map(({ id, original }) => [id, original])"))
    names, now = list(cells), dict(cells)
    editable = [name for name in names if not name.endswith("-check")]
    for name in editable[-6:]:  # some in editors, some as plain code on the page
        page.write(name, "1")
        now[name] = "1"
    for _ in range(20):
        steps = []
        for _ in range(50):
            name = rng.choice(names)
            text = cells[name] if rng.random() < 0.3 else f"x = {rng.random()}\n# ∂⊙ {rng.random()}"
            now[name] = text
            steps.append([name, text])
        page.page.evaluate(
            """async (steps) => {
                const { put } = await import(
                    new URL("../_static/live/editing.js", location).href);
                for (const [id, text] of steps) put(liveCells.find((cell) => cell.id === id), text);
            }""",
            steps,
        )
        page.page.reload()
        assert (
            page.page.evaluate("Object.fromEntries(liveCells.map((c) => [c.id, c.source]))") == now
        )
        edited = {f"cell/{NAME}/{name}" for name in names if now[name] != cells[name]}
        assert set(page.page.evaluate("openBook().then((book) => book.keys('cell/'))")) == edited
        for name in rng.sample(editable, 3):
            page.press(name, "edit")
            page.cell(name).locator(".cm-content").wait_for()
