"""When a requirement is wanted, how much of it, and where its units stand."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.ids import SiteId
from planner.forces.spans import Span, Spans, common, joined
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.scenario import Scenario


def calendar_of(scenario: Scenario) -> Calendar:
    """The days of the plan; a scenario with requirements or pledges has passed a check for it."""
    if scenario.calendar is None:
        raise ValueError("force generation needs a calendar")
    return scenario.calendar


def wanted_days(scenario: Scenario, requirement: Requirement) -> Spans:
    """The days on which it is wanted: its window, cut to its phases where it names any."""
    calendar = calendar_of(scenario)
    start, end = requirement.span(calendar.start, calendar.end)
    window = ((start, end),) if start < end else ()
    if not requirement.phases:
        return window
    phases = (scenario.phases[name].span(start, end) for name in requirement.phases)
    return common(window, joined(phases))


def quantity_steps(requirement: Requirement) -> Iterator[tuple[int | None, float]]:
    """Day from which a quantity holds (None: from the beginning), and the quantity."""
    yield None, requirement.quantity.value
    for step in requirement.profile:
        yield step.from_, step.quantity.value


def stations(requirement: Requirement, first: int, last: int) -> Iterator[tuple[SiteId, Span]]:
    """Where its units stand between two days."""
    if requirement.site is None:
        return
    steps = [(first, requirement.site), *((m.from_, m.site) for m in requirement.moves)]
    ends = [*(start for start, _ in steps[1:]), last]
    for (start, site), end in zip(steps, ends, strict=True):
        if max(start, first) < min(end, last):
            yield site, (max(start, first), min(end, last))
