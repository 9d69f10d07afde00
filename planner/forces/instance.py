"""From a scenario, looked at in one way, to the arrays of one instance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import ForceId, PledgeId, RequirementId
from planner.forces.needs import calendar_of, quantity_steps, wanted_days
from planner.forces.problem import Floats, ForceProblem, Ints
from planner.forces.spans import Spans
from planner.forces.tours import Tour, tours_of
from planner.forces.views import View, wanting
from planner.forces.worth import unit_personnel
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import ForceGoalName, Scenario

INFINITE = float("inf")


def force_problem(scenario: Scenario, book: Factbook, view: View) -> ForceProblem:
    """The arrays of `scenario` as `view` looks at it; needs a calendar."""
    requirement_ids = tuple(sorted(scenario.requirements))
    pledge_ids = tuple(sorted(scenario.pledges))
    requirements = [scenario.requirements[r] for r in requirement_ids]
    pledges = [scenario.pledges[p] for p in pledge_ids]
    forces = tuple(sorted(scenario.forces))
    contributors = tuple(sorted({pledge.contributor for pledge in pledges}))
    who = {name: i for i, name in enumerate(contributors)}
    strength = _numbers((unit_personnel(pledge, book) for pledge in pledges), 0.0)
    state_quantity, state_probability = _states(requirements)
    found = tours_of(scenario, book, view, requirement_ids, pledge_ids)
    roomy = _roomy(scenario, view, _persons(pledges, strength))
    tours = tuple(_undominated(found, {p for p, q in enumerate(pledges) if q.force in roomy}))
    edges = np.array(_edges(scenario, tours), dtype=np.int64)
    starts, ends = edges[:-1], edges[1:]
    return ForceProblem(
        requirements=requirement_ids,
        pledges=pledge_ids,
        contributors=contributors,
        forces=forces,
        starts=starts,
        lengths=ends - starts,
        required=_required(scenario, view, requirement_ids, starts),
        tier=np.array([r.tier for r in requirements], dtype=np.int64),
        state_quantity=state_quantity,
        state_probability=state_probability,
        shortage_cost=_numbers((r.shortage_cost for r in requirements), 0.0),
        most_contributors=_numbers(
            (None if view.incohesive else r.most_contributors for r in requirements), INFINITE
        ),
        least_share=_numbers(
            (None if view.incohesive else r.least_share for r in requirements), 0.0
        ),
        needs=_needs(scenario, view, requirement_ids),
        units=_numbers((pledge.units for pledge in pledges), 0.0),
        personnel=strength,
        probability=_numbers((pledge.probability for pledge in pledges), 1.0),
        divisible=np.array([pledge.divisible for pledge in pledges], dtype=np.bool_),
        contributor=np.array([who[p.contributor] for p in pledges], dtype=np.int64),
        force=np.array([forces.index(p.force) for p in pledges], dtype=np.int64),
        tours=tours,
        present=_within([tour.days.present for tour in tours], starts, ends) > 0,
        theatre=_within([tour.days.theatre for tour in tours], starts, ends)
        + _within([tour.days.relief for tour in tours], starts, ends),
        ceiling=_numbers((_ceiling(scenario, f, view) for f in forces), INFINITE),
        largest_contribution=_numbers(
            (_largest_contribution(scenario, f, view) for f in forces), INFINITE
        ),
        at_most=_numbers((rule.at_most for rule in scenario.substitutions), 1.0),
        fixed=_fixed(scenario, book, view, tours, requirement_ids, pledge_ids),
        objective=_objective(scenario, view),
    )


def _numbers(figures: Iterable[Figure | float | None], otherwise: float) -> Floats:
    """One number for each; `otherwise` where none is given."""
    return np.array([otherwise if f is None else float(f) for f in figures], dtype=np.float64)


def _states(requirements: Sequence[Requirement]) -> tuple[Floats, Floats]:
    """[R, S] quantity and probability of each state; 0 where a requirement has fewer."""
    most = max((len(requirement.states) for requirement in requirements), default=0)
    found = np.zeros((2, len(requirements), most))
    for r, requirement in enumerate(requirements):
        for s, state in enumerate(requirement.states):
            found[:, r, s] = state.quantity.value, state.probability.value
    return found[0], found[1]


def _objective(scenario: Scenario, view: View) -> tuple[str, ...]:
    """The goals in the scenario's order; where the view heeds no price, filling comes first."""
    order = scenario.force_objective
    if view.unpriced and scenario.is_priced:
        order = (ForceGoalName.UNFILLED, *(g for g in order if g is not ForceGoalName.UNFILLED))
    return tuple(goal.value for goal in order)


def _ceiling(scenario: Scenario, force: ForceId, view: View) -> float:
    return INFINITE if view.no_ceiling else scenario.forces[force].personnel.value


def _largest_contribution(scenario: Scenario, force: ForceId, view: View) -> float:
    entry = scenario.forces[force]
    if entry.largest_contribution is None or view.incohesive:
        return INFINITE
    return entry.largest_contribution.value * entry.personnel.value


