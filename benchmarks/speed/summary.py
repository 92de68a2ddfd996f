"""The one table of the page: what a reader does, peer by peer."""

import statistics

from . import learn, peers, table

TINY, ALL_DIGITS = [1, 1, 1, 1], [64, 32, 10, 1797]
HEADINGS = ("", "one call, 1-1-1", "one call, 1,797 digits, fresh process",
            "a pass over the digits", f"until {learn.GOAL:.0%} are read right")  # fmt: skip


def seconds(record: dict, peer: str) -> tuple[float | None, ...]:
    """Return the four times of a peer in seconds; None where it was not measured."""
    warm = table.cells(record, peer=peer, size=TINY, what="both", threads=1, dtype="float64")
    cold = [r for r in record["cold"] if (r["peer"], r["size"]) == (peer, ALL_DIGITS)]
    points = [r["points"] for r in record["learning"] if r["peer"] == peer]
    passes = [one for each in points for one in learn.pass_seconds(each)]
    ends = [learn.until(each) for each in points]
    return (
        warm[0]["seconds"]["median"] if warm and "seconds" in warm[0] else None,
        cold[0]["seconds"]["median"] if cold else None,
        statistics.median(passes) if passes else None,
        statistics.median(ends) if ends and None not in ends else None,
    )


def markdown(record: dict) -> str:
    """Return the table, the library's times first and all others as multiples of them."""
    ours = seconds(record, peers.OURS)
    rows = [HEADINGS, ("---",) * len(HEADINGS)]
    for peer in table.names(record):
        found = seconds(record, peer)
        if peer == peers.OURS:
            cells = [table.duration(one) for one in found]
        else:
            cells = [
                "–" if one is None else table.times(one / mine)
                for one, mine in zip(found, ours, strict=True)
            ]
        if set(cells) != {"–"}:
            rows.append((peer, *cells))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
