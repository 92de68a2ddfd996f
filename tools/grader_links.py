"""Write down for the grader which page has which chapter and equation: its pages lead there.

`python tools/grader_links.py` reads the chapters, and writes addresses.json into the grader.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LABEL = re.compile(r"\$\$ \(((?:eq|vec|deep)-\d+)\)")


def addresses() -> dict[str, dict[str, str]]:
    """Return {"chapters": {number: page}, "equations": {label: page}}."""
    chapters, equations = {}, {}
    for path in sorted((ROOT / "book").glob("[0-9][0-9]-*.ipynb")):
        chapters[str(int(path.name[:2]))] = path.stem
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for label in LABEL.findall("".join(cell["source"])):
                equations[label] = path.stem
    return {"chapters": chapters, "equations": equations}


def main() -> int:
    """Write the file."""
    text = json.dumps(addresses(), indent=1) + "\n"
    path = ROOT / "grader" / "backprop_grader" / "addresses.json"
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
