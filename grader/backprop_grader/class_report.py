"""report.html: the class at a glance, in one file that needs nothing else."""

import html
import statistics
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from .look import file_name, page
from .marks import number
from .plots import distribution, shares
from .similarity import Pair
from .tally import BLANK, KINDS, RIGHT, Exercise, Near, Tally

MOST = 5  # mistakes of an exercise that are listed
PAIRS = 30  # of students, listed
NAMES = 100  # in one cell; results.jsonl has them all
TITLE = "The class at a glance"


def class_report(tally: Tally, before: Tally | None = None, pairs: Sequence[Pair] = ()) -> str:
    """Return the page.

    before : another year, to compare with
    pairs : students whose code is alike
    """
    if not tally.totals:
        return page(TITLE, "<p>Nobody has handed in anything yet.</p>")
    most = tally.assignment.most
    totals = sorted(points for who, points in tally.totals.items() if who not in tally.unfinished)
    parts = [
        _summary(totals, most, before),
        "<h2>Points in all</h2>",
        distribution(totals, most),
        "<h2>Exercise by exercise</h2>",
        *([shares(tally.exercises), _exercises(tally, before)] if tally.exercises else []),
        "<h2>The most common mistakes</h2>",
        _mistakes(tally, before),
        "<h2>Who is nearly there</h2>",
        _near("All but one exercise is right.", tally.near),
        _near("An answer is right in part.", tally.partly),
        "<h2>What failed to run</h2>",
        _problems(tally.problems),
        "<h2>Code that is alike</h2>",
        _pairs(pairs),
    ]
    return page(TITLE, "\n".join(parts))


def _summary(totals: list[float], most: float, before: Tally | None) -> str:
    if not totals:
        return "<p>Nobody's work is fully graded yet.</p>"
    students = "One student" if len(totals) == 1 else f"{len(totals)} students"
    text = (
        f"{students}. Of {number(most)} points, the median is "
        f"{number(statistics.median(totals))} and the mean {statistics.mean(totals):.1f}; "
        f"the lowest is {number(totals[0])}, the highest {number(totals[-1])}."
    )
    if before is not None:
        text += (
            f" Compared with {len(before.totals)} students of another time, "
            f"in {len(before.exercises)} exercises."
        )
    return f"<p>{text}</p>"


def _table(caption: str, heads: Iterable[tuple[str, bool]], rows: list[list[str]]) -> str:
    """Return a table; `heads` are (heading, is it a number), cells are HTML already."""
    heads = list(heads)
    sorts = [' class="n"' if numeric else "" for _, numeric in heads]
    top = "".join(
        f'<th scope="col"{sort}>{html.escape(head)}</th>'
        for (head, _), sort in zip(heads, sorts, strict=True)
    )
    body = "\n".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(f"<td{s}>{cell}</td>" for cell, s in zip(row[1:], sorts[1:], strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{html.escape(caption)}"><table>'
        f"<caption>{html.escape(caption)}</caption>\n"
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _exercises(tally: Tally, before: Tally | None) -> str:
    heads = [("Exercise", False), *((kind.capitalize(), True) for kind in KINDS), ("Share", True)]
    heads += [("Before", True)] if before else []
    rows = []
    for key, exercise in tally.exercises.items():
        row = [_name(tally, key), *(str(exercise.kinds[kind]) for kind in KINDS)]
        row.append(f"{exercise.share:.0%}")
        if before:
            row.append(f"{before.exercises[key].share:.0%}" if key in before.exercises else "–")
        rows.append(row)
    return _table("Students by exercise; the share is of those who are right.", heads, rows)


def _mistakes(tally: Tally, before: Tally | None) -> str:
    tables = []
    heads = [("Mistake", False), ("Students", True), *([("Before", True)] if before else [])]
    heads.append(("Who", False))
    for key, exercise in tally.exercises.items():
        earlier = before.exercises.get(key) if before else None
        rows = [
            [
                f"{html.escape(mistake.says)}<br><code>{html.escape(identity)}</code>",
                str(len(mistake.students)),
                *([_before(earlier, identity)] if before else []),
                _who(mistake.students),
            ]
            for identity, mistake in exercise.common[:MOST]
        ]
        for says, who in (
            ("Wrong, with no mistake named", exercise.unnamed),
            ("It did not run: why is at the end of this page", exercise.lost),
        ):
            if who:
                rows.append([says, str(len(who)), *(["–"] if before else []), _who(who)])
        if rows:
            tables.append(f"<h3>{_name(tally, key)}</h3>")
            left = len(exercise.common) - MOST
            more = f" {left} rarer ones are not listed." if left > 0 else ""
            wrong = exercise.kinds.total() - exercise.kinds[RIGHT] - exercise.kinds[BLANK]
            tables.append(_table(f"{key}: {wrong} wrong or partly right.{more}", heads, rows))
    return "\n".join(tables) or "<p>None: every answer that was handed in is right.</p>"


def _before(earlier: Exercise | None, identity: str) -> str:
    """Return how many made a mistake then, of how many."""
    if earlier is None:
        return "–"
    count = len(earlier.mistakes[identity].students) if identity in earlier.mistakes else 0
    return f"{count} of {earlier.kinds.total()}"


def _near(caption: str, near: list[Near]) -> str:
    if not near:
        return f"<p>{caption.removesuffix('.')}: nobody.</p>"
    heads = [("Student", False), ("Exercise", False), ("Points", True), ("What is wrong", False)]
    rows = [
        [
            _link(one.student),
            html.escape(one.exercise),
            f"{number(one.points)} of {number(one.most)}",
            html.escape(one.says) or "–",
        ]
        for one in near
    ]
    return _table(caption, heads, rows)


def _problems(problems: dict[str, list[str]]) -> str:
    if not problems:
        return "<p>Nothing.</p>"
    common = sorted(problems.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = [[html.escape(what), str(len(who)), _who(who)] for what, who in common]
    heads = [("What", False), ("Students", True), ("Who", False)]
    return _table("Notes of the grader, the most common first.", heads, rows)


def _pairs(pairs: Sequence[Pair]) -> str:
    """List the pairs, and say what that means."""
    if not pairs:
        return "<p>None that is more than chance, after names and layout are taken away.</p>"
    heads = [("Who", False), ("Alike", True), ("Where", False)]
    rows = [
        [_who(list(pair.students)), f"{pair.share:.0%}", ", ".join(pair.exercises)]
        for pair in pairs[:PAIRS]
    ]
    left = f" {len(pairs) - PAIRS} more are less alike." if len(pairs) > PAIRS else ""
    caption = f"Alike after names and layout are taken away, the most alike first.{left}"
    return (
        "<p>A place to look, and no proof: short answers to one question are alike by "
        "themselves. Code that many have, or that the book has, does not count.</p>\n"
        + _table(caption, heads, rows)
    )


def _name(tally: Tally, key: str) -> str:
    return html.escape(f"{key} {tally.assignment.title(key)}".strip())


def _who(students: list[str]) -> str:
    more = f"; and {len(students) - NAMES} more" if len(students) > NAMES else ""
    return "; ".join(map(_link, students[:NAMES])) + more


def _link(student: str) -> str:
    """Return a name that leads to the student's page, which lies beside the report."""
    address = quote(f"feedback/{file_name(student)}.html")
    return f'<a href="{address}">{html.escape(student)}</a>'
