"""How many tours a force generation would choose from, before any is made."""

from __future__ import annotations

from collections import Counter

from planner.catalogue import Factbook
from planner.forces.needs import calendar_of
from planner.lp import require_cells, require_room
from planner.messages import said
from planner.scenario.pledged import capability_of
from planner.scenario.schema.scenario import Scenario


def require_forces(scenario: Scenario, book: Factbook, most: int) -> None:
    """Raise `InputError` where pledges could serve on requirements in too many ways.

    A pair of them has a tour for each day on which the units may come; each is an array over days.
    """
    what = said(
        "limit.forces", requirements=len(scenario.requirements), pledges=len(scenario.pledges)
    )
    remedy = said("limit.forces-remedy")
    tours = most_tours(scenario, book)
    calendar = calendar_of(scenario)
    require_room(tours, most, what, remedy)
    require_cells(tours * (calendar.end - calendar.start), most, what, remedy)


def most_tours(scenario: Scenario, book: Factbook) -> int:
    """No more tours than so many are possible, without a look at any date but the pledges' own."""
    step = int(calendar_of(scenario).relief_step.value)
    wanted = Counter((r.force, r.capability) for r in scenario.requirements.values())
    stands_in: dict[str, set[str]] = {}
    for rule in scenario.substitutions:
        stands_in.setdefault(rule.capability, set()).add(rule.for_)
    total = 0
    for pledge in scenario.pledges.values():
        gives = capability_of(pledge, book)
        pairs = sum(wanted[pledge.force, c] for c in {gives, *stands_in.get(gives, ())})
        latest = pledge.available if pledge.latest is None else pledge.latest
        total += pairs * max(1, (latest - pledge.available) // step + 1)
    return total
