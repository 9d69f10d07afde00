"""What the tests of this room share: a scenario with every section, files, and hand-made sheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ruamel.yaml import YAML

from planner.errors import Fault, InputError
from planner.scenario.document import copied, read_document
from planner.scenario.loading import doubts_with_places, load_with_places
from planner.scenario.workbook import column_letters

SMALL = Path(__file__).with_name("small.yaml")
_SMALL_DATA = read_document(SMALL).data


def complete_data() -> dict[str, Any]:
    """A scenario that uses every section, as a fresh mapping."""
    data: dict[str, Any] = copied(_SMALL_DATA)
    return data


def faults_of(action: Callable[[], object]) -> tuple[Fault, ...]:
    """The faults that `action` raises; none where it succeeds."""
    try:
        action()
    except InputError as error:
        return error.faults
    return ()


def only(faults: Sequence[Fault]) -> Fault:
    """The one fault there is."""
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


def write(folder: Path, text: str, name: str = "case.yaml") -> Path:
    """Write a file in `folder`."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def written(folder: Path, data: Mapping[str, Any], faults: Sequence[Fault]) -> list[str]:
    """The text of the file of `loaded` at the place of each fault, from there to the line's end."""
    lines = (folder / "case.yaml").read_text(encoding="utf-8").splitlines()
    assert lines == as_yaml(data).splitlines()
    return [lines[(f.place.line or 0) - 1][(f.place.column or 0) - 1 :] for f in faults]


def refused(folder: Path, data: Mapping[str, Any]) -> Fault:
    """The one fault for which a scenario is refused; it has a place."""
    path = write(folder, as_yaml(data))
    fault = only(faults_of(lambda: load_with_places(path)))
    assert fault.place.line
    return fault


def asked(folder: Path, data: Mapping[str, Any]) -> list[Fault]:
    """What a careful reader asks of a scenario, but for the sources of figures and free lanes."""
    loaded = load_with_places(write(folder, as_yaml(data)))
    doubts = doubts_with_places(loaded)
    assert all(doubt.place.line for doubt in doubts)
    usual = ("unsourced-figures", "lanes-have-a-fleet")
    return [doubt for doubt in doubts if doubt.check not in usual]


def as_yaml(data: Mapping[str, Any]) -> str:
    """The mapping as YAML text, with every key on a line of its own."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    text = io.StringIO()
    yaml.dump(dict(data), text)
    return text.getvalue()


def paths(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path below `data`, parents before what they hold."""
    parts: Iterable[tuple[str | int, Any]] = ()
    if isinstance(data, dict):
        parts = data.items()
    elif isinstance(data, list):
        parts = enumerate(data)
    for key, value in parts:
        yield (*at, key)
        yield from paths(value, (*at, key))


def at(data: Any, path: Iterable[str | int]) -> Any:
    """What stands at `path`."""
    for key in path:
        data = data[key]
    return data


HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DATE = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
FORMAT = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'


class Raw(str):
    """A cell written as XML, with `{ref}` where its reference goes."""


Cell = str | float | bool | Raw | None


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Path:
    """Write a workbook by hand: text as shared strings, numbers, booleans, raw cells."""
    shared: list[str] = []
    parts = {
        f"xl/worksheets/sheet{i}.xml": _sheet(rows, shared)
        for i, rows in enumerate(sheets.values(), start=1)
    }
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>'
        for i, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{LINK}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    parts |= {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{FORMAT}{DATE}</styleSheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, HEAD + text)
    return path


def _sheet(rows: Sequence[Sequence[Cell]], shared: list[str]) -> str:
    lines = []
    for r, row in enumerate(rows, start=1):
        cells = (_cell(cell, f"{column_letters(c)}{r}", shared) for c, cell in enumerate(row))
        lines.append(f'<row r="{r}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(cell: Cell, ref: str, shared: list[str]) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Raw):
        return cell.replace("{ref}", ref)
    if isinstance(cell, bool):
        return f'<c r="{ref}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, str):
        shared.append(cell)
        return f'<c r="{ref}" t="s"><v>{len(shared) - 1}</v></c>'
    return f'<c r="{ref}"><v>{cell!r}</v></c>'
