"""Results as the grader writes them, without grading anything."""

import json

FLIPPED = "The sign is flipped: everything else is right."


def verdict(exercise, status="right", credit=None, says="", mistake="", code=""):
    """Return the verdict on one answer."""
    credit = {"right": 1.0}.get(status, 0.0) if credit is None else credit
    lines = [f"{exercise} {'✓ Right' if status == 'right' else '✗ Not right yet.'}"]
    if status == "wrong":
        lines += [
            "  input     a2 = 0.2",
            "  expected  [[ 0.16]",
            "             [ 0.25]]",
            "  given     0.2",
        ]
        lines += [f"  {says}"] if says else []
        lines += [f"  It earns {credit:.0%} of the points so far."] if credit else []
    text = "\n".join(lines)
    return {"status": status, "credit": credit, "text": text, "mistake": mistake, "code": code}


def result(student, notes=(), **verdicts):
    """Return a student's result; exercise 6.2 is called e6_2."""
    by_id = {key[1:].replace("_", "."): value for key, value in verdicts.items()}
    full = {key: verdict(key, **value) for key, value in by_id.items()}
    return {
        "student": student,
        "source": f"{student}.ipynb",
        "digest": "0",
        "verdicts": full,
        "notes": list(notes),
        "failed": False,
        "seconds": 1.0,
    }


def write_journal(path, results, exercises):
    """Write results as a journal."""
    lines = [{"settings": {"seed": 1, "exercises": list(exercises)}}, *results]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


WRONG = {"status": "wrong", "says": FLIPPED, "mistake": "sign:flipped"}
HALF = {"status": "wrong", "credit": 0.5, "says": "Right for one example.", "mistake": "batch"}
CLASS = [
    result("ann", e6_1={}, e6_2={}, e8_3={}),
    result("Müller, Jörg <x>", e6_1={}, e6_2=WRONG, e8_3={}),
    result("O'Neil", e6_1={}, e6_2=WRONG, e8_3=HALF, notes=["Code cell 3 failed: NameError: x."]),
    result("zed", e6_1={"status": "not attempted"}, e6_2={"status": "wrong"}, e8_3=HALF),
]
CLASS[3]["verdicts"]["8.3"] |= {"credit": 0, "text": "8.3 ✗ Could not be graded: it took too long."}
POINTS = {"6.1": 1, "6.2": 1, "8.3": 3}
