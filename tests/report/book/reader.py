"""Workbooks read back by another hand than the one that wrote them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

Rows = list[list[Any]]


def sheets(made: bytes) -> dict[str, Rows]:
    """Every sheet of a workbook, from its first cell on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def records(rows: Rows) -> list[dict[str, Any]]:
    """The rows of a table by the names in its first row; an empty cell is None."""
    header, *below = rows
    return [
        {name: None if cell == "" else cell for name, cell in zip(header, row, strict=True)}
        for row in below
    ]


def parts(made: bytes) -> dict[str, str]:
    """The files in a workbook that hold XML."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def sheet_parts(made: bytes) -> dict[str, str]:
    """The XML of each sheet by its name."""
    found = parts(made)
    names = re.findall(r'<sheet name="([^"]*)"', found["xl/workbook.xml"])
    return {
        _unescaped(name): found[f"xl/worksheets/sheet{number}.xml"]
        for number, name in enumerate(names, start=1)
    }


def told(made: bytes) -> str:
    """What a reader sees of a workbook, sheet by sheet and cell by cell."""
    lines = []
    for name, rows in sheets(made).items():
        lines += [f"=== {name}", *(" | ".join(map(_cell, row)).rstrip(" |") for row in rows)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def _unescaped(text: str) -> str:
    for escape, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(escape, character)
    return text
