"""What went wrong in an answer, by a stable id and in words."""

import re

NEVER = ("It earns",)  # a sentence about points, not about a mistake


def mistake_of(verdict: dict) -> tuple[str, str]:
    """Return a verdict's mistake as (id, sentence); both empty if none is named."""
    if verdict["status"] != "wrong":
        return "", ""
    lines = re.findall(r"^  (\S.*)$", verdict["text"], re.MULTILINE)
    said = [line for line in lines if line[0].isupper() and not line.startswith(NEVER)]
    sentence = re.sub(r" ?Look at equation \([^)]*\)\.$", "", said[-1].strip()) if said else ""
    identity = verdict.get("mistake") or ""
    if sentence and not identity:  # of an earlier version, whose verdicts had no ids
        identity = "said:" + "-".join(re.findall(r"[a-z0-9]+", sentence.lower())[:8])
    return identity, sentence or identity


def ungraded(verdict: dict) -> str:
    """Return why an answer could not be graded; empty if it was."""
    found = re.search(r"Could not be graded: (.*)", verdict["text"])
    return found[1].strip() if found else ""
