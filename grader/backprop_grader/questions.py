"""Questions that are asked in the notebook, answered in words, and marked by hand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .overrides import MOST, is_worth

HEADING = re.compile(r"^#+ +Question ([A-Za-z]\w*)\b", re.MULTILINE)
OTHER = re.compile(r"^#+ +Exercise [\w.]+:", re.MULTILINE)
PLACEHOLDER = "*Write your answer here, in place of this line.*"
LONGEST, MANY = 10_000, 100  # characters of an answer, answers in a notebook
ID = re.compile(r"[A-Za-z]\w*", re.ASCII)


@dataclass(frozen=True)
class Question:
    """One question: its id, such as "Q1", its title, what is asked, and what it is worth."""

    id: str
    title: str
    text: str
    points: float


def read_questions(path: Path, table) -> dict[str, Question]:
    """Return the questions of a points file's table [questions]. Raises a ValueError."""
    if not isinstance(table, dict) or not all(isinstance(entry, dict) for entry in table.values()):
        raise ValueError(f"{path} must have questions as tables, such as [questions.Q1].")
    questions = {}
    for key, entry in table.items():
        if not ID.fullmatch(key):
            raise ValueError(f'{path}: a question must be called such as Q1; got "{key}".')
        if set(entry) != {"title", "text", "points"}:
            raise ValueError(f"{path}: question {key} needs title, text and points, and no more.")
        for part in ("title", "text"):
            if not isinstance(entry[part], str) or not entry[part].strip():
                raise ValueError(f"{path}: question {key} needs a {part}, in quotes.")
        if not is_worth(entry["points"]):
            raise ValueError(
                f"{path}: question {key} must have points from 0 to {MOST:,}; "
                f"got {entry['points']}."
            )
        questions[key] = Question(key, entry["title"], entry["text"].strip(), entry["points"])
    return questions


def answers_in(sources: Iterable[str]) -> dict[str, str]:
    """Return what stands below each question of a notebook, in text and in code.

    The cell with the question's own heading is what was asked. Other than that, a student may have
    split the answer over as many cells as they like.
    """
    answers: dict[str, list[str]] = {}
    key = ""
    for text in sources:
        if found := HEADING.search(text):
            key = found[1] if len(answers) < MANY else ""
        elif OTHER.search(text):
            key = ""
        elif key and (said := text.replace(PLACEHOLDER, "").strip()):
            answers.setdefault(key, []).append(said)
    return {key: "\n\n".join(parts)[:LONGEST] for key, parts in answers.items()}
