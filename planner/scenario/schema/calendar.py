"""When: the calendar and the phases of the operation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import Citation, Figure, Record
from planner.catalogue.ids import GateRef, TempoRef
from planner.catalogue.measure import Measure
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Date, Day, Window, show_day

Step = Annotated[Figure, Measure("day", minimum=1, maximum=366, whole=True)]
ONE_DAY = Figure(value=1, unit="day")
ONE_WEEK = Figure(value=7, unit="day")
LONGEST_CALENDAR = 3_660
CarriedPath = Annotated[str, Field(min_length=1, max_length=500)]


class Calendar(Record):
    """The days that the plan covers."""

    d_day: Date | None = None
    """The date of D-day; without it no date can be written and no month is known."""
    start: Day
    """First day of the plan, before D-day where stock must move ahead of the troops."""
    end: Day
    """First day after the plan."""
    step: Step = ONE_DAY
    """Length of a period of the supply plan where it matters, days."""
    long_step: Step = ONE_WEEK
    """Length of a period of the supply plan elsewhere, days."""
    fine: tuple[Window, ...] | None = None
    """Where the supply plan keeps the short step; where absent, from the first movement to the
    last hand-over to external arrangements, and around each change of phase."""

    relief_step: Step = ONE_WEEK
    """Days between the arrivals that the plan may choose for a pledge with `latest`."""

    @model_validator(mode="after")
    def _forward(self) -> Calendar:
        start, end = show_day(self.start), show_day(self.end)
        if self.end <= self.start:
            first = show_day(self.start + 1)
            what = said("end-not-after-start", end=end, start=start, first=first)
            raise refused(what, at="end", seen=end)
        if self.end - self.start > LONGEST_CALENDAR:
            last = show_day(self.start + LONGEST_CALENDAR)
            what = said("calendar-too-long", most=LONGEST_CALENDAR, last=last)
            raise refused(what, at="end", seen=end)
        return self


class Phase(Window):
    """A phase of the operation; phases may overlap."""

    title: str
    """Name of the phase."""
    tempo: TempoRef
    """How active the forces are; where phases overlap, the tempo of the highest rank holds."""
    gates: tuple[GateRef, ...] = ()
    """Gates that must be open before it begins."""
    waits: bool = False
    """True where it begins no earlier than its gates are open; else it begins on its day, and the
    plan breaks every gate that opens later."""
    carries: tuple[CarriedPath, ...] = ()
    """Dotted paths of days that move with it where it waits, `*` for any: when requirements move,
    when lanes open. Its own `from` and `until` always move."""
    source: Citation | None = None
    """Where the phase is laid down."""
