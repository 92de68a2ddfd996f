"""A zip gives what it holds, up to the limit: whatever its headers claim, however it is packed."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from notebooks import hand_in, notebook

from backprop_grader import archives, files
from backprop_grader.files import read
from backprop_grader.limits import MB
from backprop_grader.submissions import find

METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
PACKED = METHODS[1:]
ROOM = 25 * MB  # what reading up to 10 MB of anything may hold


def zipped(entries: dict, method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def peak_of(work) -> int:
    """Return the most memory that some work held at once, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def with_size(data: bytes, size: int) -> bytes:
    """Return a zip of one entry whose headers say that it holds `size` bytes."""
    place = data.index(b"PK\1\2")
    data = data[: place + 24] + struct.pack("<L", size) + data[place + 28 :]
    return data[:22] + struct.pack("<L", size) + data[26:]


@pytest.fixture(scope="module", params=PACKED)
def bombs(request):
    """A bomb, and one whose entry says that it is a zip."""
    zeros = bytes(30 * MB)
    return (
        zipped({"hw.ipynb": zeros}, request.param),
        zipped({"in.zip": b"PK" + zeros}, request.param),
    )


@pytest.mark.parametrize("claim", [None, 1000])
def test_a_bomb_is_inflated_no_further_than_the_limit(bombs, tmp_path, claim):
    path, (bomb, _) = tmp_path / "ann.zip", bombs
    path.write_bytes(with_size(bomb, claim) if claim else bomb)
    results = []
    assert peak_of(lambda: results.append(read((str(path), "hw.ipynb"), 5 * MB))) < ROOM
    assert results == [None]


@pytest.mark.parametrize("claim", [None, 1000])
def test_a_bomb_that_says_it_is_a_zip(bombs, tmp_path, monkeypatch, claim):
    monkeypatch.setattr(files, "INNER", 10 * MB)
    _, inner = bombs
    (tmp_path / "ann.zip").write_bytes(with_size(inner, claim) if claim else inner)
    problems = []
    assert peak_of(lambda: problems.extend(s.read(1)[1] for s in find(tmp_path))) < ROOM
    assert problems == ["The zip cannot be opened: it is larger than 10 MB."]


@pytest.mark.parametrize("method", METHODS)
def test_what_is_small_comes_out_as_it_went_in(tmp_path, method):
    text = "".join(chr(33 + k * k % 89) for k in range(300_000)).encode()
    (tmp_path / "a.zip").write_bytes(zipped({"empty": b"", "hw": text}, method))
    assert read((str(tmp_path / "a.zip"), "hw"), MB) == text
    assert read((str(tmp_path / "a.zip"), "hw"), len(text)) == text
    assert read((str(tmp_path / "a.zip"), "hw"), len(text) - 1) is None
    assert read((str(tmp_path / "a.zip"), "empty"), 0) == b""


def test_a_dictionary_of_4_gb_is_not_made(tmp_path):
    data = zipped({"hw": b"x" * 1000}, zipfile.ZIP_LZMA)
    start = data.index(b"hw") + 2  # of the entry: version, length, settings, dictionary
    data = data[: start + 5] + b"\xff\xff\xff\xff" + data[start + 9 :]
    (tmp_path / "a.zip").write_bytes(data)
    assert read((str(tmp_path / "a.zip"), "hw"), MB) == b"x" * 1000


def test_a_list_of_entries_without_end_is_not_read(tmp_path):
    hand_in(tmp_path, "bob.ipynb", notebook())
    (tmp_path / "ann.zip").write_bytes(zipped({f"{'x' * 200}{k}": "" for k in range(30_000)}))
    found = []
    assert peak_of(lambda: found.extend(find(tmp_path))) < ROOM
    assert [s.read(1)[1] for s in found] == [
        "The zip cannot be opened: its list of entries is too long.",
        "",
    ]


def test_a_method_that_nobody_uses_is_named(tmp_path):
    data = zipped({"hw.ipynb": notebook()})
    place = data.index(b"PK\1\2")
    data = data[: place + 10] + struct.pack("<H", 9) + data[place + 12 :]
    (tmp_path / "ann.zip").write_bytes(data[:8] + struct.pack("<H", 9) + data[10:])
    (submission,) = find(tmp_path)
    assert "a method that is not read here (9)" in submission.read(1)[1]


def test_a_locked_zip_is_named(tmp_path):
    data = bytearray(zipped({"hw.ipynb": notebook()}))
    data[data.index(b"PK\1\2") + 8] |= 1
    data[6] |= 1
    (tmp_path / "ann.zip").write_bytes(data)
    (submission,) = find(tmp_path)
    assert "password" in submission.read(1)[1]


def test_an_entry_whose_sum_is_wrong_is_damaged(tmp_path):
    data = zipped({"hw.ipynb": notebook()}, zipfile.ZIP_STORED)
    (tmp_path / "a.zip").write_bytes(data.replace(b"cells", b"sells"))
    with archives.opened(str(tmp_path / "a.zip")) as archive, pytest.raises(zipfile.BadZipFile):
        archives.read_entry(archive, "hw.ipynb", MB)
