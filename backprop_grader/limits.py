"""How much one submission may use."""

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; times in seconds, sizes in megabytes.

    step : for one cell, and for all calls of one answer
    total : for the whole submission, restarts included
    restarts : how often a submission that killed its process is started again without that cell
    """

    step: float = 10.0
    total: float = 60.0
    memory: int = 2048
    files: int = 64
    output: int = 1
    notebook: int = 20
    processes: int = 64
    restarts: int = 5
