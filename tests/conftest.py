"""What all tests share."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent))  # so that tests can import networks.py
sys.path.insert(0, str(Path(__file__).parent / "book"))  # and chapters.py