def _needs(
    scenario: Scenario, view: View, requirement_ids: tuple[RequirementId, ...]
) -> tuple[tuple[int, int], ...]:
    if view.independent:
        return ()
    index = {name: r for r, name in enumerate(requirement_ids)}
    return tuple(
        (index[name], index[needed])
        for name in requirement_ids
        for needed in sorted(set(scenario.requirements[name].needs))
    )


def _fixed(
    scenario: Scenario,
    book: Factbook,
    view: View,
    tours: tuple[Tour, ...],
    requirement_ids: tuple[RequirementId, ...],
    pledge_ids: tuple[PledgeId, ...],
) -> tuple[tuple[int, int, float], ...]:
    """Decisions to fix units, where verified units can serve and the view has a tour for them.

    A view that takes more for granted fixes no more: units that it alone lets serve are free, or
    it could fill less than a view that takes less for granted.
    """
    if view.undecided:
        return ()
    possible = {(tour.pledge, tour.requirement) for tour in tours}
    found = (
        (pledge_ids.index(d.pledge), requirement_ids.index(d.requirement), d.units.value)
        for d in scenario.decisions
        if d.units is not None
        and any(tours_of(scenario, book, View(), (d.requirement,), (d.pledge,)))
    )
    return tuple(sorted(entry for entry in found if entry[:2] in possible))


def _roomy(
    scenario: Scenario, view: View, persons: Mapping[tuple[ForceId, str], float]
) -> frozenset[ForceId]:
    """Forces in which all that could come have room, so that more days do no harm.

    `persons` has the most that each contributor could have in theatre at once.
    """
    roomy = set()
    for f in scenario.forces:
        mine = [people for (force, _), people in persons.items() if force == f]
        most = _largest_contribution(scenario, f, view)
        if sum(mine) <= _ceiling(scenario, f, view) and max(mine, default=0.0) <= most:
            roomy.add(f)
    return frozenset(roomy)


def _persons(pledges: Iterable[Pledge], strength: Floats) -> Mapping[tuple[ForceId, str], float]:
    """Most persons of each contributor to each force at once; twice while one relieves another."""
    persons: dict[tuple[ForceId, str], float] = {}
    for pledge, people in zip(pledges, strength.tolist(), strict=True):
        key = pledge.force, pledge.contributor
        at_once = 2 if pledge.overlap.value else 1
        persons[key] = persons.get(key, 0.0) + pledge.units.value * people * at_once
    return persons


def _undominated(tours: Iterable[Tour], roomy: set[int]) -> Iterable[Tour]:
    """Tours without those that another of the same pair outdoes on every day.

    `roomy` are the pledges to forces where more days in theatre do no harm; of others all stay.
    """
    group: list[Tour] = []
    for tour in tours:
        if group and (tour.pledge, tour.requirement) != (group[0].pledge, group[0].requirement):
            yield from _best(group, roomy)
            group = []
        group.append(tour)
    yield from _best(group, roomy)


def _best(group: list[Tour], roomy: set[int]) -> Iterable[Tour]:
    if len(group) <= 1 or group[0].pledge not in roomy:
        return group
    days = [frozenset(d for a, b in tour.days.present for d in range(a, b)) for tour in group]
    return [
        tour
        for i, tour in enumerate(group)
        if not any(
            days[i] < days[j] or (days[i] == days[j] and j < i) for j in range(len(group)) if j != i
        )
    ]


def _edges(scenario: Scenario, tours: tuple[Tour, ...]) -> list[int]:
    calendar = calendar_of(scenario)
    days = {calendar.start, calendar.end}
    for requirement in scenario.requirements.values():
        days.update(day for span in wanted_days(scenario, requirement) for day in span)
        days.update(step.from_ for step in requirement.profile)
    for tour in {tour.days for tour in tours}:
        for spans in (tour.present, tour.theatre, tour.relief):
            days.update(day for span in spans for day in span)
    return sorted(day for day in days if calendar.start <= day <= calendar.end)


def _required(
    scenario: Scenario, view: View, requirement_ids: tuple[RequirementId, ...], starts: Ints
) -> Floats:
    required = np.zeros((len(requirement_ids), len(starts)))
    want = wanting(scenario, view)
    for r, requirement_id in enumerate(requirement_ids):
        requirement = scenario.requirements[requirement_id]
        if requirement_id not in want:
            continue
        for day, quantity in quantity_steps(requirement):
            required[r, (starts >= day) if day is not None else slice(None)] = quantity
        wanted = np.zeros(len(starts), dtype=np.bool_)
        for first, last in wanted_days(scenario, requirement):
            wanted |= (starts >= first) & (starts < last)
        required[r] *= wanted
    return required


def _within(spans: list[Spans], starts: Ints, ends: Ints) -> Ints:
    """[len(spans), T] 1 where a period lies within the spans, which never overlap."""
    inside = np.zeros((len(spans), len(starts)), dtype=np.int64)
    for row, days in zip(inside, spans, strict=True):
        for first, last in days:
            row[np.searchsorted(starts, first) : np.searchsorted(ends, last, side="right")] = 1
    return inside
