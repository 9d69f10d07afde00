"""Rules on what is pledged: its equipment, its use, its caveats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from planner.catalogue import Factbook
from planner.catalogue.ids import CapabilityId, PledgeId, SiteId
from planner.errors import listed, nearest
from planner.messages import said
from planner.scenario.pledged import capability_of, critical_list
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.host_nation import Equipment
from planner.scenario.schema.pledges import Caveat, Pledge
from planner.scenario.schema.scenario import Scenario


def stands_in(scenario: Scenario, capability: CapabilityId) -> frozenset[str]:
    """The capabilities that one with this capability can serve as."""
    rules = (rule.for_ for rule in scenario.substitutions if rule.capability == capability)
    return frozenset((capability, *rules))


def equipment_is_on_the_critical_list(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is all equipment that a pledge states of a kind that its unit must have?"""
    for name, pledge in scenario.pledges.items():
        critical = critical_list(pledge, book) if pledge.equipment else {}
        for kind in pledge.equipment or ():
            if kind not in critical:
                yield Broken(
                    ("pledges", name, "equipment", kind),
                    said("equipment-not-critical"),
                    seen=kind,
                    allowed=listed(critical) if critical else said("allowed.no-critical-list"),
                    nearest=nearest(kind, critical),
                    about_key=True,
                )


def critical_equipment_is_needed(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does a unit need at least some of all equipment on its critical list?"""
    for section, entries in (("units", scenario.units), ("pledges", scenario.pledges)):
        for name, entry in entries.items():
            for kind, needed in entry.critical.items():
                if needed.value == 0:
                    yield Broken(
                        (section, name, "critical", kind),
                        said("critical-of-none"),
                        seen="0",
                    )


def equipment_is_stated(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which pledges do not say what they hold of their critical equipment?"""
    for name, pledge in scenario.pledges.items():
        critical = critical_list(pledge, book) if pledge.equipment is None else {}
        if critical:
            yield Broken(
                ("pledges", name),
                said("critical-taken-complete", critical=listed(critical)),
            )


def lifts_have_a_mass(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Can it be told of every lift how much it has to bring?"""
    for name, pledge in scenario.pledges.items():
        of_type = book.units[pledge.unit].equipment_mass if pledge.unit is not None else None
        if pledge.lift is not None and pledge.equipment_mass is None and of_type is None:
            yield Broken(
                ("pledges", name, "lift"),
                said("lift-without-mass"),
            )


def pledges_are_wanted(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which pledges give what no requirement of their force wants?"""
    wanted: dict[str, set[str]] = {}
    entries: Iterable[Requirement | Equipment] = chain(
        scenario.requirements.values(), scenario.equipment.values()
    )
    for entry in entries:
        wanted.setdefault(entry.force, set()).add(entry.capability)
    for name, pledge in scenario.pledges.items():
        capability = capability_of(pledge, book)
        asked = wanted.get(pledge.force)
        if asked and not asked & stands_in(scenario, capability):
            yield Broken(
                ("pledges", name),
                said("pledge-unwanted"),
                seen=capability,
                allowed=listed(asked),
            )


def uses_fit_their_requirement(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Can a pledge serve on every requirement for which it says what its units give?"""
    for name, pledge in scenario.pledges.items():
        capability = capability_of(pledge, book)
        can = stands_in(scenario, capability)
        for wanted in pledge.uses:
            requirement = scenario.requirements[wanted]
            if requirement.force != pledge.force or requirement.capability not in can:
                yield Broken(
                    ("pledges", name, "uses", wanted),
                    said(
                        "use-misfits-requirement",
                        wanted=wanted,
                        capability=requirement.capability,
                        force=requirement.force,
                    ),
                    seen=said("seen.for-force", capability=capability, force=pledge.force),
                    about_key=True,
                )


def pledges_come_in_time(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which pledges arrive only after the calendar, so that they count for nothing?"""
    if scenario.calendar is None:
        return
    end = scenario.calendar.end
    for name, pledge in scenario.pledges.items():
        if (arrival := pledge.available + pledge.travel_days) >= end:
            yield Broken(
                ("pledges", name),
                said("pledge-too-late", end=show_day(end)),
                seen=show_day(arrival),
            )


def climates_are_told(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which pledges name climates that they suit, where no site has a climate?"""
    if any(site.climate is not None for site in scenario.sites.values()):
        return
    for name, pledge in scenario.pledges.items():
        if pledge.adapted_to is not None:
            yield Broken(
                ("pledges", name, "adapted_to"),
                said("climate-untold"),
            )


def requirements_can_be_served(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which requirements do all pledges that could fill them refuse to serve, by caveats?"""
    able_for: dict[tuple[str, str], list[PledgeId]] = {}
    for pledge_id, pledge in scenario.pledges.items():
        for capability in stands_in(scenario, capability_of(pledge, book)):
            able_for.setdefault((pledge.force, capability), []).append(pledge_id)
    for name, requirement in scenario.requirements.items():
        if not (requirement.night or requirement.offensive or requirement.tasks):
            continue
        able = able_for.get((requirement.force, requirement.capability), [])
        if able and all(_refuses(scenario, scenario.pledges[p], requirement) for p in able):
            yield Broken(
                ("requirements", name),
                said("requirement-barred"),
                seen=listed(able),
            )


def _refuses(scenario: Scenario, pledge: Pledge, requirement: Requirement) -> bool:
    return any(_bars_always(scenario, caveat, requirement) for caveat in pledge.caveats)


def _bars_always(scenario: Scenario, caveat: Caveat, requirement: Requirement) -> bool:
    """True where the caveat bars every day of the requirement."""
    sites = {site for area in caveat.areas for site in scenario.areas[area].sites}
    phases = set(requirement.phases)
    return (
        (requirement.night or not caveat.night)
        and (requirement.offensive or not caveat.offensive)
        and bool(set(caveat.tasks) & set(requirement.tasks) or not caveat.tasks)
        and (not caveat.areas or _stations(requirement) <= sites)
        and (not caveat.phases or (bool(phases) and phases <= set(caveat.phases)))
    )


def _stations(requirement: Requirement) -> frozenset[SiteId | None]:
    return frozenset((requirement.site, *(move.site for move in requirement.moves)))
