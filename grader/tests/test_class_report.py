"""report.html: what it counts, whom it names, and that anybody can read it."""

import re
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from made_up import CLASS, FLIPPED, POINTS, result, write_journal

from backprop_grader.class_report import class_report
from backprop_grader.cli import main
from backprop_grader.mistakes import mistake_of
from backprop_grader.plots import distribution
from backprop_grader.points import Assignment
from backprop_grader.questions import Question
from backprop_grader.report import write_reports
from backprop_grader.tally import tally, tally_before

ASSIGNMENT = Assignment(POINTS)


def page(results, before=None, points=POINTS):
    assignment = Assignment(points)
    earlier = tally(before, assignment) if before is not None else None
    return BeautifulSoup(class_report(tally(results, assignment), earlier), "lxml")


def table(soup, caption):
    """Return the rows of the table with this caption, as lists of texts."""
    (found,) = [t for t in soup.find_all("table") if t.caption.text.startswith(caption)]
    rows = found.tbody.find_all("tr")
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def test_it_counts_right_partly_wrong_and_not_attempted():
    rows = table(page(CLASS), "Students by exercise")
    assert [row[1:] for row in rows] == [
        ["3", "0", "0", "1", "75%"],
        ["1", "0", "3", "0", "25%"],
        ["2", "1", "1", "0", "50%"],
    ]
    assert rows[1][0].startswith("6.2 ")  # with its title
    assert len(rows[1][0]) > 5


def test_the_most_common_mistakes_have_a_name_an_id_a_count_and_students():
    assert [h3.text.split()[0] for h3 in page(CLASS).find_all("h3")] == ["6.2", "8.3"]
    rows = table(page(CLASS), "6.2: 3 wrong or partly right")
    assert rows[0] == [f"{FLIPPED} sign:flipped", "2", "Müller, Jörg <x> ; O'Neil"]
    assert rows[1] == ["Wrong, with no mistake named", "1", "zed"]
    rows = table(page(CLASS), "8.3: 2 wrong or partly right")
    assert rows[1] == ["It did not run: why is at the end of this page", "1", "zed"]


def test_the_most_common_come_first_and_the_rest_is_counted():
    def wrong(k):
        return {"status": "wrong", "says": f"Mistake {k}.", "mistake": f"m{k}"}

    results = [result(f"s{k}-{n}", e6_2=wrong(k)) for k in range(8) for n in range(k + 1)]
    rows = table(page(results, points={"6.2": 1}), "6.2: 36 wrong or partly right. 3 rarer")
    assert [row[1] for row in rows] == ["8", "7", "6", "5", "4"]


def test_of_very_many_names_the_rest_is_counted():
    results = [result(f"s{k:03}", e6_1={"status": "wrong"}) for k in range(130)]
    (row,) = table(page(results, points={"6.1": 1}), "6.1: 130 wrong")
    assert row[1] == "130"
    assert row[2].endswith("s099 ; and 30 more")


def test_who_is_nearly_there():
    soup = page(CLASS)
    assert table(soup, "All but one") == [["Müller, Jörg <x>", "6.2", "0 of 1", FLIPPED]]
    (half,) = table(soup, "An answer is right in part")
    assert half == ["O'Neil", "8.3", "1.5 of 3", "Right for one example."]


def test_what_failed_to_run_is_listed_once_for_all_whom_it_befell():
    more = [result(f"s{k}", [f"Code cell {k} failed: NameError: x."], e6_1={}) for k in (1, 2)]
    rows = table(page([*CLASS[:1], *more], points={"6.1": 1}), "Notes of the grader")
    assert rows == [["A code cell failed: NameError: x.", "2", "s1 ; s2"]]
    rows = table(page(CLASS), "Notes of the grader")
    assert ["8.3 could not be graded: it took too long.", "1", "zed"] in rows


def test_years_compare_by_the_ids_of_mistakes(tmp_path):
    before = [
        result("old1", e6_2={"status": "wrong", "says": "Other words.", "mistake": "sign:flipped"}),
        result("old2", e6_2={}),
    ]
    write_journal(tmp_path / "results.jsonl", [before[1], *before], ["6.2"])
    earlier = tally_before(tmp_path, ASSIGNMENT)
    soup = BeautifulSoup(class_report(tally(CLASS, ASSIGNMENT), earlier), "lxml")
    assert [row[-1] for row in table(soup, "Students by exercise")] == ["–", "50%", "–"]
    assert table(soup, "6.2: 3 wrong")[0][1:3] == ["2", "1 of 2"]
    assert "Compared with 2 students of another time, in 1 exercises." in soup.p.text


@pytest.mark.parametrize("text", ["", "{}\n", "hello", '{"settings": {}}\n{"x": 1}\n'])
def test_what_is_no_grading_cannot_be_compared_with(tmp_path, text):
    path = tmp_path / "results.jsonl"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"--compare must be the results\.jsonl"):
        tally_before(path, ASSIGNMENT)


