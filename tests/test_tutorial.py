"""The tutorial notebook runs from its first cell to its last."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "tutorial"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_is_a_tutorial() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "keep it without its answers"
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3")
    client.execute()
    shown = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    kinds = {kind for outputs in shown for output in outputs for kind in output.get("data", {})}
    assert "text/html" in kinds  # plans, sections and frames show themselves
    assert "image/svg+xml" in kinds  # and so do charts


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_says_what_it_needs(path: Path) -> None:
    assert "pip install '.[report,notebook]'" in path.read_text("utf-8")
