"""The notebook of the docs, run from end to end; `python -m tests.docs.notebook` keeps what it shows."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path("docs/notebook.ipynb")


def run(folder: Path) -> nbformat.NotebookNode:
    """The notebook with what its cells show now; raises what a cell raises."""
    book = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}}, record_timing=False).execute()
    book.metadata.language_info = {"name": "python"}
    return book


def main() -> None:
    """Run it and write it with what it shows."""
    with TemporaryDirectory() as folder:
        nbformat.write(run(Path(folder)), NOTEBOOK)


if __name__ == "__main__":
    sys.exit(main())
