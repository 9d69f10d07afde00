"""Questions on strength: ceilings of forces, and what contributors have to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId, ForceId
from planner.errors import listed, nearest
from planner.messages import said
from planner.scenario.host_checks import PERSON
from planner.scenario.pledged import capability_of, standard_of
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario

# parts of units that add up to whole persons but for the last binary digits
ROUNDING = 1e-9
Strengths = Mapping[CapabilityId, float]


def ceilings_hold_what_is_required(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which forces may have fewer persons than their requirements ask for on the worst day?"""
    least = {force: _least_strengths(scenario, book, force) for force in scenario.forces}
    for name, force in scenario.forces.items():
        day, persons = _peak(scenario, name, least[name])
        if persons > force.personnel.value * (1 + ROUNDING):
            yield Broken(
                ("forces", name, "personnel"),
                said("ceiling-below-requirements", persons=f"{persons:.0f}", day=show_day(day)),
                seen=f"{force.personnel.value:g} person",
            )


def _peak(scenario: Scenario, force: ForceId, least: Strengths) -> tuple[int, float]:
    """The first day on which the requirements of a force ask for most persons, and how many."""
    changes: dict[int, float] = {}
    for requirement in scenario.requirements.values():
        each = least.get(requirement.capability, 0.0)
        if requirement.force == force and each:
            for first, until, quantity in _asked(scenario, requirement):
                changes[first] = changes.get(first, 0.0) + quantity * each
                changes[until] = changes.get(until, 0.0) - quantity * each
    worst, at, running = 0.0, 0, 0.0
    for day in sorted(changes):
        running += changes[day]
        if running > worst * (1 + ROUNDING):
            worst, at = running, day
    return at, worst


def _asked(scenario: Scenario, requirement: Requirement) -> Iterator[tuple[int, int, float]]:
    """Stretches of days [first, until), and the quantity that is required on each of them."""
    if scenario.calendar is None:
        return
    bounds = scenario.calendar.start, scenario.calendar.end
    start, end = requirement.span(*bounds)
    phases = [scenario.phases[phase].span(*bounds) for phase in requirement.phases]
    steps = sorted((step.from_, step.quantity.value) for step in requirement.profile)
    days = {start, end, *(day for day, _ in steps), *(day for span in phases for day in span)}
    cuts = sorted(day for day in days if start <= day <= end)
    for first, until in pairwise(cuts):
        if not phases or any(begin <= first < last for begin, last in phases):
            before = [quantity for day, quantity in steps if day <= first]
            yield first, until, before[-1] if before else requirement.quantity.value


def _least_strengths(scenario: Scenario, book: Factbook, force: ForceId) -> Strengths:
    """For each capability the fewest persons that one unit of its measure can come with: of its
    standard units, of the pledges to the force, and of what may stand in for it."""
    least: dict[CapabilityId, float] = {
        name: 1.0 for name, entry in book.capabilities.items() if entry.measure == PERSON
    }

    def note(capability: CapabilityId, persons: float) -> None:
        least[capability] = min(persons, least.get(capability, persons))

    for unit in book.units.values():
        if unit.quantity.value:
            note(unit.capability, _fewest(unit.personnel) / unit.quantity.value)
    for pledge in scenario.pledges.values():
        if pledge.force == force and (gives := _quantity(pledge, book)):
            note(capability_of(pledge, book), _strength(pledge, book) / gives)
    own = dict(least)
    for rule in scenario.substitutions:
        if rule.for_ in own:
            note(rule.for_, own.get(rule.capability, 0.0) / rule.efficiency.value)
    return least


def _quantity(pledge: Pledge, book: Factbook) -> float:
    """The most that one full-strength unit of a pledge gives, in the measure it is counted in."""
    uses = [use.quantity.value for use in pledge.uses.values() if use.quantity is not None]
    if pledge.quantity is not None:
        return max(pledge.quantity.value, *uses, 0.0)
    own = standard_of(pledge, book).quantity.value if pledge.unit is not None else 1.0
    return max(own, *uses, 0.0)


def _strength(pledge: Pledge, book: Factbook) -> float:
    """Persons in one unit of a pledge; one under strength counts for less, and so as a full one."""
    if pledge.unit is None or pledge.quantity is not None:
        return _sent(pledge, book, fewest=True)
    return 0.0 if pledge.in_kind else _fewest(standard_of(pledge, book).personnel)


def _fewest(persons: Figure) -> float:
    """As few persons as is believable."""
    return persons.value if persons.low is None else persons.low


def pledges_stay_within_strength(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which contributors pledge more persons than they say that they have?"""
    pledged: dict[str, float] = {}
    of: dict[str, list[str]] = {}
    for name, pledge in scenario.pledges.items():
        persons = _sent(pledge, book) * pledge.units.value
        pledged[pledge.contributor] = pledged.get(pledge.contributor, 0.0) + persons
        of.setdefault(pledge.contributor, []).append(name)
    for contributor, entry in scenario.contributors.items():
        if pledged.get(contributor, 0.0) > entry.strength.value:
            yield Broken(
                ("contributors", contributor, "strength"),
                said(
                    "pledges-above-strength",
                    persons=f"{pledged[contributor]:g}",
                    pledges=listed(of[contributor]),
                ),
                seen=f"{entry.strength.value:g} person",
            )


def _sent(pledge: Pledge, book: Factbook, *, fewest: bool = False) -> float:
    """Persons that come with one unit of a pledge."""
    if pledge.personnel is None and pledge.in_kind:
        return 0.0
    persons = pledge.personnel or standard_of(pledge, book).personnel
    return _fewest(persons) if fewest else persons.value


def contributors_contribute(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which contributors are named by no pledge and no training?"""
    named = {pledge.contributor for pledge in scenario.pledges.values()}
    named |= {training.contributor for training in scenario.training.values()}
    for name in scenario.contributors:
        if name not in named:
            yield Broken(
                ("contributors", name),
                said("contributor-without-pledge", known=listed(named)),
                seen=name,
                nearest=nearest(name, named),
                about_key=True,
            )
