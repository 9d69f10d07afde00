"""The days on which a contributor's own words keep its units from counting."""

from __future__ import annotations

from collections.abc import Iterator

from planner.forces.needs import calendar_of, stations
from planner.forces.spans import Spans, common, joined
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Caveat, Pledge
from planner.scenario.schema.scenario import Scenario


def barred_days(scenario: Scenario, pledge: Pledge, requirement: Requirement) -> Spans:
    """Days on which a caveat or the climate keeps the pledge from counting there."""
    if not pledge.caveats and pledge.adapted_to is None:
        return ()
    days = [span for c in pledge.caveats for span in _barred_by(scenario, c, requirement)]
    return joined((*days, *_unsuited(scenario, pledge, requirement)))


def _barred_by(scenario: Scenario, caveat: Caveat, requirement: Requirement) -> Spans:
    """The days on which everything holds that the caveat names."""
    calendar = calendar_of(scenario)
    if (caveat.night and not requirement.night) or (caveat.offensive and not requirement.offensive):
        return ()
    if caveat.tasks and not set(caveat.tasks) & set(requirement.tasks):
        return ()
    days: Spans = ((calendar.start, calendar.end),)
    if caveat.areas:
        sites = {site for area in caveat.areas for site in scenario.areas[area].sites}
        stands = stations(requirement, calendar.start, calendar.end)
        days = common(days, joined(span for site, span in stands if site in sites))
    if caveat.phases:
        phases = (scenario.phases[p].span(calendar.start, calendar.end) for p in caveat.phases)
        days = common(days, joined(phases))
    return days


def _unsuited(
    scenario: Scenario, pledge: Pledge, requirement: Requirement
) -> Iterator[tuple[int, int]]:
    """Days at sites whose climate the units are not adapted to."""
    if pledge.adapted_to is None:
        return
    calendar = calendar_of(scenario)
    for site, span in stations(requirement, calendar.start, calendar.end):
        climate = scenario.sites[site].climate
        if climate is not None and climate not in pledge.adapted_to:
            yield span
