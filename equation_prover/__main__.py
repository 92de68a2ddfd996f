"""Print the table of all equations; with --ledger or --check, write or compare their pages.

The page of the equations beyond the document, beyond.md, stands beside that of the 55.
"""

import argparse
import sys
from pathlib import Path

from . import beyond, beyond_page
from .ledger import page
from .reading import EquationError, read_beyond, read_book
from .study import Study, study
from .vectors import VectorVerdict, examine_vectors
from .verdicts import Verdict, examine

LEDGER = Path("book/equations.md")


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when everything is proved (and the page, if asked about, is up to date), else 1."""
    options = _options(arguments)
    try:
        equations, forms = read_book(options.book)
        further = read_beyond(options.book)
    except EquationError as error:
        print(error, file=sys.stderr)
        return 1
    verdicts, vectors = examine(equations), examine_vectors(forms)
    findings = beyond.examine(further)
    lines, status = _beyond(findings) + _report(verdicts, vectors), 0
    if options.corrupt or options.ledger or options.check:
        outcome = study(equations)
        lines = (_corruptions(outcome) if options.corrupt else []) + lines
        text = page(verdicts, vectors, outcome, options.book)
        pages = {"": text}
        if findings:
            pages["beyond.md"] = beyond_page.page(findings, beyond.study(further), options.book)
        status = max(_ledger(options, text, name) for name, text in pages.items())
    print("\n".join(lines))
    everything = all([*(v.proved for v in verdicts), *(f.proved for f in findings)]) and all(
        v.agrees for v in vectors
    )
    return status if everything else 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m equation_prover", description=__doc__)
    parser.add_argument("--book", type=Path, default=LEDGER.parent, help="folder of the notebooks")
    parser.add_argument("--ledger", type=Path, metavar="PAGE", help="write the page here")
    parser.add_argument("--check", type=Path, nargs="?", const=LEDGER, metavar="PAGE",
                        help=f"fail if this page (default {LEDGER}) is out of date")  # fmt: skip
    parser.add_argument("--corrupt", action="store_true", help="print the corruption study too")
    return parser.parse_args(arguments)


def _ledger(options: argparse.Namespace, text: str, name: str = "") -> int:
    """Write or compare one page: the one asked for, or that of this name beside it."""
    ledger, check = (
        path and (path.with_name(name) if name else path)
        for path in (options.ledger, options.check)
    )
    if ledger:
        ledger.write_text(text, encoding="utf-8")
    if check and (not check.exists() or check.read_text(encoding="utf-8") != text):
        print(
            f"{check} is out of date; run python -m equation_prover --ledger {options.check}",
            file=sys.stderr,
        )
        return 1
    return 0


def _beyond(findings: list[beyond.Finding]) -> list[str]:
    """The table of the equations beyond the document, the failures with their places, a total."""
    if not findings:
        return []
    rows = [(f.equation.shown, (f.problem and f"NOT PROVED: {f.problem}")
             or ("algebra and numbers" if f.algebra else "numbers"), f.scene)
            for f in findings]  # fmt: skip
    return [
        *(f"{shown:>5}  {how:29}  {scene}" for shown, how, scene in rows),
        *(
            f"{f.equation.notebook}, cell {f.equation.cell}, {f.equation.label}: {f.problem}"
            for f in findings
            if not f.proved
        ),
        f"{sum(f.proved for f in findings)} of {len(findings)} beyond the document proved",
        "",
    ]


def _report(verdicts: list[Verdict], vectors: list[VectorVerdict]) -> list[str]:
    """The table, the failures once more with their places, and the two totals."""
    rows = [
        (v.equation.shown, v.equation.reason, f"to 1e{v.exponent}", v.proof)
        if v.proved
        else (v.equation.shown, v.equation.reason, "", f"NOT PROVED: {v.problem}")
        for v in verdicts
    ]
    rows += [
        (v.equation.shown, "vector form", f"{v.shapes} shapes", v.code or "no line of its own")
        if v.agrees
        else (v.equation.shown, "vector form", "", f"DOES NOT AGREE: {v.problem}")
        for v in vectors
    ]
    failed = [v for v in verdicts if not v.proved] + [v for v in vectors if not v.agrees]
    return [
        *(
            f"{shown:>5}  {reason:29}  {numbers:8}  {proof}".replace("$", "")
            for shown, reason, numbers, proof in rows
        ),
        "",
        *(
            f"{v.equation.notebook}, cell {v.equation.cell}, {v.equation.label}: {v.problem}"
            for v in failed
        ),
        f"{sum(v.agrees for v in vectors)} of {len(vectors)} vector forms agree with the code",
        f"{sum(v.proved for v in verdicts)} of {len(verdicts)} proved",
    ]


def _corruptions(outcome: Study) -> list[str]:
    """What was spoiled, how often it was noticed, and what turned out to be true."""
    return [
        *(
            f"{kind:34} {rejected:4} of {made:4} rejected"
            for kind, (made, rejected) in outcome.by_kind().items()
        ),
        *(
            f"{stage:34} {count:4} rejected there first"
            for stage, count in outcome.by_stage().items()
        ),
        f"{len(outcome.rejected)} of {len(outcome.outcomes)} corruptions rejected; "
        f"{len(outcome.accepted)} are true equations:",
        *(f"  {accepted.corruption}" for accepted in outcome.accepted),
        "",
    ]


if __name__ == "__main__":
    sys.exit(main())
