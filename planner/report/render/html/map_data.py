"""What the script of a map needs: every value of every day, short, and the words to say it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner.messages import in_language, said
from planner.report.draw.maps.classes import (
    BUSY,
    FULL,
    LINES,
    NARROWEST,
    NO_VALUE,
    WIDEST,
    marks_of,
)
from planner.report.draw.maps.sheet import Sheet
from planner.report.draw.maps.words import OVER, place_told, value_told, way_told
from planner.report.numbers import day, quantity

# a page should stay small enough for mail; beyond this only every so manieth day is kept
MOST_BYTES = 1_600_000
STEPS = (1, 2, 3, 5, 7, 14, 30, 60)
SHORTEST_RUN = 3
Value = float | int | None


@dataclass(frozen=True, slots=True)
class MapData:
    """The data as JSON, how many days lie between two that it has, and which it begins with."""

    text: str
    step: int
    at: int

    @property
    def day(self) -> int:
        """The day that is drawn first, counted from the first of the map."""
        return self.at * self.step


def map_data(sheet: Sheet, name: str, most: int = MOST_BYTES) -> MapData:
    """The data of a map for the script of the page; thinned where it is larger than `most`."""
    for step in STEPS:
        made = _at_step(sheet, name, step)
        if len(made.text.encode()) <= most:
            break
    return made


def _at_step(sheet: Sheet, name: str, step: int) -> MapData:
    at = sheet.days.telling // step
    data = {**_fixed(sheet), **_daily(sheet, step), "name": name, "at": at}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # nothing in a text may end the element that the data stand in
    return MapData(text.replace("<", "\\u003c"), step, at)


def _fixed(sheet: Sheet) -> dict[str, Any]:
    picture = sheet.picture
    return {
        "most": sheet.days.most,
        "widths": (NARROWEST * sheet.grain, WIDEST * sheet.grain),
        "levels": (BUSY, FULL),
        "scale": picture.scale,
        "marks": [(look.form, look.fill) for look in marks_of(picture.scale)],
        "blank": (NO_VALUE.form, NO_VALUE.fill),
        "lines": {use: (look.stroke, look.dash) for use, look in LINES.items()},
        "causes": picture.causes,
        "limits": picture.limits,
        "words": dict(_words(sheet)),
    }


def _daily(sheet: Sheet, step: int) -> dict[str, Any]:
    picture, days = sheet.picture, sheet.days
    labels = (day(number, picture.days.d_day) for number in range(*_span(sheet), step))
    places = zip(picture.places, days.values, days.has_value, strict=True)
    ways = zip(picture.ways, days.flows, days.shares, strict=True)
    return {
        "labels": [in_language(label, sheet.language) for label in labels],
        "places": [
            {
                "name": place.name,
                "unit": has_value,
                "values": runs(values[::step]),
                "causes": runs(_series(place.cause, -1, len(values))[::step]),
                "alarms": runs(_series(place.alarm, 0, len(values))[::step]),
            }
            for place, values, has_value in places
        ],
        "ways": [
            {
                "name": way.name,
                "flows": runs(flows[::step]),
                "shares": runs(shares[::step]),
                "limits": runs(_series(way.limit, -1, len(flows))[::step]),
            }
            for way, flows, shares in ways
        ],
    }


def _span(sheet: Sheet) -> tuple[int, int]:
    return sheet.picture.days.start, sheet.picture.days.until


def _series(values: Any, nothing: int, length: int) -> list[int]:
    return [nothing] * length if values is None else [int(value) for value in values]


def runs(values: Sequence[Value]) -> list[Any]:
    """The values; where one is repeated, a pair of it and how often it stands there."""
    return [part for value, count in _runs(values) for part in _run(value, count)]


def _runs(values: Iterable[Value]) -> Iterator[tuple[Value, int]]:
    before: Value = None
    count = 0
    for value in values:
        if count and value == before:
            count += 1
            continue
        if count:
            yield before, count
        before, count = value, 1
    if count:
        yield before, count


def _run(value: Value, count: int) -> list[Any]:
    short = int(value) if isinstance(value, float) and value.is_integer() else value
    return [[short, count]] if count >= SHORTEST_RUN else [short] * count


def _words(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Sentences with places for what the script fills in, and how numbers are written."""
    name, value, number, cause = "{name}", "{value}", "{number}", "{cause}"
    flow, percent, limit, full = "{flow}", "{percent}", "{limit}", "{full}"
    value_unit, flow_unit = sheet.picture.value_unit, sheet.picture.flow_unit
    told = {
        "place": place_told(name, value, False),
        "alarm": place_told(name, value, True),
        "blank": place_told(name, "", False),
        "value": value_told(number, value_unit, cause),
        "plainValue": value_told(number, value_unit, ""),
        "way": way_told(name, flow, flow_unit, percent, limit),
        "full": way_told(name, flow, flow_unit, percent, ""),
        "open": way_told(name, flow, flow_unit, "", ""),
        "idle": way_told(name, "", "", "", ""),
        "summary": said("map.summary", full=full, name=name, value=value),
        "lanesOnly": said("map.summary-lanes", full=full),
        "many": OVER,
        "unit": said("map.day-unit"),
        "notKept": said("map.not-kept"),
        "play": said("map.play"),
        "pause": said("map.pause"),
        # one mark is all that such a number has beside its digits
        "thousands": quantity(1000),
        "decimal": quantity(0.5),
    }
    spoken = {key: in_language(text, sheet.language) for key, text in told.items()}
    yield from (spoken | {key: spoken[key][1] for key in ("thousands", "decimal")}).items()
