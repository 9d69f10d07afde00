"""Whether a force may be given support: what due diligence says of it (S/2012/894 §95)."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.ids import ForceId
from planner.scenario.host_checks import is_own_holding
from planner.scenario.schema.due_diligence import DueDiligence
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario

EARLIEST = -999_999
"""The earliest day that can be written: support to a force of which nothing is assessed."""


def is_gated(scenario: Scenario, force: ForceId, contributor: str | None = None) -> bool:
    """Whether support to a force waits for due diligence; with a contributor, support by it."""
    return any(_assessments(scenario, force, contributor))


def first_day_of_support(
    scenario: Scenario, force: ForceId, contributor: str | None = None
) -> int | None:
    """The first day on which a force may be given support: that on which the last assessment of it
    is cleared. None where one of them is not; `EARLIEST` where there is none.

    An assessment that names a contributor concerns support by that one alone.
    """
    opening = [entry.opens for entry in _assessments(scenario, force, contributor)]
    days = [day for day in opening if day is not None]
    return None if len(days) < len(opening) else max(days, default=EARLIEST)


def is_equipment_support(scenario: Scenario, pledge: Pledge) -> bool:
    """True for equipment without troops that others offer to the host nation's own forces."""
    host = scenario.forces[pledge.force].host_nation
    return host and pledge.in_kind and not is_own_holding(pledge)


def is_held(scenario: Scenario, pledge: Pledge) -> bool:
    """Whether due diligence holds the equipment of a pledge back on any day."""
    if not is_equipment_support(scenario, pledge):
        return False
    opens = first_day_of_support(scenario, pledge.force, pledge.contributor)
    return opens is None or (scenario.calendar is not None and opens > scenario.calendar.start)


def _assessments(
    scenario: Scenario, force: ForceId, contributor: str | None
) -> Iterator[DueDiligence]:
    for entry in scenario.due_diligence.values():
        if entry.force == force and entry.contributor in (None, contributor):
            yield entry
