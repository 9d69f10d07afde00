"""Days as a planner writes them: an ISO date, or an offset from D-day such as D-30 or D+90.

Inside the program a day is the whole number of days after D-day. `until` always names the first
day that is no longer included.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, ValidationInfo, WithJsonSchema, model_validator
from pydantic.functional_validators import BeforeValidator

from planner.catalogue.figure import Record
from planner.catalogue.refused import refused
from planner.messages import Number, said

OFFSET = re.compile(r"D([+-][0-9]{1,6})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2200
STAND_IN = dt.date(2000, 1, 1)


def show_day(day: int) -> str:
    """A day as a planner reads it: 0 is D+0, -12 is D-12."""
    return f"D{day:+d}"


def read_day(day: int) -> Number:
    """A day for a reader of any language: D+12 is J+12 in French, for the jour J."""
    return Number(show_day(day), f"J{day:+d}", day)


def parse_day(seen: Any, info: ValidationInfo) -> int:
    """Days after D-day; a date needs the calendar's D-day, which the loader hands in."""
    if isinstance(seen, str) and (match := OFFSET.fullmatch(seen.strip())):
        return int(match[1] or 0)
    date = as_date(seen)
    if date is None:
        raise refused(said("not-a-day"))
    d_day = (info.context or {}).get("d_day")
    if not isinstance(d_day, dt.date):
        raise refused(said("date-without-d-day"))
    return (date - d_day).days


def day_named(text: str, d_day: dt.date | None) -> int | None:
    """The day that a text names; None where it names none, or a date and D-day is not known."""
    if match := OFFSET.fullmatch(text.strip()):
        return int(match[1] or 0)
    date = as_date(text)
    return None if date is None or d_day is None else (date - d_day).days


def as_date(seen: Any) -> dt.date | None:
    """The date that was written, as 2013-01-20 and in no other way; None where it is none."""
    if isinstance(seen, dt.datetime):
        return seen.date()
    if isinstance(seen, dt.date):
        return seen
    if not isinstance(seen, str) or not DATE.fullmatch(seen.strip()):
        return None
    try:
        return dt.date.fromisoformat(seen.strip())
    except ValueError:
        return None


def d_day_of(data: Mapping[str, Any]) -> dt.date | None:
    """The D-day that a scenario's calendar names, read before the scenario is checked.

    For one that cannot be read another stands in, so that it is the only fault: not every date.
    """
    calendar = data.get("calendar")
    written = calendar.get("d_day") if isinstance(calendar, dict) else None
    return None if written is None else as_date(written) or STAND_IN


def _parse_date(seen: Any) -> dt.date:
    date = as_date(seen)
    if date is None or not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise refused(said("not-a-date", first=FIRST_YEAR, last=LAST_YEAR))
    return date


Date = Annotated[dt.date, BeforeValidator(_parse_date)]
Day = Annotated[
    int,
    BeforeValidator(parse_day),
    PlainSerializer(show_day, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^(D([+-]\d{1,6})?|\d{4}-\d{2}-\d{2})$"}),
]


class Window(Record):
    """A stretch of days."""

    from_: Day | None = Field(default=None, alias="from")
    """First day; from the start of the calendar where absent."""
    until: Day | None = None
    """First day no longer included; to the end of the calendar where absent."""

    @model_validator(mode="after")
    def _forward(self) -> Window:
        if self.from_ is not None and self.until is not None and self.until <= self.from_:
            start, until, first = map(show_day, (self.from_, self.until, self.from_ + 1))
            what = said("until-not-after-from", until=until, start=start, first=first)
            raise refused(what, at="until", seen=until)
        return self

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First day and first day after, cut to the calendar [start, end)."""
        first = start if self.from_ is None else max(start, self.from_)
        last = end if self.until is None else min(end, self.until)
        return first, max(first, last)
