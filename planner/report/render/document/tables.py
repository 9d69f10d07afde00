"""Tables of a document: columns as wide as they need, a header on each page, no row torn apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.report.blocks import Column, Table
from planner.report.numbers import NONE
from planner.report.render.document.paper import Paper
from planner.report.render.document.xml import Markup, paragraph, run, w

# sizes of type in points: what reads well, and what still can be read
SIZES = (9.0, 8.0)
ACROSS = (8.5, 7.5, 6.5)
# letters beside the text of a cell that its margins take
AROUND = 2.2
# what a column that wraps has at least, in letters
LEAST = 14
BOLD = 1.15
# a sign before the text, and the raised number of a note behind it, in letters
SIGN, NOTE = 2, 3
BLANK = ("", NONE)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table stands on paper: the size of its type, the widths of its columns in twentieths
    of a point, and whether the page lies across for it."""

    size: float
    widths: tuple[int, ...]
    across: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its runs, and whether they stand to the right."""

    runs: tuple[Markup, ...]
    right: bool


def without_blanks(table: Table) -> Table:
    """The table without the columns in which no row has anything."""
    kept = [c for c in range(len(table.columns)) if any(row[c] not in BLANK for row in table.rows)]
    if not table.rows or len(kept) == len(table.columns):
        return table
    columns = tuple(table.columns[c] for c in kept)
    return replace(
        table, columns=columns, rows=tuple(tuple(r[c] for c in kept) for r in table.rows)
    )


def fit(table: Table, paper: Paper) -> Fit:
    """Upright where it can be read so, else across; in the smallest type where neither has room."""
    wanted, least = _needs(table)
    choices = [(size, False) for size in SIZES] + [(size, True) for size in ACROSS]
    for size, across in choices:
        if sum(least) <= paper.letters(size, across=across):
            break
    room = paper.room(across=across)
    return Fit(size, _shared(wanted, least, paper.letters(size, across=across), room), across)


def _needs(table: Table) -> tuple[list[float], list[float]]:
    """Letters that each column would like to have, and what it can do with."""
    wanted, least = [], []
    for c, column in enumerate(table.columns):
        beside = _beside(table) if c == 0 else 0
        cells = [column.name, *(row[c] + "n" * beside for row in table.rows)]
        longest = max(_letters(cells, len)) + AROUND
        word = max(_letters(cells, _longest_word)) + AROUND
        wanted.append(longest)
        if column.number:  # a number is not torn in two
            word = max(word, max(_letters(cells, len)[1:], default=0.0) + AROUND)
        least.append(min(longest, max(word, _least(column))))
    return wanted, least


def _beside(table: Table) -> int:
    """Letters that the first column has beside its text: a sign, and the numbers of notes."""
    cited = max((len(notes) for notes in table.notes), default=0)
    return SIGN + NOTE * cited


def _letters(cells: Sequence[str], measure: Callable[[str], int]) -> list[float]:
    """How much of each cell, the header first: that is in bold, and so wider."""
    return [measure(cells[0]) * BOLD, *map(measure, cells[1:])]


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _least(column: Column) -> float:
    return LEAST + AROUND if column.wraps else 0.0


def _shared(
    wanted: Sequence[float], least: Sequence[float], letters: float, room: int
) -> tuple[int, ...]:
    """The widths of columns: all that they want where there is room, else what is left after the
    least is shared by those that want more."""
    spare = letters - sum(least)
    more = [want - can for want, can in zip(wanted, least, strict=True)]
    if spare >= sum(more):
        given: list[float] = list(wanted)
    else:
        part = max(0.0, spare) / (sum(more) or 1.0)
        given = [can + extra * part for can, extra in zip(least, more, strict=True)]
    scale = room / max(letters, sum(given))
    return tuple(int(width * scale) for width in given)


def table_element(
    fitted: Fit,
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    styles: dict[str, str],
    style: str | None,
    told: str,
) -> Markup:
    """The table; `told` says what it is to those who do not see it."""
    properties = w(
        "tblPr",
        *([w("tblStyle", val=style)] if style else []),
        w("tblW", w=sum(fitted.widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, noVBand=1),
        *([w("tblCaption", val=told)] if told else []),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in fitted.widths))
    made = [_row(header, fitted, styles.get("head"), is_header=True)]
    made += [_row(row, fitted, styles.get("cell"), is_header=False) for row in rows]
    return w("tbl", properties, grid, *made)


def _row(cells: Sequence[Cell], fitted: Fit, style: str | None, *, is_header: bool) -> Markup:
    properties = w("trPr", w("cantSplit"), *([w("tblHeader")] if is_header else []))
    return w(
        "tr",
        properties,
        *(
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), _cell(cell, style))
            for cell, width in zip(cells, fitted.widths, strict=True)
        ),
    )


def _cell(cell: Cell, style: str | None) -> Markup:
    return paragraph(style, cell.runs, *([w("jc", val="right")] if cell.right else []))


def cell_run(text: str, size: float, *, bold: bool = False, colour: str | None = None) -> Markup:
    """A text of a cell in its size."""
    half_points = round(size * 2)
    looks = [*([w("b")] if bold else []), *([w("color", val=colour)] if colour else [])]
    return run(text, *looks, w("sz", val=half_points), w("szCs", val=half_points))
