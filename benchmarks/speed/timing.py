"""Time several things side by side: in rounds, so that a slow moment hits them all."""

import gc
import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """How long to measure. A sample is as many calls as fill `sample` seconds, at least one."""

    rounds: int = 21
    sample: float = 0.004
    slow: float = 0.5  # a call that takes longer is timed only this once

    def calls(self, seconds: float) -> int:
        """Return how many calls of this length make a sample."""
        return max(1, round(self.sample / seconds))


FULL = Effort()
PAUSED = Effort(rounds=11)  # where each sample waits, fewer must do
QUICK = Effort(rounds=3, sample=0.0005, slow=0.1)


def side_by_side(functions: dict, effort: Effort, pause: float = 0) -> tuple[dict, dict]:
    """Time functions without arguments; return ({name: seconds per call, one each round}, slow).

    `slow` has those that take longer than `effort.slow`, with the seconds of their only call.
    `pause` seconds pass before each measurement: for a while after a call, a library's threads
    wait for the next by turning in circles, on the core that the next library needs.
    """
    calls, slow = {}, {}
    for name, function in functions.items():
        time.sleep(pause)
        seconds = once(function, 1)
        if seconds < 4 * effort.slow:  # the first call may have had something to set up
            seconds = min(once(function, 1), once(function, 1))
        if seconds > effort.slow:
            slow[name] = seconds
        else:
            calls[name] = effort.calls(seconds)
    samples = {name: [] for name in calls}
    gc.collect()
    gc.disable()  # as timeit does
    try:
        for _ in range(effort.rounds):
            for name, number in calls.items():
                if pause:
                    time.sleep(pause)
                    functions[name]()  # wakes its threads
                samples[name].append(once(functions[name], number))
    finally:
        gc.enable()
    return samples, slow


def once(function, number: int) -> float:
    """Return the seconds for one call, over `number` calls."""
    start = time.perf_counter()
    for _ in range(number):
        function()
    return (time.perf_counter() - start) / number


def spread(values) -> dict:
    """Return the median and the quartiles, rounded to four digits."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return {
        name: significant(value) for name, value in (("median", middle), ("q1", low), ("q3", high))
    }


def significant(value: float) -> float:
    """Return the value with four significant digits: more would be noise."""
    return float(f"{value:.4g}")
