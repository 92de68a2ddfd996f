"""Run notebooks from top to bottom, clean them, and save them in place: `make notebooks`.

A notebook is saved only when all its cells ran; a failing one is left as it was.
"""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from saving import load, save

BOOK = Path(__file__).parents[1] / "book"
TEMPLATE = Path(__file__).with_name("chapter_template.ipynb")
WIDGET = "application/vnd.jupyter.widget-view+json"
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def clean(notebook):
    """Drop from `notebook`, in place, what differs from run to run; number its cells in order."""
    notebook.metadata = nbformat.from_dict(KERNEL | {"language_info": {"name": "python"}})
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        cell.execution_count = number
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET, None)  # holds a random id
            if output.output_type == "execute_result":
                output.execution_count = number
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in ("tags",) if key in cell.metadata}
        )
    return notebook


def refresh(path: Path) -> str | None:
    """Execute, clean and save one notebook; return what went wrong, if anything did."""
    notebook = load(path)
    client = NotebookClient(
        notebook,
        timeout=120,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # its warnings are not about the book
        coalesce_streams=True,  # else the same prints may come back in one piece or in two
        resources={"metadata": {"path": path.parent}},
    )
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return f"{path.name}: {error}"
    save(path, clean(notebook))
    return None


def main() -> int:
    """Refresh the notebooks named on the command line, or all there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "notebooks", nargs="*", type=Path, help="default: all of book/, and the template"
    )
    paths = parser.parse_args().notebooks or [*sorted(BOOK.glob("*.ipynb")), TEMPLATE]
    with ThreadPoolExecutor(max_workers=2) as pool:
        failures = 0
        for path, problem in zip(paths, pool.map(refresh, paths), strict=True):
            print(problem or f"{path.name} is fresh")
            failures += problem is not None
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
