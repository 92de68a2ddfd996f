"""What the built site's script of all equations holds."""

import json
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
sys.path.insert(0, str(ROOT / "book" / "_ext"))


@cache
def built_data():
    """Return what the site's script of all equations holds."""
    path = SITE / "_static" / "equation_data.js"
    assert path.exists(), f"{path} is missing: run `make book` first"
    text = path.read_text(encoding="utf-8")
    return json.loads(text.removeprefix("window.equationData = ").removesuffix(";\n"))
