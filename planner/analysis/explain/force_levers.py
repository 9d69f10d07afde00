"""Everything that stands between pledges and a requirement, as values that may be changed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain

from planner.analysis.explain.levers import DAY, Lever, more, to
from planner.forces.candidates import Kind, kinds_of
from planner.forces.result import WHOLE
from planner.generation import Generation
from planner.messages import number, said
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
        words = said("lever.ready", pledge=title)
        yield Lever((*path, "available"), words, DAY, pledge.available, in_time, 1.0)
    if not pledge.status.is_verified:
        words = said("lever.status", pledge=title)
        yield Lever((*path, "status"), words, "", pledge.status, Status.VERIFIED, 1.0)
    yield from more(scenario, (*path, "units"), said("lever.units", pledge=title), "vehicle")
    if pledge.caveats:
        words = said("lever.caveats", pledge=title)
        yield Lever((*path, "caveats"), words, "", pledge.caveats, (), 1.0)
    if pledge.adapted_to is not None:
        words = said("lever.adapted", pledge=title)
        yield Lever((*path, "adapted_to"), words, "", pledge.adapted_to, None, 1.0)
    if pledge.equipment is not None:
        words = said("lever.equipment", pledge=title)
        yield Lever((*path, "equipment"), words, "", pledge.equipment, None, 1.0)
    if pledge.tour is not None:
        words = said("lever.tour", pledge=title)
        yield Lever((*path, "tour"), words, "", pledge.tour, None, 1.0)


def _force(scenario: Scenario, wanted: Requirement) -> Iterator[Lever]:
    force, path = scenario.forces[wanted.force], ("forces", wanted.force)
    words = said("lever.ceiling", force=force.title)
    for lever in more(scenario, (*path, "personnel"), words, "person"):
        yield Lever(lever.path, words, "person", lever.before, lever.furthest, 1.0)
    if force.largest_contribution is not None:
        words = said("lever.largest", force=force.title)
        yield from to(scenario, (*path, "largest_contribution"), words, "share", 1.0, 0.01)
    if force.critical_share is not None:
        words = said("lever.critical", force=force.title)
        yield Lever((*path, "critical_share"), words, "", force.critical_share, None, 1.0)


def _requirement(scenario: Scenario, name: str) -> Iterator[Lever]:
    """The rules on who may fill it; that it is needed less or later is not for others to say."""
    entry = {str(key): found for key, found in scenario.requirements.items()}[name]
    path = ("requirements", name)
    title = entry.title
    for key, words in (
        ("most_contributors", said("lever.contributors", requirement=title)),
        ("least_share", said("lever.least-share", requirement=title)),
    ):
        if (limit := getattr(entry, key)) is not None:
            yield Lever((*path, key), words, "", limit, None, 1.0)
    if entry.needs:
        words = said("lever.needs", requirement=title)
        yield Lever((*path, "needs"), words, "", entry.needs, (), 1.0)
    for place, decision in enumerate(scenario.decisions):
        if decision.requirement == name:
            rest = tuple(d for i, d in enumerate(scenario.decisions) if i != place)
            pledge = readable(decision.pledge)
            words = said("lever.decision", number=place + 1, pledge=pledge)
            yield Lever(("decisions",), words, "", scenario.decisions, rest, 1.0)


def _new(scenario: Scenario, found: Generation, name: str, weight: float) -> Iterator[Lever]:
    """Units that nobody pledged, of each kind that would do, as many as are missing."""
    [fill] = [fill for fill in found.plan.requirements if fill.requirement == name]
    if fill.first_gap is None:
        return
    for place, kind in enumerate(_worth_asking(scenario, fill), start=1):
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
        words = said("lever.new", units=number(f"{units:g}", units), title=kind.title)
        path = ("pledges", _free(scenario, f"new-{kind.capability}-{place}"))
        yield Lever(path, words, "", None, Pledge.model_validate(pledge), 1.0, weight=weight)


def _free(scenario: Scenario, name: str) -> str:
    """A name that no pledge has."""
    while name in scenario.pledges:
        name = f"{name}-more"
    return name


def _worth_asking(scenario: Scenario, fill: RequirementFill) -> list[Kind]:
    kinds = kinds_of(factbook_of(scenario), fill.force, fill.capability)
    return [kind for kind in kinds if not any(other.outdoes(kind) for other in kinds)]
