"""Measure, print, and if asked to, record: `python -m benchmarks.speed`, or `make bench`."""

import argparse
import json
from pathlib import Path

from . import page, run, table


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="three sizes, few rounds: a trial")
    parser.add_argument(
        "--record", type=Path, nargs="?", const=page.RECORD, help="write the record"
    )
    options = parser.parse_args()
    if options.quick and options.record == page.RECORD:
        parser.error("a quick trial is not worth recording; name another file")
    record = run.run(quick=options.quick)
    print(table.text(record))
    if options.record:
        options.record.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        print(f"\nRecorded in {options.record}")
    if options.record == page.RECORD:
        page.write()


if __name__ == "__main__":
    main()
