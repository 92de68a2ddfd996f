"""How much one submission may use."""

from dataclasses import dataclass

MB = 2**20
WEEK = 7 * 24 * 3600.0  # seconds
LEAST_MEMORY = 256  # MB; Python with NumPy and the library starts in 192
MOST_MEMORY = 2**24  # MB


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; times in seconds, sizes in megabytes.

    step : for one cell, and for all calls of one answer
    total : for the whole submission, restarts included; each exercise adds what it may take at
        most, so that answers that loop take no time from the others
    restarts : how often a submission that killed its process is started again without that cell;
        each exercise adds one, because an answer that killed it is not asked again

    Raises a ValueError for what would give everybody zero points.
    """

    step: float = 10.0
    total: float = 60.0
    memory: int = 2048
    files: int = 64
    output: int = 1
    notebook: int = 20
    processes: int = 64
    restarts: int = 5

    def __post_init__(self):
        for name in ("step", "total"):
            if not 0 < getattr(self, name) <= WEEK:  # false for NaN, too
                raise ValueError(
                    f"--{name} must be a number of seconds above 0 and at most {WEEK:.0f}; "
                    f"got {getattr(self, name)}."
                )
        if not LEAST_MEMORY <= self.memory <= MOST_MEMORY:
            raise ValueError(
                f"--memory must be from {LEAST_MEMORY} to {MOST_MEMORY} megabytes (with less, "
                f"Python does not start); got {self.memory}."
            )
        for name in ("files", "output", "notebook", "processes"):
            if not getattr(self, name) >= 1:
                raise ValueError(f"{name} must be at least 1; got {getattr(self, name)}.")
        if self.restarts < 0:
            raise ValueError(f"restarts must be at least 0; got {self.restarts}.")
