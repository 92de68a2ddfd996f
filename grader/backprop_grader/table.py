"""A CSV file, as whoever wrote it: encoding, separator, quotes and line ends stay.

Python's csv module forgets how a cell was quoted, so the cells are found here.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = (  # by how a file begins, then whatever can read it
    ("utf-8-sig", b"\xef\xbb\xbf"),
    ("utf-16", b"\xff\xfe"),
    ("utf-16", b"\xfe\xff"),
)


@dataclass
class Table:
    """A CSV file whose cells are still as they were written.

    rows : of raw cells, quotes included; ends : how each row ends
    """

    rows: list[list[str]]
    ends: list[str]
    separator: str
    encoding: str
    start: bytes

    def text(self, row: int, column: int) -> str:
        """Return what a cell says; empty if the row is shorter."""
        cells = self.rows[row]
        raw = cells[column] if column < len(cells) else ""
        return raw[1:-1].replace('""', '"') if raw[:1] == '"' else raw

    def fill(self, row: int, column: int, value: str) -> None:
        """Write a cell, quoted if it was or must be."""
        cells = self.rows[row]
        cells += [""] * (column + 1 - len(cells))
        quoted = cells[column][:1] == '"' or self.separator in value
        cells[column] = f'"{value}"' if quoted else value

    def encoded(self) -> bytes:
        """Return the file."""
        lines = (
            self.separator.join(cells) + end
            for cells, end in zip(self.rows, self.ends, strict=True)
        )
        return self.start + "".join(lines).encode(self.encoding)


def read_table(path: Path) -> Table:
    """Read a CSV file of any platform. Raises a ValueError if it is none."""
    data = path.read_bytes()
    start, encoding = b"", "utf-8"
    for name, mark in ENCODINGS:
        if data.startswith(mark):
            start = mark
            encoding = name.removesuffix("-sig")
            encoding += {b"\xff\xfe": "-le", b"\xfe\xff": "-be"}.get(mark, "")
    try:
        text = data[len(start) :].decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"  # what spreadsheets on Windows save
        text = data.decode(encoding, "surrogateescape")
        if "\x00" in text:
            raise ValueError(f"{path} is not a table (CSV).") from None
    head = text.partition("\n")[0]
    separator = max("\t,;", key=head.count)
    if separator not in head or "\x00" in text:
        raise ValueError(f"{path} is not a table (CSV): its first line has one column.")
    cell = re.compile(rf'("(?:[^"]|"")*"|(?!")[^{separator}\r\n]*)({separator}|\r\n|\n|\r|\Z)')
    rows: list[list[str]] = [[]]
    ends: list[str] = []
    place = 0
    while place < len(text):
        found = cell.match(text, place)
        if found is None:
            raise ValueError(f"{path} line {len(ends) + 1} has a quote that does not end.")
        rows[-1].append(found[1])
        place = found.end()
        if found[2] != separator:
            ends.append(found[2])
            rows.append([])
        elif place == len(text):  # ends with an empty cell
            rows[-1].append("")
            ends.append("")
            rows.append([])
    return Table(rows[:-1], ends, separator, encoding, start)
