"""When something was handed in, as far as its name or its platform says."""

import datetime
import re

from .files import read
from .names import CANVAS, name_of
from .submissions import Submission

LATE = re.compile(r"(^|_)late_", re.IGNORECASE)  # in what Canvas put before a file's name
BLACKBOARD = re.compile(r"_attempt_(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)")
NBGRADER = "timestamp.txt"  # beside the notebook, in UTC if it says nothing else


def handed_in(submission: Submission) -> dict:
    """Return {"late": True} if the platform says so, and {"handed_in": time} if it is known."""
    path = submission.source.path
    named = filter(None, map(CANVAS.match, path.split("/")))
    facts: dict = {"late": True} if any(LATE.search(match[0]) for match in named) else {}
    if found := BLACKBOARD.search(path):
        facts["handed_in"] = "{}-{}-{}T{}:{}:{}".format(*found.groups())
    for source in submission.sources:
        stamped = name_of(source.path) == NBGRADER and not source.problem
        if stamped and (moment := _stamp(read(source.chain, 200) or b"")):
            facts["handed_in"] = moment.isoformat()
    return facts


def lateness(result: dict, deadline: datetime.datetime | None) -> str:
    """Return how late it was, such as "1 d 3 h"; "late" if only that is known; else nothing."""
    if deadline and "handed_in" in result:
        minutes = (_moment(result["handed_in"]) - deadline) // datetime.timedelta(minutes=1)
        days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
        parts = [f"{n} {unit}" for n, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if n]
        return " ".join(parts[:2]) if days >= 0 else ""
    return "late" if result.get("late") else ""


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _stamp(data: bytes) -> datetime.datetime | None:
    """Read nbgrader's time, as local time."""
    found = re.match(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)", data.decode(errors="replace"))
    try:
        moment = _moment(f"{found[1]}T{found[2]}+00:00") if found else None
    except ValueError:
        return None
    return moment.astimezone().replace(tzinfo=None) if moment else None
