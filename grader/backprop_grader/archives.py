"""Zips, read without trusting a byte of them: what an entry holds is counted as it comes out.

The library's own reader bounds only what deflate gives, and believes the sizes in the headers;
bzip2 and LZMA give all that a block holds at once. So it only finds the entries here, and hands
over their compressed bytes.
"""

import bz2
import contextlib
import copy
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from .limits import MB

DIRECTORY = 4 * MB  # of a zip's list of entries: some 40,000 names
STEP = 2**16  # bytes read, or inflated, at a time


class TooLarge(ValueError):
    """There is more than may be read."""


class _Bounded(io.BufferedReader):
    """A file of which nobody reads more than a list of entries at once."""

    def read(self, size=-1, /):
        """Read. Raises TooLarge for a list that is longer than any honest one."""
        data = super().read(DIRECTORY + 1 if size is None or size < 0 else min(size, DIRECTORY + 1))
        if len(data) > DIRECTORY:
            raise TooLarge("its list of entries is too long")
        return data


@contextlib.contextmanager
def opened(file: str | bytes) -> Iterator[zipfile.ZipFile]:
    """Open a zip on disk or in memory. Raises BadZipFile, TooLarge, OSError and others."""
    raw = io.BytesIO(file) if isinstance(file, bytes) else io.FileIO(file)
    with _Bounded(raw, STEP) as reader, zipfile.ZipFile(reader) as archive:
        yield archive


def read_entry(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Return an entry's bytes. Raises TooLarge beyond `limit`, BadZipFile if it is damaged."""
    parts, size, checksum = [], 0, 0
    for part in _parts(archive, name, limit):
        size += len(part)
        if size > limit:
            raise TooLarge(f"it is larger than {limit // MB} MB")
        checksum = zlib.crc32(part, checksum)
        parts.append(part)
    if checksum != archive.getinfo(name).CRC:
        raise zipfile.BadZipFile("it is damaged")
    return b"".join(parts)


def is_zip(archive: zipfile.ZipFile, name: str) -> bool:
    """True when an entry begins as a zip does."""
    return next(_parts(archive, name, STEP), b"")[:2] == b"PK"


def _parts(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """Yield an entry piece by piece, its compressed bytes read as if they were stored."""
    info = archive.getinfo(name)
    packed = copy.copy(info)
    packed.compress_type, packed.file_size = zipfile.ZIP_STORED, info.compress_size
    del packed.CRC  # it is that of the inflated bytes
    with archive.open(packed) as file:
        yield from _inflated(file, info.compress_type, limit)


def _inflated(file: IO[bytes], method: int, limit: int) -> Iterator[bytes]:
    """Yield what an entry's bytes give, never much at once."""
    if method == zipfile.ZIP_STORED:
        while part := file.read(STEP):
            yield part
        return
    if method == zipfile.ZIP_DEFLATED:
        yield from _with_zlib(file)
        return
    if method == zipfile.ZIP_BZIP2:
        machine: bz2.BZ2Decompressor | lzma.LZMADecompressor = bz2.BZ2Decompressor()
    elif method == zipfile.ZIP_LZMA:
        machine = _lzma(file, limit)
    else:
        raise zipfile.BadZipFile(f"it is packed by a method that is not read here ({method})")
    data = b""
    while not machine.eof:
        if machine.needs_input:
            data = file.read(STEP)
            if not data:
                return
        yield machine.decompress(data, STEP)
        data = b""


def _with_zlib(file: IO[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    while not machine.eof and (data := machine.unconsumed_tail or file.read(STEP)):
        yield machine.decompress(data, STEP)
    yield machine.flush(STEP)


def _lzma(file: IO[bytes], limit: int) -> lzma.LZMADecompressor:
    """Return what inflates LZMA; a dictionary need not be larger than what may come out."""
    _, size = struct.unpack("<HH", file.read(4))
    settings, dictionary = struct.unpack("<BL", file.read(size)[:5])
    rest, lc = divmod(settings, 9)
    pb, lp = divmod(rest, 5)
    most = max(4096, limit)
    return lzma.LZMADecompressor(
        lzma.FORMAT_RAW,
        filters=[
            {
                "id": lzma.FILTER_LZMA1,
                "dict_size": min(max(dictionary, 4096), most),
                "lc": lc,
                "lp": lp,
                "pb": pb,
            }
        ],
    )
