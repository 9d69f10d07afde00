"""The catalogue as a page of tables, for the manual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from planner.catalogue.load import factbook
from planner.catalogue.schema import Climate, Factbook, StorageGroup
from planner.catalogue.search import Entry, entries

HEAD = """\
# Catalogue

The planning factors that come with the package, generated from `planner/catalogue/data/`. Do not
edit this page: change the data and run `python -m planner.catalogue.renew`.

Confidence: **seed**, read in the mandate's documents; **found**, seen in a published source;
**derived**, arithmetic on such figures; **own**, an assumption without a checked source."""

TITLES = {
    "unit": "Standard units",
    "item": "Supply items",
    "rate": "Consumption",
    "casualty": "Casualties",
    "vehicle": "Vehicles and aircraft",
    "container": "Containers and pallets",
    "figure": "Other figures",
}
FIGURE_COLUMNS = (
    "Id", "Title", "Field", "Value", "Unit", "Low to high", "Confidence", "Source", "Note",
)  # fmt: skip


def markdown() -> str:
    """The whole page: figures by kind, then what the catalogue names without figures."""
    book = factbook()
    parts = [HEAD, *_figure_tables(), *_plain_tables(book)]
    return "\n\n".join(parts) + "\n"


def _figure_tables() -> Iterator[str]:
    for kind, group in groupby(entries(), key=lambda entry: entry.kind):
        yield _table(TITLES[kind], FIGURE_COLUMNS, map(_figure_row, group))


def _figure_row(entry: Entry) -> tuple[str, ...]:
    figure = entry.figure
    return (
        f"`{entry.id}`",
        entry.title,
        entry.field,
        _number(figure.value),
        figure.unit or "",
        _range(entry),
        figure.confidence or "",
        f"Assumption: {figure.assumption}" if figure.assumption else figure.source or "",
        figure.note or "",
    )


def _range(entry: Entry) -> str:
    low, high, value = entry.figure.low, entry.figure.high, entry.figure.value
    if low is None and high is None:
        return ""
    ends = (value if low is None else low, value if high is None else high)
    return " to ".join(_number(end) for end in ends)


def _number(value: float) -> str:
    return f"{value:,.10g}"


def _group_cells(group: StorageGroup) -> tuple[str, ...]:
    counted = (group.container, group.vehicle, group.aircraft)
    why = group.source or group.assumption or ""
    return (group.title, *(f"`{id_}`" if id_ else "" for id_ in counted), why)


def _plain_tables(book: Factbook) -> Iterator[str]:
    yield _table(
        "Capabilities",
        ("Id", "Title", "Measure", "Symbol", "Source"),
        (
            (f"`{id_}`", c.title, c.measure, c.symbol or "", c.source or "")
            for id_, c in book.capabilities.items()
        ),
    )
    yield _table(
        "Storage groups",
        ("Id", "Title", "Counted in", "Moved by", "Flown by", "Why by this aircraft"),
        ((f"`{id_}`", *_group_cells(group)) for id_, group in book.storage_groups.items()),
    )
    yield _table(
        "Tempos",
        ("Id", "Title", "Rank"),
        ((f"`{id_}`", tempo.title, str(tempo.rank)) for id_, tempo in book.tempos.items()),
    )
    yield _table(
        "Climates",
        ("Id", "Title", "Hot months", "Source"),
        ((f"`{id_}`", *_climate_cells(climate)) for id_, climate in book.climates.items()),
    )
    yield _table(
        "Sources",
        ("Id", "Title", "Date", "Where", "Note"),
        (
            (f"`{id_}`", one.title, one.date or "", one.locator or "", one.note or "")
            for id_, one in book.sources.items()
        ),
    )


def _climate_cells(climate: Climate) -> tuple[str, str, str]:
    months = ", ".join(map(str, climate.hot_months))
    origin = f"Assumption: {climate.assumption}" if climate.assumption else climate.source or ""
    return climate.title, months, origin


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(columns)
    return "\n".join([f"## {title}", "", *map(_line, [columns, rule, *rows])])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
