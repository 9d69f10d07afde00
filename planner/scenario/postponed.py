"""A scenario whose phases begin later than it was written, with everything that they carry."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalogue.ids import PhaseId
from planner.scenario.carried import carried_days
from planner.scenario.rewriting import BESIDE
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario
from planner.scenario.with_changes import with_changes


def postponed(scenario: Scenario, delays: Mapping[PhaseId, int]) -> Scenario:
    """The scenario with phases so many days later, and everything that they carry.

    It is checked as if it had been written so; raises `InputError` where it then breaks a rule.
    """
    changes = {
        path: show_day(day + days)
        for phase, days in sorted(delays.items())
        for path, day in carried_days(scenario, phase).items()
    }
    kept = {name: getattr(scenario, name) for name in BESIDE}
    return with_changes(scenario, changes).model_copy(update=kept) if changes else scenario
