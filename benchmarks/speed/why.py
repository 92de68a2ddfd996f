"""Where a peer is ahead of the library, and why."""

from . import peers

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


def paragraphs(record: dict) -> list[str]:
    """Return a list item for each peer that is ahead somewhere: where, by how much, and why."""
    return [
        f"- **{peer}**, with {_where(results)}.\n  {REASONS[peer]}"
        for peer, results in ahead(record).items()
    ]


def _where(results) -> str:
    """Group by size; the ratios run over types, threads, and with or without the step."""
    places = {}
    for result in results:
        places.setdefault(tuple(result["size"]), []).append(result["ratio"]["median"])
    return "; ".join(
        f"{'-'.join(map(str, size[:3]))} ({_span(ratios)})" for size, ratios in places.items()
    )


def _span(ratios) -> str:
    low, high = f"{min(ratios):.2f}", f"{max(ratios):.2f}"
    return low if low == high else f"{low} to {high}"
