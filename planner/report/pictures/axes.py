"""The axis of days that pictures share."""

from __future__ import annotations

import datetime as dt

from planner.scenario import Scenario


def d_day_of(scenario: Scenario) -> dt.date | None:
    """The date of D-day; None where the scenario names none."""
    return scenario.calendar.d_day if scenario.calendar else None
