"""A map on a page: the drawing, a slider over its days, and tables of what matters on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.messages import Language, in_language, said
from planner.report.blocks import Map
from planner.report.draw.elements import element, text
from planner.report.draw.map import drawn
from planner.report.draw.maps.head import summary_of
from planner.report.draw.maps.sheet import Sheet, sheet_of
from planner.report.draw.maps.words import short_value
from planner.report.numbers import NONE, quantity
from planner.report.numbers import day as day_told
from planner.report.render.html.map_data import MapData, map_data

# rows of each table: the script fills them anew for each day
ROWS = 8


def map_html(block: Map, *, name: str, language: Language = "en") -> str:
    """A map as a fragment of a page; `assets/map.js` moves it from day to day.

    The block was spoken in the language. Every id begins with `name`. Without scripts it stays on
    the day that tells most.
    """
    sheet = sheet_of(block, language)
    data = map_data(sheet, name)
    return element(
        "div",
        _controls(sheet, name, data),
        element(
            "div",
            drawn(sheet, name, data.day),
            class_="drawing",
            tabindex=0,
            role="group",
            aria_label=block.title,
            aria_describedby="marks",
        ),
        element(
            "p",
            text(summary_of(sheet, data.day)),
            class_="unseen map-summary",
            role="status",
            aria_live="polite",
        ),
        *_notes(sheet, data),
        element(
            "div", _lanes(sheet, name, data.day), _sites(sheet, name, data.day), class_="map-tables"
        ),
        element("script", data.text, type="application/json", class_="map-data"),
        class_="map",
    )


def _controls(sheet: Sheet, name: str, data: MapData) -> str:
    """Play, the slider, its day in words; shown by the script."""
    days = sheet.picture.days
    last = (len(days) - 1) // data.step
    label = in_language(day_told(days.start + data.day, days.d_day), sheet.language)
    ticks = f"{name}-ticks"
    zero = -days.start // data.step
    d_day = [element("option", value=zero, label="0")] if 0 <= zero <= last else []
    return element(
        "div",
        element("button", _say(sheet, said("map.play")), type="button", class_="map-play"),
        element("label", _say(sheet, said("map.day")), for_=f"{name}-slider"),
        _void(
            "input",
            id=f"{name}-slider",
            type="range",
            min=0,
            max=last,
            step=1,
            value=data.at,
            list=ticks,
            aria_valuetext=label,
            autocomplete="off",
        ),
        element("datalist", *d_day, id=ticks),
        element("output", text(label), for_=f"{name}-slider", aria_live="off"),
        element(
            "button", _say(sheet, said("map.hardest-day")), type="button", class_="map-hardest"
        ),
        class_="controls map-controls",
        hidden=True,
    )


def _notes(sheet: Sheet, data: MapData) -> Iterable[str]:
    yield element("p", _say(sheet, said("map.drawn-for")), class_="line note no-script")
    if data.step > 1:
        days = len(sheet.picture.days)
        told = said("map.thinned", step=quantity(data.step), days=quantity(days))
        yield element("p", _say(sheet, told), class_="line note controls", hidden=True)


# ----------------------------------------------------------------------------------------- tables


def _lanes(sheet: Sheet, name: str, at: int) -> str:
    head = (
        (said("map.lane"), False),
        (said("map.widths", unit=sheet.picture.flow_unit), True),
        (said("map.share"), True),
        (said("map.of"), False),
    )
    caption = _say(sheet, said("map.busiest"))
    return _table(sheet, f"{name}-lanes", "map-lanes", caption, head, lane_rows(sheet, at))


def _sites(sheet: Sheet, name: str, at: int) -> str:
    head = (
        (said("map.site"), False),
        (sheet.picture.value_unit, True),
        (said("map.item"), False),
        (said("map.alert"), False),
    )
    caption = _say(sheet, said("map.thinnest"))
    return _table(sheet, f"{name}-sites", "map-sites", caption, head, site_rows(sheet, at))


def lane_rows(sheet: Sheet, at: int) -> list[tuple[str, ...]]:
    """The fullest lanes of a day, then the heaviest: name, tonnes, percent and of what."""
    days = sheet.days
    moving = [way for way, flows in enumerate(days.flows) if flows[at]]
    moving.sort(key=lambda way: (-_or(days.shares[way][at], -1), -days.flows[way][at], way))
    return [
        (
            sheet.picture.ways[way].name,
            in_language(quantity(days.flows[way][at]), sheet.language),
            NONE if (share := days.shares[way][at]) is None else str(share),
            days.limit(way, at) or NONE,
        )
        for way in moving[:ROWS]
    ]


def site_rows(sheet: Sheet, at: int) -> list[tuple[str, ...]]:
    """The sites that can hold out least on a day: name, days, of what, what is not kept."""
    days = sheet.days
    known = [place for place, values in enumerate(days.values) if values[at] is not None]
    known.sort(key=lambda place: (_or(days.values[place][at], 0.0), place))
    return [
        (
            sheet.picture.places[place].name,
            short_value(days.values[place][at], sheet.language),
            days.cause(place, at) or NONE,
            in_language(said("map.not-kept"), sheet.language) if days.alarm(place, at) else "",
        )
        for place in known[:ROWS]
    ]


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


def _table(
    sheet: Sheet,
    id_: str,
    class_: str,
    caption: str,
    head: Sequence[tuple[str, bool]],
    rows: Iterable[Sequence[str]],
) -> str:
    numbers = [number for _, number in head]
    columns = (
        element("th", _say(sheet, name), scope="col", class_="number" if number else None)
        for name, number in head
    )
    table = element(
        "table",
        element("caption", caption, id=f"{id_}-caption"),
        element("thead", element("tr", *columns)),
        element("tbody", *(_row(row, numbers) for row in rows)),
        id=id_,
    )
    scroll = element(
        "div", table, class_="scroll", role="region", aria_labelledby=f"{id_}-caption", tabindex=0
    )
    return element("div", scroll, class_=f"table {class_}")


def _row(row: Sequence[str], numbers: Sequence[bool]) -> str:
    cells = (
        element(
            "td" if place else "th",
            text(cell),
            scope=None if place else "row",
            class_="number" if number else None,
        )
        for place, (cell, number) in enumerate(zip(row, numbers, strict=True))
    )
    return element("tr", *cells)


def _say(sheet: Sheet, told: str) -> str:
    return text(in_language(told, sheet.language))


def _void(tag: str, **attributes: object) -> str:
    """An element of HTML that has no end."""
    return element(tag, **attributes).removesuffix(f"</{tag}>")
