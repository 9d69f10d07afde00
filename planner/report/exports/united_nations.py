"""Requirements and pledges in the columns that United Nations force generation works with.

A statement of unit requirements says for each unit what it must be able to do, with how many people
and what major equipment, where, from when, and for how long it must sustain itself; a register of
pledges says what each contributor offers, at which level of readiness. The levels are those of the
Peacekeeping Capability Readiness System: 1 to 3, and rapid deployment on top of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId, PledgeId, RequirementId
from planner.catalogue.schema import UnitType
from planner.forces.worth import unit_personnel
from planner.messages import joined, said
from planner.records.deployment import ForceListLine
from planner.records.forces import ForcePlan, UnusedPledge
from planner.report.exports.typed import data_table
from planner.report.numbers import quantity, share, short_day
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario
from planner.scenario.pledged import capability_of, critical_list
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Caveat, Pledge, Status
from planner.scenario.titles import readable, site_title

UNIT_REQUIREMENTS = (
    "serial#",
    "requirement",
    "force",
    "unit_type",
    "capability",
    "priority#",
    "units#",
    "measure",
    "strength_per_unit#",
    "strength#",
    "location",
    "later_locations",
    "tasks",
    "major_equipment",
    "self_sustainment_days#",
    "required_by@",
    "until@",
    "filled#",
    "shortfall#",
    "provided_by",
    "remarks",
    "source",
)
PLEDGE_REGISTER = (
    "serial#",
    "pledge",
    "contributor",
    "force",
    "unit_type",
    "capability",
    "units#",
    "strength_per_unit#",
    "strength#",
    "readiness_level#",
    "rapid_deployment",
    "status",
    "available_from@",
    "ready_in_theatre@",
    "tour_days#",
    "rotations#",
    "self_sustainment_days#",
    "major_equipment",
    "conditions",
    "assigned_to",
    "units_assigned#",
    "in_place@",
    "why_not_used",
    "remarks",
    "source",
)


def united_nations_tables(
    scenario: Scenario, book: Factbook, plan: ForcePlan, lines: Iterable[ForceListLine]
) -> tuple[DataTable, ...]:
    """Unit requirements and the register of pledges, with what the plan makes of them."""
    lines = tuple(lines)
    required = list(_requirements(scenario, book, plan, lines))
    pledged = list(_pledges(scenario, book, plan, lines))
    return (
        data_table("unit-requirements", scenario, UNIT_REQUIREMENTS, required),
        data_table("pledge-register", scenario, PLEDGE_REGISTER, pledged),
    )


# ------------------------------------------------------------------------------ what is required


def _requirements(
    scenario: Scenario, book: Factbook, plan: ForcePlan, lines: tuple[ForceListLine, ...]
) -> Iterator[tuple[Cell, ...]]:
    fills = {entry.requirement: entry for entry in plan.requirements}
    for serial, (name, entry) in enumerate(scenario.requirements.items(), start=1):
        unit = _standard(book, entry.capability)
        fill = fills.get(name)
        yield (
            serial,
            entry.title,
            scenario.forces[entry.force].title,
            None if unit is None else unit.title,
            book.capabilities[entry.capability].title,
            entry.tier,
            entry.quantity.value,
            book.capabilities[entry.capability].measure,
            *_strength(entry, unit),
            None if entry.site is None else site_title(scenario, entry.site),
            _moves(scenario, entry),
            _tasks(scenario, entry),
            None if unit is None else _equipment(unit.critical),
            _self_sustainment(scenario, entry),
            *_days(scenario, entry),
            None if fill is None else fill.filled,
            None if fill is None else fill.shortfall,
            _joined(line.title for line in lines if line.requirement == name),
            _remarks(scenario, entry),
            entry.source,
        )


def _standard(book: Factbook, capability: CapabilityId) -> UnitType | None:
    """The standard unit that gives a capability; None where none does, or more than one."""
    found = [unit for unit in book.units.values() if unit.capability == capability]
    return found[0] if len(found) == 1 else None


def _strength(entry: Requirement, unit: UnitType | None) -> tuple[Cell, Cell]:
    """Persons of one standard unit, and of as many as the requirement asks for."""
    if unit is None or not unit.quantity.value:
        return (None, None)
    people = unit.personnel.value
    return people, people * math.ceil(entry.quantity.value / unit.quantity.value)


def _moves(scenario: Scenario, entry: Requirement) -> str | None:
    return _joined(
        said("export.moves", site=site_title(scenario, move.site), day=short_day(move.from_))
        for move in entry.moves
    )


def _tasks(scenario: Scenario, entry: Requirement) -> str | None:
    told: list[str] = [scenario.tasks[task].title for task in entry.tasks]
    if entry.night:
        told.append(said("export.night"))
    if entry.offensive:
        told.append(said("export.offensive"))
    return _joined(told)


def _equipment(critical: Mapping[str, Figure]) -> str | None:
    return _joined(
        said("export.equipment", kind=readable(kind), number=quantity(number.value))
        for kind, number in critical.items()
    )


def _self_sustainment(scenario: Scenario, entry: Requirement) -> float | None:
    days = scenario.forces[entry.force].required_days
    return None if days is None else days.value


def _days(scenario: Scenario, entry: Requirement) -> tuple[int | None, int | None]:
    if scenario.calendar is None:
        return entry.from_, entry.until
    return entry.span(scenario.calendar.start, scenario.calendar.end)


def _remarks(scenario: Scenario, entry: Requirement) -> str | None:
    told: list[str] = [scenario.phases[phase].title for phase in entry.phases]
    if entry.most_contributors is not None:
        most = quantity(entry.most_contributors.value)
        told.append(said("export.most-contributors", most=most))
    if entry.needs:
        needs = [_title(scenario, need) for need in entry.needs]
        told.append(said("export.needs", needs=joined("export.and", needs)))
    return _joined([*told, entry.note or ""])


def _title(scenario: Scenario, requirement: RequirementId) -> str:
    return scenario.requirements[requirement].title


# ------------------------------------------------------------------------------- what is pledged


def _pledges(
    scenario: Scenario, book: Factbook, plan: ForcePlan, lines: tuple[ForceListLine, ...]
) -> Iterator[tuple[Cell, ...]]:
    unused = {entry.pledge: entry for entry in plan.unused}
    for serial, (name, pledge) in enumerate(scenario.pledges.items(), start=1):
        people, units = unit_personnel(pledge, book), pledge.units.value
        unit = None if pledge.unit is None else book.units[pledge.unit].title
        yield (
            serial,
            pledge.title,
            pledge.contributor,
            scenario.forces[pledge.force].title,
            unit,
            book.capabilities[capability_of(pledge, book)].title,
            units,
            people,
            people * units,
            pledge.status.readiness_level,
            said("value.yes") if pledge.status is Status.RAPID else None,
            pledge.status.value,
            pledge.available,
            pledge.available + pledge.travel_days,
            None if pledge.tour is None else pledge.tour.value,
            pledge.rotations.value,
            _brings(scenario, pledge),
            _holdings(pledge, book),
            _conditions(scenario, pledge),
            *_use(name, lines, unused.get(name)),
            pledge.note,
            pledge.source,
        )


def _brings(scenario: Scenario, pledge: Pledge) -> float:
    own = pledge.planned_days
    return (scenario.forces[pledge.force].planned_days if own is None else own).value


def _holdings(pledge: Pledge, book: Factbook) -> str | None:
    """What one unit holds of its critical equipment; only what is needed where it does not say."""
    critical = critical_list(pledge, book)
    if pledge.equipment is None:
        return _equipment(critical)
    kinds = dict.fromkeys([*critical, *pledge.equipment])
    return _joined(_held(pledge, kind, critical.get(kind)) for kind in kinds)


def _held(pledge: Pledge, kind: str, needed: Figure | None) -> str:
    holding = (pledge.equipment or {}).get(kind)
    held = quantity(0.0 if holding is None else holding.held.value)
    told = said("export.equipment", kind=readable(kind), number=held)
    if needed is not None:
        wanted = quantity(needed.value)
        told = said("export.holding", kind=readable(kind), held=held, needed=wanted)
    if holding is None or holding.serviceability.value == 1:
        return told
    return said("export.working", held=told, share=share(holding.serviceability.value))


def _conditions(scenario: Scenario, pledge: Pledge) -> str | None:
    return _joined(_caveat(scenario, caveat) for caveat in pledge.caveats)


def _caveat(scenario: Scenario, caveat: Caveat) -> str:
    """What must hold together for the caveat to bar a day."""
    told: list[str] = [said("export.no-area", area=scenario.areas[a].title) for a in caveat.areas]
    told += [said("export.no-phase", phase=scenario.phases[p].title) for p in caveat.phases]
    told += [said("export.no-task", task=scenario.tasks[t].title) for t in caveat.tasks]
    told += [said("export.night")] if caveat.night else []
    told += [said("export.offensive")] if caveat.offensive else []
    return said("export.caveat", what=joined("export.and", told))


def _use(
    name: PledgeId, lines: tuple[ForceListLine, ...], unused: UnusedPledge | None
) -> tuple[Cell, ...]:
    """Requirements that it fills, with how many units, in place from when; why some are left."""
    mine = [line for line in lines if line.pledge == name]
    return (
        _joined(line.requirement_title for line in mine),
        sum(line.units for line in mine),
        min((line.in_place for line in mine), default=None),
        None if unused is None else unused.why,
    )


def _joined(parts: Iterable[str]) -> str | None:
    """Parts that are told, one after another; None where there is none."""
    return joined("export.list", [part for part in parts if part]) or None
