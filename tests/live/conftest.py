"""What the tests of the live pages share."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "browser"))  # built_site.py
sys.path.append(str(HERE.parents[1] / "book/_static/live"))  # session.py, as the worker has it
