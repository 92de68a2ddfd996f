"""Where a peer is ahead of the library, and why."""

from . import learn, peers
from .timing import spread

REASONS = {
    "NumPy, unchecked": "It computes the same and no more. The library also looks at every number "
    "you pass, keeps very negative sums exact, and makes its results unchangeable. That costs "
    "a fixed time, which only small networks notice, and another pass or two over the data.",
    "JAX, jit": "It has compiled the whole computation into one function. NumPy is called anew "
    "for each operation; JAX is called once. For matrices that are not tiny it also has its own "
    "matrix product, joins operations on single numbers into one loop, and spreads that loop over "
    "the threads.",
    "micrograd": "With a handful of numbers, plain Python arithmetic costs less than calling "
    "NumPy, even with an object for each number.",
    "loop over examples": "With one example there is nothing to loop over. What remains is NumPy "
    "without the library's checks.",
    "scikit-learn": "The call compared is an internal one, which trusts its input and overwrites "
    "its own arrays. Its public step checks everything, and is slower.",
    "PyTorch, eager": "Starting an operation costs PyTorch more than NumPy, but that no longer "
    "counts here. Its products come from another library, and with two threads it "
    "uses both cores for the sigmoids as well.",
    "PyTorch, compiled": "The operations on single numbers are joined into one loop of compiled "
    "C++, and its products come from another library.",
    "autograd": "It calls the same NumPy operations, without the library's checks.",
}


def ahead(record: dict) -> dict[str, list[dict]]:
    """Return for each peer the results that beat the library with three quarters of the rounds."""
    found = {}
    for result in record["results"]:
        rival = result["peer"] not in (peers.OURS, peers.FLOOR)
        if rival and "ratio" in result and result["ratio"]["q3"] < 1:
            found.setdefault(result["peer"], []).append(result)
    return found


def elsewhere(record: dict) -> dict[str, list[str]]:
    """Return for each peer where it is ahead in fresh processes and in learning, with a ratio."""
    found = {}
    for peer, what, ratio in [*_fresh(record["cold"]), *_learning(record["learning"])]:
        if peer not in (peers.OURS, peers.FLOOR) and ratio["q3"] < 1:
            found.setdefault(peer, []).append(f"{what} ({ratio['median']:.2f})")
    return found


def _fresh(results):
    ours = {tuple(r["size"]): r["seconds"] for r in results if r["peer"] == peers.OURS}
    for result in results:
        theirs, mine = result["seconds"], ours[tuple(result["size"])]
        ratio = {"median": theirs["median"] / mine["median"], "q3": theirs["q3"] / mine["q1"]}
        yield result["peer"], f"{_name(result['size'])} in a fresh process", ratio


def _learning(results):
    """Compare seed by seed, and pass by pass; what is known only once has no quartiles."""
    points = {(r["peer"], r["seed"]): r["points"] for r in results}
    for peer in dict.fromkeys(r["peer"] for r in results):
        pairs = [(points[p, s], points[peers.OURS, s]) for p, s in points if p == peer]
        passes = [zip(*map(learn.pass_seconds, pair), strict=True) for pair in pairs]
        ends = [tuple(map(learn.until, pair)) for pair in pairs]
        for what, times in (
            ("a pass over the digits", [pair for each in passes for pair in each]),
            (f"the digits until {learn.GOAL:.0%}", ends),
        ):
            if len(times) > 1 and None not in [one for pair in times for one in pair]:
                yield peer, what, spread([theirs / mine for theirs, mine in times])


def paragraphs(record: dict) -> list[str]:
    """Return a list item for each peer that is ahead somewhere: where, by how much, and why."""
    warm, others = ahead(record), elsewhere(record)
    items = []
    for peer in dict.fromkeys([*warm, *others]):
        places = [_where(warm[peer])] if peer in warm else []
        items.append(
            f"- **{peer}**, with {'; '.join(places + others.get(peer, []))}.\n  {REASONS[peer]}"
        )
    return items


def floor(record: dict) -> str:
    """Return how much of the library's time the products take in large batches."""
    shares = [
        f"{r['ratio']['median']:.0%} with {_name(r['size'])}"
        for r in record["results"]
        if (r["peer"], r["threads"], r["dtype"]) == (peers.FLOOR, 1, "float64")
        and r["what"] == "both"
        and r["size"][3] >= 64  # below, the time goes into starting
    ]
    return (
        f"Of the library's time with one thread, the **products alone** take {', '.join(shares)}. "
        "What remains goes into the sigmoids, most of it into their exponentials, and into one "
        "pass over the data for each sum, difference and product of single numbers. NumPy makes "
        "these passes one after the other; they count most where the products are thin."
    )


def _name(size) -> str:
    return "-".join(map(str, size[:3]))


def _where(results) -> str:
    """Group by size; the ratios run over types, threads, and with or without the step."""
    places = {}
    for result in results:
        places.setdefault(tuple(result["size"]), []).append(result["ratio"]["median"])
    return "; ".join(f"{_name(size)} ({_span(ratios)})" for size, ratios in places.items())


def _span(ratios) -> str:
    low, high = f"{min(ratios):.2f}", f"{max(ratios):.2f}"
    return low if low == high else f"{low} to {high}"
