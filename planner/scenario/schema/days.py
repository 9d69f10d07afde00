"""Days as a planner writes them: an ISO date, or an offset from D-day such as D-30 or D+90.

Inside the program a day is the whole number of days after D-day. `until` always names the first
day that is no longer included.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic.functional_validators import BeforeValidator
from pydantic_core import PydanticCustomError

from planner.catalogue.figure import Record

OFFSET = re.compile(r"D([+-]\d{1,6})?")
ALLOWED = "an offset from D-day such as D-30 or D+90, or a date such as 2013-01-20"


def show_day(day: int) -> str:
    """A day as a planner reads it: 0 is D+0, -12 is D-12."""
    return f"D{day:+d}"


def parse_day(seen: Any, info: ValidationInfo) -> int:
    """Days after D-day; a date needs the calendar's D-day, which the loader hands in."""
    if isinstance(seen, str) and (match := OFFSET.fullmatch(seen.strip())):
        return int(match[1] or 0)
    try:
        date = seen if isinstance(seen, dt.date) else dt.date.fromisoformat(str(seen))
    except ValueError:
        raise PydanticCustomError("day", "not a day", {"allowed": ALLOWED}) from None
    d_day = (info.context or {}).get("d_day")
    if not isinstance(d_day, dt.date):
        raise PydanticCustomError(
            "day", "a date needs calendar.d_day", {"allowed": "an offset such as D+90, or a d_day"}
        )
    return (date - d_day).days


Day = Annotated[
    int,
    BeforeValidator(parse_day),
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
            raise PydanticCustomError(
                "window",
                "until {until} is not after from {start}",
                {"until": show_day(self.until), "start": show_day(self.from_)},
            )
        return self

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First day and first day after, cut to the calendar [start, end)."""
        first = start if self.from_ is None else max(start, self.from_)
        last = end if self.until is None else min(end, self.until)
        return first, max(first, last)
