"""Run the commands that others are made of, quietly unless they fail."""

import subprocess
import sys


def run(*command, otherwise: str, **options) -> None:
    """Run a command, with the options of subprocess.run.

    If it fails, show what it said, say what comes of it, `otherwise`, and end.
    """
    words = [str(part) for part in command]
    done = subprocess.run(words, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\n{otherwise}: {' '.join(words)} failed.")
