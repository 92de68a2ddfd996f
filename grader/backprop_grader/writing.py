"""What is written: text that fits into UTF-8, and files that are whole or as they were."""

import os
from pathlib import Path


def clean(value):
    r"""Return plain data with text that can be written as UTF-8, whatever a student put there.

    What cannot is written out, as in "\ud800", so that two different names stay different.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {clean(key): clean(part) for key, part in value.items()}
    return [clean(part) for part in value] if isinstance(value, list | tuple) else value


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file so that it is there either as before or complete, never half.

    One that is there already with this content is left alone, which is much quicker.
    """
    data = text.encode() if isinstance(text, str) else text
    if path.is_file() and path.read_bytes() == data:
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
