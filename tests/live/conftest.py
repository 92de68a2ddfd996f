"""What the tests of the live pages share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))  # built_site.py
