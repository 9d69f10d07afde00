"""How faults are shown: with the line they stand on, one to a line, or for a build server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len

from planner.errors import NOWHERE, Fault, Place, printable
from planner.messages import Language, in_language

# Beyond so many a reader mends the first ones before he reads on; the rest is one line each.
FRAMED = 20
# A source file larger than this is not read again only to show one line of it.
LARGEST_SHOWN_BYTES = 20_000_000
SEVERITIES: dict[Language, dict[str, str]] = {
    "en": {"error": "error", "warning": "warning"},
    "fr": {"error": "erreur", "warning": "avertissement"},
}
TOKEN = re.compile(r'"[^"]*"?|\'[^\']*\'?|[^\s,:\]}#][^,:\]}#]*')
IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_FIELD = IN_MESSAGE | {":": "%3A", ",": "%2C"}
Paint = Callable[[str, str], str]


def plain_paint(text: str, _: str) -> str:
    """No colour."""
    return text


def lines(
    faults: Iterable[Fault], language: Language = "en", *, labelled: bool = False
) -> Iterator[str]:
    """One line for each fault, `labelled` with its severity: the form for pipes, logs and mail."""
    for fault in faults:
        name = f"[{fault.check}]" if fault.check else ""
        label = f"{SEVERITIES[language][fault.severity]}{name}: " if labelled else ""
        yield label + fault.text(language)


def frames(
    faults: Sequence[Fault],
    language: Language = "en",
    width: int = 100,
    paint: Paint = plain_paint,
) -> Iterator[str]:
    """The first faults each with the line it stands on and a mark under it; the others on a line
    each. `paint(text, style)` colours a text, in the style names of Rich."""
    sources = _Sources()
    for fault in faults[:FRAMED]:
        yield from _frame(fault, sources, language, width, paint)
        yield ""
    yield from lines(faults[FRAMED:], language, labelled=True)


def github(faults: Iterable[Fault], language: Language = "en") -> Iterator[str]:
    """One annotation for each fault, as GitHub's workflows read them from a log."""
    for fault in faults:
        place = fault.place
        given = {"file": place.file, "line": place.line, "col": place.column}
        given["title"] = fault.check or fault.code
        known = {name: str(value) for name, value in given.items() if value}
        fields = ",".join(f"{name}={_escaped(text, IN_FIELD)}" for name, text in known.items())
        # a cell of a workbook is no line of a text: it is told in the message
        told = fault if place.cell else replace(fault, place=NOWHERE)
        message = _escaped(told.text(language), IN_MESSAGE)
        yield f"::{fault.severity} {fields}::{message}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in printable(text))


def _frame(
    fault: Fault, sources: _Sources, language: Language, width: int, paint: Paint
) -> Iterator[str]:
    style = "bold red" if fault.severity == "error" else "bold yellow"
    name = fault.check or fault.code
    head = SEVERITIES[language][fault.severity] + (f"[{name}]" if name else "")
    yield paint(head, style) + printable(f": {in_language(fault.what, language)}")
    gutter = len(str(fault.place.line or ""))
    margin = " " * gutter
    where = printable("  ".join(part for part in (str(fault.place), fault.path) if part))
    if where:
        yield f"{margin}{paint('-->', 'blue')} {where}"
    written = sources.line(fault.place)
    if written is not None:
        yield from _excerpt(written, fault, width, paint)
    for label, text in fault.details(language):
        yield f"{margin} {paint('=', 'blue')} {label} {printable(text)}"
    if near := fault.suggestion(language):
        yield f"{margin} {paint('=', 'blue')} {paint(printable(near), 'bold')}"


def _excerpt(written: str, fault: Fault, width: int, paint: Paint) -> Iterator[str]:
    """The line of the file, as much of it as there is room for, and a mark under the value."""
    number = str(fault.place.line)
    column = (fault.place.column or 1) - 1
    found = TOKEN.match(written, column)
    end = len(found[0].rstrip()) + column if found else column + 1
    room = max(20, width - len(number) - 3)
    start = 0 if end <= room else max(0, column - room // 4)
    cut = "…" if start else ""
    shown = cut + printable(written[start : start + room - 2 * len(cut)])
    shown += "…" if start + room < len(written) else ""
    before = cell_len(cut + printable(written[start:column]))
    marked = max(1, min(cell_len(printable(written[column:end])), room - before))
    bar = paint("|", "blue")
    yield f"{' ' * len(number)} {bar}"
    yield f"{paint(number, 'blue')} {bar} {shown}"
    mark = "^" * marked
    style = "bold red" if fault.severity == "error" else "bold yellow"
    yield f"{' ' * len(number)} {bar} {' ' * before}{paint(mark, style)}"


class _Sources:
    """The lines of the files that faults stand in; each file is read once, and only if it is one
    that can be shown."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def line(self, place: Place) -> str | None:
        """The line of a place; None for a cell, an option, or a file that was changed."""
        if place.line is None or place.column is None or place.cell is not None:
            return None
        if place.file not in self._files:
            self._files[place.file] = _read(Path(place.file))
        written = self._files[place.file]
        return written[place.line - 1] if 0 < place.line <= len(written) else None


def _read(file: Path) -> list[str]:
    try:
        if not file.is_file() or file.stat().st_size > LARGEST_SHOWN_BYTES:
            return []
        # the lines of YAML end at these alone; splitlines knows others
        text = file.read_bytes().decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, ValueError):
        return []
