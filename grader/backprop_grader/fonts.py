"""Matplotlib's list of fonts, made once: making it takes seconds, and each sandbox starts empty."""

import functools
import os
import shutil
from pathlib import Path


@functools.cache
def font_list() -> str:
    """Return the path of the list that Matplotlib keeps for us; empty if it keeps none."""
    import matplotlib
    from matplotlib.font_manager import FontManager  # makes the list if there is none

    path = Path(matplotlib.get_cachedir()) / f"fontlist-v{FontManager.__version__}.json"
    return str(path) if path.is_file() else ""


def bound(fonts: str) -> list[str]:
    """Return how bubblewrap shows the list where Matplotlib looks in the sandbox."""
    return ["--ro-bind", fonts, f"/tmp/{Path(fonts).name}"] if os.path.exists(fonts) else []


def copied(fonts: str, folder: str, user: int | None) -> dict[str, str]:
    """Put the list into a process's own folder; return what to add to its environment."""
    if os.path.exists(fonts):
        copy = Path(folder) / Path(fonts).name
        shutil.copyfile(fonts, copy)
        if user:
            os.chown(copy, user, user)
    return {"MPLCONFIGDIR": folder}
