"""feedback.zip: the pages, under the names that the platform wants back."""

import os
import re
import zipfile
from pathlib import Path

from .look import file_name
from .names import CANVAS, SHORT

PAGE = "feedback.html"
MOODLE_FOLDER = re.compile(r".+_\d+_assignsubmission_[^_]+_?")
WHEN = (2020, 1, 1, 0, 0, 0)  # the same pages make the same zip


class Parcel:
    """A zip that is there whole or as before. Use it as a context manager."""

    def __init__(self, path: Path):
        self.path, self._part = path, path.with_name(f".{path.name}.part")

    def __enter__(self):
        self._zip = zipfile.ZipFile(self._part, "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()
        return self

    def __exit__(self, kind, *_):
        self._zip.close()
        if kind is None:
            os.replace(self._part, self.path)
        else:
            self._part.unlink(missing_ok=True)

    def add(self, result: dict, page: str) -> None:
        """Add a student's page."""
        name = name_for(result)
        if name in self._names:  # an earlier upload of somebody else's cannot be theirs as well
            name = f"{file_name(result['student'])}.html"
        self._names.add(name)
        info = zipfile.ZipInfo(name, WHEN)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o100644 << 16
        self._zip.writestr(info, page)


def name_for(result: dict) -> str:
    """Return what the page is called in the zip.

    Moodle's upload of feedback files reads the folder, Canvas's of submissions the two numbers
    at the start of the name.
    """
    for part in result["source"].split("/"):
        if found := MOODLE_FOLDER.match(part):
            return f"{found[0]}/{PAGE}"
        if (found := CANVAS.match(part)) and not found["writer"]:
            return f"{found[0]}{PAGE}"
        found = SHORT.match(part)
        if found and f"{found['name']}_{found['id']}" == result["student"]:
            return f"{part.removesuffix(found['file'])}{PAGE}"
    return f"{file_name(result['student'])}.html"
