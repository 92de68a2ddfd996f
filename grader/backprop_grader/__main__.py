"""`python -m backprop_grader` is `backprop-grader`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