def test_a_grading_of_other_exercises_cannot_be_compared_with(tmp_path):
    write_journal(tmp_path / "results.jsonl", [result("a", e7_1={})], ["7.1"])
    with pytest.raises(ValueError, match="must have an exercise in common"):
        tally_before(tmp_path, ASSIGNMENT)


def test_a_wrong_comparison_is_told_before_anybody_waits(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--quiet"]
    assert main([*command, "--compare", str(tmp_path), "--reduced-isolation"]) == 2
    assert "results.jsonl" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("cohort", [[], CLASS[:1], CLASS[:2]])
def test_a_cohort_of_none_or_one_has_a_page(cohort):
    text = class_report(tally(cohort, ASSIGNMENT))
    assert ("Nobody has handed in anything yet" in text) == (not cohort)
    assert ("One student." in text) == (len(cohort) == 1)


def test_one_file_that_needs_nothing_else():
    soup = page(CLASS)
    assert not soup.find_all(["script", "link", "img", "iframe"])
    assert not re.search(r"https?://(?!www\.w3\.org)", str(soup))
    assert "prefers-color-scheme: dark" in soup.style.text
    ids = [node["id"] for node in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for use in soup.find_all("use"):
        assert use["xlink:href"][1:] in ids


def test_pictures_say_what_they_show():
    totals, shares = page(CLASS).find_all("svg")
    assert totals["role"] == shares["role"] == "img"
    assert totals.title.text == (
        "Points of 4 students, of 5: 1 with 0, 1 with 2, 1 with 4, 1 with 5. Median 3.25."
    )
    assert "6.2 25% right, 75% wrong" in shares.title.text


@pytest.mark.parametrize(
    ("totals", "most", "said"),
    [
        ([0], 1, "Points of 1 student, of 1: 1 with 0. Median 0."),
        ([0, 40, 12], 40, "1 with 0-2, 1 with 12-14, 1 with 39-41"),
        ([0, 7], 5, "1 with 0, 1 with 7"),  # a bonus by hand
        ([0.25], 0.25, "1 with 0.25"),
        ([0], 0, "1 with 0"),
    ],
)
def test_totals_of_any_size_are_drawn(totals, most, said):
    assert said in distribution(totals, most)


def test_names_lead_to_the_pages_beside_it(tmp_path):
    write_reports(tmp_path, CLASS, ASSIGNMENT)
    soup = BeautifulSoup((tmp_path / "report.html").read_text(encoding="utf-8"), "lxml")
    links = {a["href"] for a in soup.find_all("a")}
    assert len(links) == 3
    assert all((tmp_path / unquote(link)).exists() for link in links)


def test_a_mistake_is_the_sentence_and_never_the_points_or_the_numbers():
    verdicts = CLASS[2]["verdicts"]
    assert mistake_of(verdicts["8.3"]) == ("batch", "Right for one example.")
    assert mistake_of(verdicts["6.1"]) == ("", "")
    cited = verdicts["6.2"] | {"text": f"6.2 ✗\n  {FLIPPED} Look at equation (V12)."}
    assert mistake_of(cited) == ("sign:flipped", FLIPPED)
    old = verdicts["6.2"] | {"mistake": ""}
    assert mistake_of(old)[0] == "said:the-sign-is-flipped-everything-else-is-right"
    assert mistake_of({"status": "wrong", "text": "6.2 ✗\n  given     Big"}) == ("", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_and_a_phone_can_read_it(browser, tmp_path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "report.html"
    path.write_text(class_report(tally(CLASS, ASSIGNMENT)), encoding="utf-8")
    look = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    look.goto(path.as_uri())
    assert Axe().run(look).response["violations"] == []
    assert look.evaluate("document.documentElement.scrollWidth") <= 390
    look.close()


def test_what_the_grader_failed_over_is_no_zero_and_nobodys_mistake(tmp_path):
    lost = {"status": "not graded", "says": ""}
    one = result("ann", ["The grader itself failed over 6.2."], e6_1={}, e6_2=lost, e8_3={})
    write_reports(tmp_path, [one], ASSIGNMENT)
    row = (tmp_path / "grades.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert row.startswith("ann,1,,3,,5,")  # a total would count it as zero
    assert "6.2 is not marked yet." in row
    soup = page([one])
    assert table(soup, "Students by exercise")[1][1:] == ["0", "0", "0", "0", "0%"]
    assert ["6.2 is not graded yet", "1", "ann"] in table(soup, "Notes of the grader")
    assert "All but one exercise is right: nobody." in soup.text


def test_an_assignment_of_questions_alone_has_a_report():
    question = Question("Q1", "Why", "Why?", 2)
    assignment = Assignment({}, questions={"Q1": question}, marks={("ann", "Q1"): 2})
    soup = BeautifulSoup(class_report(tally([result("ann")], assignment)), "lxml")
    assert "Of 2 points, the median is 2" in soup.p.text
