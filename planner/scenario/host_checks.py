"""Rules on the host nation's equipment and training; `checks` lists them among the others."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CapabilityId, EquipmentId, PledgeId, RequirementId, TrainingId
from planner.messages import said
from planner.scenario.document import KeyPath
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario

PERSON = "person"
OWN_HOLDINGS = "own holdings"


def requirement_of(equipment: EquipmentId) -> RequirementId:
    """The requirement as which force generation sees an entry of `equipment`."""
    return RequirementId(equipment)


def holding_of(equipment: EquipmentId) -> PledgeId:
    """The pledge as which force generation sees what is held."""
    return PledgeId(f"{equipment}-held")


def is_own_holding(pledge: Pledge) -> bool:
    """True for what an institution holds itself: it fills that institution's gap and no other."""
    return pledge.contributor == OWN_HOLDINGS


def graduates_of(training: TrainingId, number: int) -> PledgeId:
    """The pledge as which force generation sees the graduates of a course, counted from 1."""
    return PledgeId(f"{training}-{number}")


def host_entries_have_their_own_names(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every name free by which equipment and training enter force generation?"""
    for equipment in scenario.equipment:
        if requirement_of(equipment) in scenario.requirements:
            yield _requirement_taken(("equipment", equipment), requirement_of(equipment))
        if (held := holding_of(equipment)) in scenario.pledges:
            yield _pledge_taken(("equipment", equipment), held)
    for pledge_id, written in scenario.pledges.items():
        if is_own_holding(written):
            path = ("pledges", pledge_id, "contributor")
            yield Broken(path, said("contributor-of-own-holdings"), seen=OWN_HOLDINGS)
    for name, training in scenario.training.items():
        for number in range(1, int(training.courses.value) + 1):
            if (pledge := graduates_of(name, number)) in scenario.pledges:
                yield _pledge_taken(("training", name), pledge)


def _requirement_taken(path: KeyPath, name: RequirementId) -> Broken:
    return Broken(path, said("requirement-name-taken", name=name))


def _pledge_taken(path: KeyPath, name: PledgeId) -> Broken:
    return Broken(path, said("pledge-name-taken", name=name))


def graduates_can_be_counted(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Can it be told how many units the graduates of every course make up?"""
    for name, training in scenario.training.items():
        if training.unit is not None or training.unit_strength is not None:
            continue
        if training.capability is None:  # the schema has refused it
            continue
        measure = book.capabilities[training.capability].measure
        if measure != PERSON:
            yield Broken(
                ("training", name),
                said("graduates-not-counted", measure=measure),
            )


def equipment_quantities(scenario: Scenario) -> Iterator[tuple[KeyPath, CapabilityId, Figure]]:
    """Every quantity of equipment, with the capability in whose measure it is written."""
    for name, equipment in scenario.equipment.items():
        yield ("equipment", name, "required"), equipment.capability, equipment.required
        yield ("equipment", name, "held"), equipment.capability, equipment.held


def courses_end_in_time(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which programmes have courses that end after the calendar, so that they count for nothing?"""
    if scenario.calendar is None:
        return
    end = scenario.calendar.end
    for name, training in scenario.training.items():
        numbers = range(1, int(training.courses.value) + 1)
        late = [number for number in numbers if training.course_days(number)[1] >= end]
        if late:
            last = training.course_days(numbers[-1])[1]
            yield Broken(
                ("training", name),
                said(
                    "courses-end-too-late",
                    late=len(late),
                    courses=len(numbers),
                    last=show_day(last),
                    until=show_day(last + 1),
                ),
                seen=f"calendar.end {show_day(end)}",
            )
