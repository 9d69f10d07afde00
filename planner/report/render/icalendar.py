"""What falls due as iCalendar (RFC 5545): days, not hours, and the same bytes for the same plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from planner.messages import Language, in_language
from planner.records.readiness import CalendarEntry
from planner.report.blocks import harmless_text
from planner.scenario import Scenario
from planner.version import __version__

LONGEST_LINE = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""
ESCAPED = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


def icalendar(
    scenario: Scenario,
    entries: Iterable[CalendarEntry],
    language: Language = "en",
    called: Callable[[CalendarEntry], str] = lambda entry: entry.title,
) -> str:
    """Every entry as an event of whole days, by what it is `called`.

    The calendar of the scenario must have a D-day: it is also the stamp of every event, so that
    nothing hangs on the day on which the file is made.
    """
    assert scenario.calendar is not None
    d_day = scenario.calendar.d_day
    assert d_day is not None
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//planner//planner {__version__}//{language.upper()}",
        "CALSCALE:GREGORIAN",
        _text("X-WR-CALNAME", scenario.title or scenario.id),
        _text("X-WR-CALDESC", scenario.classification),
        *_events(scenario.id, d_day, entries, language, called),
        "END:VCALENDAR",
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _events(
    scenario: str,
    d_day: dt.date,
    entries: Iterable[CalendarEntry],
    language: Language,
    called: Callable[[CalendarEntry], str],
) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for entry in entries:
        # the same event of a later plan has the same name, whatever its day: it takes the place of
        # the earlier one in a calendar that had it
        name = f"{entry.kind}-{entry.id}"
        seen[name] += 1
        yield "BEGIN:VEVENT"
        yield f"UID:{name}-{seen[name]}@{scenario}.planner"
        yield f"DTSTAMP:{_date(d_day, 0)}T000000Z"
        yield f"DTSTART;VALUE=DATE:{_date(d_day, entry.day)}"
        yield f"DTEND;VALUE=DATE:{_date(d_day, entry.until)}"
        yield _text("SUMMARY", in_language(called(entry), language))
        if entry.detail:
            yield _text("DESCRIPTION", in_language(entry.detail, language))
        yield f"CATEGORIES:{entry.kind.value.upper()}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _date(d_day: dt.date, day: int) -> str:
    return f"{d_day + dt.timedelta(days=day):%Y%m%d}"


def _text(name: str, value: str) -> str:
    """A property that is text, its special characters escaped (RFC 5545, 3.3.11)."""
    plain = harmless_text(value)
    for seen, written in ESCAPED:
        plain = plain.replace(seen, written)
    return f"{name}:{plain}"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of 75 octets at most, no character cut; each after the first begins with a
    space, which is one of its octets."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece
