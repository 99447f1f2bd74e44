"""docs/notebook.md as a notebook: each block is a cell, and each cell that ends in something to see shows it."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "notebook.md"
CELLS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
SHOWN = {  # the beginning of the last line of a cell, and the kind of what the notebook shows
    "statement": "text/html",
    'statement["Uptime"]  #': "text/html",
    "statement.missed": "text/html",
    "statement.explain": "text/html",
    'statement["Uptime"].chart()': "image/svg+xml",
    'statement["Uptime"].chart("payable")': "image/svg+xml",
    "statement.where": "image/svg+xml",
    "line.charts()": "text/html",
    "statement.charts()": "text/html",
    "statement.to_pandas()": "text/html",
    "statement.to_polars": "text/html",
}


def kind_of(cell):
    """What a cell is to show; None for one that shows nothing."""
    last = cell.rstrip().splitlines()[-1]
    return next((kind for start, kind in SHOWN.items() if last == start or (start != "statement" and last.startswith(start))), None)


def test_every_kind_is_shown_by_a_cell():
    assert len([cell for cell in CELLS if kind_of(cell)]) == len(SHOWN)


def test_the_kinds_without_a_notebook():
    """What a notebook would ask the values for: `_repr_html_` and `_repr_svg_`."""
    for package in ("pandas", "polars"):
        pytest.importorskip(package)
    names = {}
    for cell in CELLS:
        kind = kind_of(cell)
        body, _, last = cell.rstrip().rpartition("\n")
        if kind is None:
            exec(cell, names)
            continue
        exec(body, names)
        value = eval(last, names)
        shown = value._repr_svg_() if kind == "image/svg+xml" else value._repr_html_()
        assert shown.lstrip().startswith("<svg" if kind == "image/svg+xml" else "<"), last


@pytest.mark.slow
def test_the_page_in_a_real_notebook():
    """Jupyter runs every cell, and shows the best form of each value."""
    for package in ("nbclient", "nbformat", "ipykernel", "pandas", "polars"):
        pytest.importorskip(package)
    import nbclient
    import nbformat

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    for cell, made in zip(CELLS, notebook.cells, strict=True):
        kind = kind_of(cell)
        if kind is not None:
            (output,) = made.outputs
            assert kind in output.data, cell
