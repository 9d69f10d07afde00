"""Everything that stands between pledges and a requirement, as values that may be changed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain

from planner.analysis.explain.levers import DAY, Lever, more, to
from planner.forces.candidates import Kind, kinds_of
from planner.forces.result import WHOLE
from planner.generation import Generation
from planner.records.forces import RequirementFill
from planner.scenario import Scenario, factbook_of
from planner.scenario.pledged import capability_of
from planner.scenario.schema.days import show_day
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge, Status
from planner.scenario.titles import readable


def force_levers(scenario: Scenario, found: Generation, name: str) -> tuple[Lever, ...]:
    """What stands between pledges and a requirement: the pledges that could serve it, the force
    that they join, what the requirement itself asks for, and units that nobody has pledged yet."""
    wanted = {str(key): entry for key, entry in found.scenario.requirements.items()}[name]
    pledges = sorted(_able(scenario, wanted).items())
    first = _first_day(scenario, wanted)
    of_pledges = (_pledge(scenario, key, entry, first) for key, entry in pledges)
    of_need = _requirement(scenario, name) if name in scenario.requirements else ()
    there = (*chain.from_iterable(of_pledges), *_force(scenario, wanted), *of_need)
    # whatever is there is asked for before units that nobody has offered
    return (*there, *_new(scenario, found, name, 1.0 + len(there)))


def _able(scenario: Scenario, wanted: Requirement) -> dict[str, Pledge]:
    """The pledges that give what a requirement wants, or may stand in for it."""
    book = factbook_of(scenario)
    rules = (rule for rule in scenario.substitutions if rule.for_ == wanted.capability)
    capabilities = {wanted.capability, *(rule.capability for rule in rules)}
    return {
        str(name): pledge
        for name, pledge in scenario.pledges.items()
        if pledge.force == wanted.force and capability_of(pledge, book) in capabilities
    }


def _first_day(scenario: Scenario, wanted: Requirement) -> int:
    assert scenario.calendar is not None
    return scenario.calendar.start if wanted.from_ is None else wanted.from_


def _pledge(scenario: Scenario, name: str, pledge: Pledge, first: int) -> Iterator[Lever]:
    path, title = ("pledges", name), pledge.title
    in_time = first - pledge.travel_days
    if pledge.available > in_time:
        words = f"day on which {title} is ready"
        yield Lever((*path, "available"), words, DAY, pledge.available, in_time, 1.0)
    if not pledge.status.is_verified:
        words = f"status of {title}"
        yield Lever((*path, "status"), words, "", pledge.status, Status.VERIFIED, 1.0)
    yield from more(scenario, (*path, "units"), f"units of {title}", "vehicle")
    if pledge.caveats:
        yield Lever((*path, "caveats"), f"caveats of {title}", "", pledge.caveats, (), 1.0)
    if pledge.adapted_to is not None:
        words = f"climates that {title} is adapted to"
        yield Lever((*path, "adapted_to"), words, "", pledge.adapted_to, None, 1.0)
    if pledge.equipment is not None:
        words = f"equipment of {title}, made complete"
        yield Lever((*path, "equipment"), words, "", pledge.equipment, None, 1.0)
    if pledge.tour is not None:
        yield Lever((*path, "tour"), f"tour of {title}, to the end", "", pledge.tour, None, 1.0)


def _force(scenario: Scenario, wanted: Requirement) -> Iterator[Lever]:
    force, path = scenario.forces[wanted.force], ("forces", wanted.force)
    words = f"ceiling of {force.title}"
    for lever in more(scenario, (*path, "personnel"), words, "person"):
        yield Lever(lever.path, words, "person", lever.before, lever.furthest, 1.0)
    if force.largest_contribution is not None:
        words = f"largest share of one contributor in {force.title}"
        yield from to(scenario, (*path, "largest_contribution"), words, "share", 1.0, 0.01)
    if force.critical_share is not None:
        words = f"share of critical equipment that {force.title} asks for"
        yield Lever((*path, "critical_share"), words, "", force.critical_share, None, 1.0)


def _requirement(scenario: Scenario, name: str) -> Iterator[Lever]:
    """The rules on who may fill it; that it is needed less or later is not for others to say."""
    entry = {str(key): found for key, found in scenario.requirements.items()}[name]
    path = ("requirements", name)
    for key, words in (
        ("most_contributors", "number of contributors on"),
        ("least_share", "smallest share of a contributor on"),
    ):
        if (limit := getattr(entry, key)) is not None:
            yield Lever((*path, key), f"{words} {entry.title}", "", limit, None, 1.0)
    if entry.needs:
        words = f"what {entry.title} needs beside it"
        yield Lever((*path, "needs"), words, "", entry.needs, (), 1.0)
    for place, decision in enumerate(scenario.decisions):
        if decision.requirement == name:
            rest = tuple(d for i, d in enumerate(scenario.decisions) if i != place)
            words = f"decision {place + 1}, on {readable(decision.pledge)}"
            yield Lever(("decisions",), words, "", scenario.decisions, rest, 1.0)


def _new(scenario: Scenario, found: Generation, name: str, weight: float) -> Iterator[Lever]:
    """Units that nobody pledged, of each kind that would do, as many as are missing."""
    [fill] = [fill for fill in found.plan.requirements if fill.requirement == name]
    if fill.first_gap is None:
        return
    for number, kind in enumerate(_worth_asking(scenario, fill)):
        units = math.ceil(fill.shortfall / kind.quantity - WHOLE)
        pledge = {
            "title": kind.title,
            "contributor": "nobody-yet",
            "force": kind.force,
            "capability": kind.capability,
            "units": units,
            "quantity": kind.quantity,
            "personnel": round(kind.personnel),
            "status": Status.VERIFIED,
            "available": show_day(fill.first_gap),
        }
        words = f"a new pledge: {units:g} x {kind.title}"
        path = ("pledges", _free(scenario, f"new-{kind.capability}-{number + 1}"))
        yield Lever(path, words, "", None, Pledge.model_validate(pledge), 1.0, weight=weight)


def _free(scenario: Scenario, name: str) -> str:
    """A name that no pledge has."""
    while name in scenario.pledges:
        name = f"{name}-more"
    return name


def _worth_asking(scenario: Scenario, fill: RequirementFill) -> list[Kind]:
    kinds = kinds_of(factbook_of(scenario), fill.force, fill.capability)
    return [kind for kind in kinds if not any(other.outdoes(kind) for other in kinds)]
