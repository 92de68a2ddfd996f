"""The page that a student reads: title, points, verdict, code, links into the book."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup
from docutils.nodes import make_id
from made_up import CLASS, FLIPPED, POINTS, result, verdict
from notebooks import notebook
from test_own import OWN

from backprop_grader.answers import LONGEST, code_of
from backprop_grader.feedback import feedback_page, final
from backprop_grader.links import equation_address, exercise_address
from backprop_grader.notebook import read_notebook
from backprop_grader.points import Assignment, points_text, read_assignment
from backprop_lib.exercises import EXERCISES, assess

BOOK = Path(__file__).parents[2] / "book"
SITE = "https://owner.github.io/name/"
CODE = "def slope_from_activation(a2):\n    return a2 < 1  # <b>"


def soup(**options):
    answers = {
        "e6_2": {"status": "wrong", "says": f"{FLIPPED} Look at equation (28).", "code": CODE}
    }
    one = result("Zoë <O'Neil>", ["A note."], e6_1={}, e8_3={}, **answers)
    return BeautifulSoup(feedback_page(one, Assignment(POINTS, **options)), "lxml")


def test_it_has_titles_points_the_verdict_and_the_students_code():
    page = soup()
    assert page.h1.text == "Feedback for Zoë <O'Neil>"
    assert "4 of 5 points" in page.p.text
    assert [h.text for h in page.find_all("h2")] == [
        f"{key} {EXERCISES[key].title} {earned}"
        for key, earned in (("6.1", "1 of 1"), ("6.2", "0 of 1"), ("8.3", "3 of 3"))
    ]
    assert page.find("pre", class_="wrong").text.startswith("6.2 ✗ Not right.")
    assert page.details.code.text == CODE
    assert page.details.has_attr("open")  # of a wrong answer; of a right one it is closed
    assert not page.find("a")


def test_it_leads_into_the_book_where_its_address_is_known():
    page = soup(book=SITE)
    links = {a.text: a["href"] for a in page.find_all("a")}
    assert links["(28)"] == f"{SITE}book/06-sigmoid-derivative.html#equation-eq-28"
    assert links[f"6.2 {EXERCISES['6.2'].title}"].startswith(
        f"{SITE}book/06-sigmoid-derivative.html#exercise-6-2-"
    )


def headings_and_labels():
    """Yield every heading and label of the chapters, as the site's addresses name them."""
    for path in sorted(BOOK.glob("[01]*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"])
            for heading in re.findall(r"^### (.+)$", text, re.MULTILINE):
                yield f"{SITE}book/{path.stem}.html#{make_id(heading)}"
            for label in re.findall(r"\$\$ \(((?:eq|vec|deep)-\d+)\)", text):
                yield f"{SITE}book/{path.stem}.html#equation-{label}"


def test_every_address_is_one_of_the_book():
    there = set(headings_and_labels())
    exercises = {exercise_address(SITE, exercise) for exercise in EXERCISES.values()}
    assert exercises <= there, "make notebooks"
    cited = {exercise.equation for exercise in EXERCISES.values() if exercise.equation}
    cited |= {str(n) for n in range(1, 56)} | {f"V{n}" for n in range(1, 18)}
    assert {equation_address(SITE, number) for number in cited} <= there, "make notebooks"


def test_without_an_address_there_are_no_links():
    assert exercise_address("", EXERCISES["6.2"]) == ""


def test_nothing_in_a_final_grade_is_yet_or_so_far():
    half = np.array([[0.5]])
    texts = [assess(key, answer).text for key in EXERCISES for answer in (..., 7, half)]
    texts += [
        verdict("6.2", "wrong", 0.5, "x")["text"],
        *(CLASS[2]["verdicts"][k]["text"] for k in POINTS),
    ]
    assert any("yet" in text for text in texts)
    for text in texts:
        assert not re.search(r"\byet\b|\bso far\b|Replace the", final(text))
        assert final(text).startswith(text[:3])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["import x", CODE, 'check("6.2", slope_from_activation)'], CODE),
        (["def slope_from_activation(a2): return 1", CODE], CODE),
        (
            ["x = 1", "slope_from_activation = lambda a2: a2"],
            "slope_from_activation = lambda a2: a2",
        ),
        (["slope_from_activation == 3", 'f = 1\ncheck("6.2", f)'], 'f = 1\ncheck("6.2", f)'),
        (["def slope_from_activation_2(a2): return 1"], ""),
        ([], ""),
    ],
)
def test_the_code_of_an_answer_is_the_cell_that_names_it(cells, found):
    assert code_of(read_notebook(notebook(*cells).encode()).cells, EXERCISES["6.2"]) == found


def test_a_very_long_answer_is_cut():
    code = code_of([f"{CODE}\n{'#' * 10_000}"], EXERCISES["6.2"])
    assert len(code) == LONGEST + 2


def test_numbers_and_proofs_have_names_too():
    assert code_of(["answer_6_1 = 0.16"], EXERCISES["6.1"]) == "answer_6_1 = 0.16"


@pytest.mark.parametrize("value", ['"javascript:alert(1)"', "5"])
def test_an_address_that_no_browser_opens_is_refused(tmp_path, value):
    path = tmp_path / "p.toml"
    path.write_text(f'book = {value}\n[points]\n"6.1" = 1\n')
    with pytest.raises(ValueError, match=r"needs an address such as book = "):
        read_assignment(path)


def test_the_points_file_says_what_else_can_stand_in_it(tmp_path):
    path = tmp_path / "p.toml"
    (tmp_path / "own.py").write_text(OWN, encoding="utf-8")
    path.write_text(re.sub(r"^# (\w+ = )", r"\1", points_text(POINTS), flags=re.MULTILINE))
    read = read_assignment(path)
    assert read.deadline
    assert read.book == "https://owner.github.io/name/"
    assert read.points == POINTS
    assert read.own == OWN


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_and_a_phone_can_read_it(browser, tmp_path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "page.html"
    path.write_text(str(soup(book=SITE)), encoding="utf-8")
    look = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    look.goto(path.as_uri())
    assert Axe().run(look).response["violations"] == []
    assert look.evaluate("document.documentElement.scrollWidth") <= 390
    look.close()
