"""The axis of days that pictures share, and days and sites in their sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.messages import said
from planner.report.numbers import short_day
from planner.scenario import Scenario


def d_day_of(scenario: Scenario) -> dt.date | None:
    """The date of D-day; None where the scenario names none."""
    return scenario.calendar.d_day if scenario.calendar else None


def when(days: Iterable[int]) -> str:
    """From the first of days to the last; there is at least one."""
    ordered = sorted(days)
    first, last = short_day(ordered[0]), short_day(ordered[-1])
    return said("when.on", day=first) if first == last else _from_to(first, last)


def _from_to(first: str, last: str) -> str:
    return said("when.from-to", first=first, last=last)


def counted_sites(count: int) -> str:
    """1 site, 3 sites."""
    return said("counted.one-site" if count == 1 else "counted.sites", count=count)
