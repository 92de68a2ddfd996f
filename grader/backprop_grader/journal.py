"""results.jsonl: one line for each graded submission, on disk before the next one counts.

Whoever kills the grader loses at most the line being written; the next run reads what is there
and goes on. Of several lines about one student the last one counts; the earlier ones tell what
an appeal changed.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path


class OtherGrading(ValueError):
    """The folder holds the results of a grading with other settings."""


class InUse(ValueError):
    """Another run writes into the folder at this moment."""


class Journal:
    """The results so far. `settings` is what must not change within one grading.

    Afterwards the attribute `settings` has what counts in this folder: of the exercises some may
    be left out later, but each result has those of the first run; and a seed of None becomes
    that of the first run, or a new one.

    As long as it is open, no other process can open it (where the system has file locks).
    Only where each result stands is kept in memory, so a large course needs no more than a small
    one.
    """

    def __init__(self, path: Path, settings: dict):
        self.path = path
        self.settings = dict(settings)
        self._places: dict[str, tuple[int, str]] = {}  # by student: the latest result
        self._seen: dict[tuple[str, str], str] = {}  # by student and origin: the latest mark
        self._file = open(path, "ab")  # noqa: SIM115 (open as long as the journal lives)
        try:
            _lock(self._file)
            whole = self._read(settings)
            self._file.truncate(whole)
            if not whole:
                if self.settings.get("seed", 0) is None:
                    self.settings["seed"] = secrets.randbelow(2**31)
                self._append({"settings": self.settings})
        except BaseException:
            self._file.close()
            raise

    def _read(self, settings) -> int:
        """Read what an earlier run wrote; return how many bytes of it are whole lines."""
        whole = 0
        with open(self.path, "rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    break  # torn by a kill: that submission is graded again
                try:
                    entry = json.loads(line)
                    if number == 1:
                        before = dict(entry["settings"])
                    elif entry.get("forgotten"):
                        self._drop(entry["student"])
                    else:
                        self._keep(entry, whole)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise ValueError(
                        f"{self.path} line {number} is no result of this grader; "
                        "move the file away or choose another --out folder."
                    ) from error
                if number == 1:
                    self._compare(before, settings)
                whole += len(line)
        return whole

    def _compare(self, before, now):
        changed = [
            f"{'other' if key.endswith('s') else 'another'} {key}"
            for key in now
            if key != "exercises" and now[key] is not None and before.get(key) != now[key]
        ]
        if changed:
            raise OtherGrading(
                f"{self.path.parent} holds a grading with {' and '.join(changed)}. "
                "Choose another --out folder, or use the same settings to go on with it."
            )
        new = [key for key in now.get("exercises", []) if key not in before.get("exercises", [])]
        if new:
            raise OtherGrading(
                f"{self.path.parent} holds a grading without {', '.join(new)}. Choose another "
                "--out folder to grade everybody with what is new, or leave it out to go on here."
            )
        self.settings = before

    def add(self, result: dict) -> None:
        """Write one result and wait until it is on the disk."""
        place = self._file.seek(0, os.SEEK_END)
        self._append(result)
        self._keep(result, place)

    def has(self, student: str, source: str, digest: str, origin: str = "") -> bool:
        """True when this very file of this student is graded, and the grader did not fail.

        origin : the SUBMISSIONS it is in. What came later from elsewhere, such as a late batch,
            is not undone by what is there still; a folder that moved is not graded again.
        """
        latest = self._places.get(student, (0, ""))[1]
        mark = _mark({"source": source, "digest": digest})
        return self._seen.get((student, origin), latest) == mark

    def _keep(self, result, place):
        mark = _mark(result)
        self._places[result["student"]] = (place, mark)
        self._seen[result["student"], result.get("origin", "")] = mark

    def _drop(self, student):
        self._places.pop(student, None)
        for key in [key for key in self._seen if key[0] == student]:
            del self._seen[key]

    @property
    def students(self) -> list[str]:
        """Everybody who has a result, by name."""
        return sorted(self._places)

    def results(self) -> Iterator[dict]:
        """Yield everybody's latest result, by name."""
        with open(self.path, "rb") as file:
            for student in self.students:
                file.seek(self._places[student][0])
                yield json.loads(file.readline())

    def failed(self) -> list[str]:
        """Return, by name, those over whose work the grader itself failed."""
        return [student for student in self.students if self._places[student][1] == FAILED]

    def forget(self, student: str) -> None:
        """Leave a student out from now on. Raises a ValueError if there is no such student."""
        if student not in self._places:
            raise ValueError(f"--forget must name somebody who is graded; got {student}.")
        self._append({"student": student, "forgotten": True})
        self._drop(student)

    def _append(self, entry):
        line = json.dumps(entry, ensure_ascii=True) + "\n"
        self._file.write(line.encode())
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


FAILED = "failed"  # instead of a mark


def _mark(result: dict) -> str:
    """Return what must be the same for a result to count."""
    if result.get("failed"):
        return FAILED
    return f"{result['digest']} {result['source']}"


def _lock(file) -> None:
    """Keep others out until the file is closed, also by a kill. Raises InUse."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise InUse(
            f"Another run is writing into {Path(file.name).parent}. "
            "Wait for it to end, or choose another --out folder."
        ) from error
    except OSError:  # some network disks have no locks
        return


def entries(path: Path) -> list[dict]:
    """Return all results of a finished journal."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def settings_of(path: Path) -> dict:
    """Return the settings at the top of a journal; empty if there is none."""
    try:
        with open(path, "rb") as file:
            return dict(json.loads(file.readline())["settings"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
