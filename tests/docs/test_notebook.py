"""The notebook of the docs runs, and shows what it says: frames of events and statements, and a plot."""

from __future__ import annotations

from pathlib import Path

import nbformat

from .notebook import NOTEBOOK, run


def test_the_notebook_runs_and_shows_frames_and_a_plot(tmp_path: Path) -> None:
    shown = [output for cell in run(tmp_path).cells for output in cell.get("outputs", ())]
    words = "\n".join(output.data.get("text/plain", "") for output in shown if "data" in output)
    for wanted in ("Dock workers end strike", "Rui Matos", "Kofi Mensah", "Quito", "stand where they say"):
        assert wanted in words
    assert any("image/png" in output.get("data", {}) for output in shown)
    assert not [output for output in shown if output.output_type == "error"]


def test_the_notebook_is_kept_with_what_it_shows() -> None:
    kept = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(kept)
    code = [cell for cell in kept.cells if cell.cell_type == "code"]
    assert all(cell.execution_count == number for number, cell in enumerate(code, 1))
