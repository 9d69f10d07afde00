"""The legend below a map: what its marks, lines and signs stand for, and the notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.messages import in_language, said
from planner.report.draw.elements import element, text
from planner.report.draw.maps.classes import LINES, NO_VALUE, USES, MarkLook, marks_of
from planner.report.draw.maps.glyphs import MODES, glyph
from planner.report.draw.maps.sheet import Sheet
from planner.report.draw.maps.words import class_told, use_told
from planner.report.draw.marks import WIDTH
from planner.report.draw.palette import for_pages as colour
from planner.report.draw.scale import above
from planner.report.draw.text import width_of, wrapped
from planner.report.numbers import quantity
from planner.scenario.titles import mode_name

SIZE, LINE = 12.0, 23.0
SMALL, SMALL_LINE = 11.0, 15.0
GAP, MARK_GAP = 16.0, 6.0
MOST_LINES = 4
# flows that the legend shows, of the heaviest
SAMPLES = (0.03, 0.25, 1.0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign of some width, drawn around the middle of its left edge, and what it stands for."""

    sign: str
    width: float
    told: str


def legend(sheet: Sheet, top: float) -> tuple[str, float]:
    """The legend from the height `top` on, and the height at which it ends."""
    drawn: list[str] = []
    y = top
    for title, entries in _groups(sheet):
        rows, y = _rows(title, list(entries), y)
        drawn += rows
    own = sheet.picture.outlines is not None
    notice = said("map.notice-own") if own else said("map.notice-natural-earth")
    lines = wrapped(in_language(notice, sheet.language), SMALL, WIDTH, MOST_LINES)
    for line in lines:
        y += SMALL_LINE
        drawn.append(_text(line, 0.0, y, size=SMALL, quiet=True))
    return "".join(drawn), y + 6


def _groups(sheet: Sheet) -> Iterator[tuple[str, Iterable[Entry]]]:
    def say(told: str) -> str:
        return in_language(told, sheet.language)

    yield say(said("map.sites", unit=sheet.picture.value_unit)), _places(sheet)
    if sheet.picture.ways:
        yield say(said("map.lanes")), _uses(sheet)
        yield say(said("map.widths", unit=sheet.picture.flow_unit)), _widths(sheet)
        yield say(said("map.modes")), _modes(sheet)


def _rows(title: str, entries: list[Entry], top: float) -> tuple[list[str], float]:
    """The title and its entries, on as many lines as they need."""
    indent = width_of(title, SIZE) * 1.06 + GAP
    drawn = [_text(title, 0.0, top + 4.3, size=SIZE, bold=True)]
    x, y = indent, top
    for entry in entries:
        width = entry.width + MARK_GAP + width_of(entry.told, SIZE)
        if x > indent and x + width > WIDTH:
            x, y = indent, y + LINE
        drawn.append(element("g", entry.sign, transform=f"translate({x:.1f} {y:.1f})"))
        drawn.append(_text(entry.told, x + entry.width + MARK_GAP, y + 4.3, size=SIZE))
        x += width + GAP
    return drawn, y + LINE


def _places(sheet: Sheet) -> Iterator[Entry]:
    scale = sheet.picture.scale
    for number, look in enumerate(marks_of(scale)):
        below = scale[number + 1] if number + 1 < len(scale) else None
        told = class_told(scale[number], below)
        yield Entry(_moved(mark(look)), 20.0, in_language(told, sheet.language))
    yield Entry(_moved(mark(NO_VALUE)), 20.0, in_language(said("map.no-value"), sheet.language))
    if any(place.alarm is not None and place.alarm.any() for place in sheet.picture.places):
        told = in_language(said("map.alarm"), sheet.language)
        yield Entry(element("g", alarm_sign(), transform="translate(1 7)"), 16.0, told)


def _uses(sheet: Sheet) -> Iterator[Entry]:
    shown = {
        sheet.days.use(way, day)
        for way in range(len(sheet.picture.ways))
        for day in range(len(sheet.picture.days))
    }
    for use in reversed(USES):
        if use in shown:
            look = LINES[use]
            width = 1.0 if use == "idle" else 4.5
            line = element(
                "path",
                d="M0 0H42",
                stroke=look.stroke,
                stroke_width=width,
                stroke_dasharray=look.dash,
            )
            yield Entry(line, 42.0, in_language(use_told(use), sheet.language))


def _widths(sheet: Sheet) -> Iterator[Entry]:
    most = sheet.days.most
    flows = dict.fromkeys(above(most * part, 2) if part < 1 else most for part in SAMPLES if most)
    for flow in sorted(flow for flow in flows if flow <= most):
        width = sheet.line_width(flow)
        line = element("path", d="M0 0H28", stroke=colour("map-open"), stroke_width=width)
        yield Entry(line, 28.0, in_language(quantity(flow), sheet.language))


def _modes(sheet: Sheet) -> Iterator[Entry]:
    used = {way.mode for way in sheet.picture.ways}
    for mode in (*MODES, *sorted(used - set(MODES))):
        if mode in used:
            yield Entry(glyph(mode, (9.0, 0.0)), 18.0, in_language(mode_name(mode), sheet.language))


def mark(look: MarkLook) -> str:
    """The mark of a site around (0, 0)."""
    return element(
        "path",
        d=look.form,
        fill=look.fill,
        stroke=colour("ink"),
        stroke_width=1.2,
        stroke_linejoin="round",
    )


def alarm_sign() -> str:
    """An exclamation mark at the upper right of a mark around (0, 0)."""
    disc = element(
        "circle",
        cx=9,
        cy=-9,
        r=6,
        fill=colour("paper"),
        stroke=colour("map-full"),
        stroke_width=1.5,
    )
    sign = element("path", d="M9-12.6V-8.4M9-6.6V-5.6", stroke=colour("map-full"), stroke_width=1.9)
    return disc + sign


def _moved(sign: str) -> str:
    return element("g", sign, transform="translate(10 0)")


def _text(
    told: str, x: float, y: float, *, size: float, bold: bool = False, quiet: bool = False
) -> str:
    return element(
        "text",
        text(told),
        x=x,
        y=y,
        font_size=size,
        font_weight="bold" if bold else None,
        fill=colour("quiet" if quiet else "ink"),
    )
