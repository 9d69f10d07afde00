"""The months in which costs fall due and money comes."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.catalogue.ids import PhaseId
from planner.records.funding import Month
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario

THIRTY = 30


@dataclass(frozen=True)
class Timeline:
    """Months, and the phase that holds on each day from `start` on."""

    months: tuple[Month, ...]
    phases: tuple[PhaseId | None, ...]

    @property
    def start(self) -> int:
        """First day."""
        return self.months[0].start

    @property
    def end(self) -> int:
        """First day after the last."""
        return self.months[-1].until

    def month_of(self, day: int) -> int:
        """The month of a day; the first or last for a day before or after the plan."""
        starts = [month.start for month in self.months]
        return max(0, bisect_right(starts, day) - 1)

    def phase_of(self, day: int) -> PhaseId | None:
        """The phase of a day; None for one outside the plan or of no phase."""
        inside = self.start <= day < self.end
        return self.phases[day - self.start] if inside else None


def timeline_of(scenario: Scenario, book: Factbook) -> Timeline:
    """Calendar months where the date of D-day is known, thirty days each where it is not."""
    calendar = scenario.calendar
    assert calendar is not None
    return Timeline(months_of(calendar), _phases(scenario, book, calendar))


def months_of(calendar: Calendar) -> tuple[Month, ...]:
    """The months of a calendar, the first and the last in part."""
    found, day = [], calendar.start
    while day < calendar.end:
        if calendar.d_day is None:
            label, until, length = show_day(day), day + THIRTY, THIRTY
        else:
            date = calendar.d_day + dt.timedelta(days=day)
            length = monthrange(date.year, date.month)[1]
            label, until = f"{date:%Y-%m}", day + length - date.day + 1
        found.append(Month(label, day, min(until, calendar.end), length))
        day = until
    return tuple(found)


def _phases(scenario: Scenario, book: Factbook, calendar: Calendar) -> tuple[PhaseId | None, ...]:
    """The phase of each day: where several overlap, the one whose tempo has the highest rank; of
    equals, the one that the scenario names last."""
    phases: list[PhaseId | None] = [None] * (calendar.end - calendar.start)
    ranked = sorted(scenario.phases.items(), key=lambda named: book.tempos[named[1].tempo].rank)
    for name, phase in ranked:
        first, last = phase.span(calendar.start, calendar.end)
        phases[first - calendar.start : last - calendar.start] = [name] * (last - first)
    return tuple(phases)
