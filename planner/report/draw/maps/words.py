"""What a map says in words, filled in here for one day and by the script of a page for another."""

from __future__ import annotations

from planner.messages import Language, in_language, said
from planner.report.draw.maps.classes import Use
from planner.report.numbers import quantity

# so many days are as good as any more
MANY, OVER = 99.0, "> 99"


def place_told(name: str, value: str, alarm: bool) -> str:
    """A place on a day; `value` is blank where it has none."""
    if not value:
        return said("map.place-without", name=name)
    if alarm:
        return said("map.place-alarm", name=name, value=value)
    return said("map.place", name=name, value=value)


def value_told(number: str, unit: str, cause: str) -> str:
    """A value with its unit, and what it is of where that is told."""
    return said("map.value", number=number, unit=unit, cause=cause) if cause else f"{number} {unit}"


def way_told(name: str, flow: str, unit: str, percent: str, limit: str) -> str:
    """A way on a day; `flow` is blank where nothing moves, `percent` without a limit, `limit`
    where it is not told what that is."""
    if not flow:
        return said("map.way-idle", name=name)
    if not percent:
        return said("map.way-open", name=name, flow=flow, unit=unit)
    if not limit:
        return said("map.way-full", name=name, flow=flow, unit=unit, percent=percent)
    return said("map.way", name=name, flow=flow, unit=unit, percent=percent, limit=limit)


def use_told(use: Use) -> str:
    """A class of use, for the legend."""
    match use:
        case "idle":
            return said("map.idle")
        case "open":
            return said("map.open")
        case "calm":
            return said("map.calm")
        case "busy":
            return said("map.busy")
        case "full":
            return said("map.full")


def class_told(least: float, below: float | None) -> str:
    """A class of a scale in words: under 1, 1 to under 7, 30 and over."""
    if below is None:
        return said("map.class-from", least=quantity(least))
    if not least:
        return said("map.class-below", below=quantity(below))
    return said("map.class", least=quantity(least), below=quantity(below))


def short_value(value: float | None, language: Language) -> str:
    """A value beside the name of a place: one digit after the point below ten."""
    if value is None:
        return ""
    if value > MANY:
        return OVER
    return in_language(quantity(value if value < 10 else int(value)), language)
