"""The host nation's own forces: what they hold, whom they train, and how strong they are when.

No solver: holdings and courses are counted, and then said as requirements and pledges, so that
one model matches them with everything else that is required and pledged.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import accumulate

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import EquipmentId, ForceId, PledgeId, RequirementId, TrainingId
from planner.forces.needs import calendar_of
from planner.forces.spans import Spans
from planner.forces.tours import days_of
from planner.forces.views import View
from planner.forces.worth import unit_personnel
from planner.messages import said
from planner.records.host_nation import (
    Course,
    EquipmentHolding,
    ForceStrength,
    IntakeLimit,
    StrengthStep,
    TrainedStrength,
)
from planner.scenario.host_checks import (
    OWN_HOLDINGS,
    graduates_of,
    holding_of,
    requirement_of,
)
from planner.scenario.pledged import capability_of
from planner.scenario.schema.days import show_day
from planner.scenario.schema.forces import Decision, Requirement
from planner.scenario.schema.host_nation import Equipment, Training
from planner.scenario.schema.pledges import Pledge, Status
from planner.scenario.schema.scenario import Scenario

# ------------------------------------------------------------------------------------- equipment


def equipment_holdings(scenario: Scenario, book: Factbook) -> tuple[EquipmentHolding, ...]:
    """What each institution has of what it needs, and what is missing; by name of the entry."""
    return tuple(
        EquipmentHolding(
            equipment=name,
            title=entry.title,
            force=entry.force,
            institution=entry.institution,
            capability=entry.capability,
            measure=book.capabilities[entry.capability].measure,
            tier=entry.tier,
            required=entry.required.value,
            held=entry.held.value,
            serviceable=(there := serviceable(entry)),
            gap=max(0.0, entry.required.value - there),
        )
        for name, entry in sorted(scenario.equipment.items())
    )


def serviceable(entry: Equipment) -> int:
    """held x serviceability, rounded down to whole items."""
    return math.floor(_exact(entry.held) * _exact(entry.serviceability))


def _exact(figure: Figure) -> Fraction:
    """The number as it was written: 29 % of 100 are 29, not 28.999999999999996."""
    return Fraction(str(figure.value))


# -------------------------------------------------------------------------------------- training


def courses(scenario: Scenario) -> tuple[Course, ...]:
    """Every course of every training programme, by name of the programme and day."""
    return tuple(
        course
        for name, training in sorted(scenario.training.items())
        for course in _courses_of(name, training)
    )


def _courses_of(name: TrainingId, training: Training) -> Iterator[Course]:
    taken: list[tuple[int, int]] = []  # intake and day of graduation of the courses so far
    stays = 1 - _exact(training.attrition)
    trained = 0
    for number in range(1, int(training.courses.value) + 1):
        start, end = training.course_days(number)
        running = sum(intake for intake, until in taken if until > start)
        before = sum(intake for intake, _ in taken)
        intake, limit = _intake(training, running, before)
        taken.append((intake, end))
        in_all = math.floor((before + intake) * stays)
        yield Course(name, number, start, end, intake, in_all - trained, limit)
        trained = in_all


def _intake(training: Training, running: int, before: int) -> tuple[int, IntakeLimit]:
    """Trainees of a course that begins with so many in other courses, and so many before it."""
    room = {IntakeLimit.PLACES: int(training.places.value)}
    if training.instructors is not None and training.trainees_per_instructor is not None:
        most = _exact(training.instructors) * _exact(training.trainees_per_instructor)
        room[IntakeLimit.INSTRUCTORS] = math.floor(most) - running
    if training.recruits is not None:
        room[IntakeLimit.RECRUITS] = int(training.recruits.value) - before
    limit = min(room, key=room.__getitem__)
    return room[limit], limit


def trained_strength(scenario: Scenario) -> tuple[TrainedStrength, ...]:
    """Graduates in all by date, for every training programme, by its name."""
    return tuple(
        TrainedStrength(
            training=name,
            title=training.title,
            force=training.force,
            verified=training.status.is_verified,
            steps=_steps((c.graduates_on, c.graduates) for c in _courses_of(name, training)),
        )
        for name, training in sorted(scenario.training.items())
    )


# -------------------------------------------------------------------------------------- strength


def force_strength(scenario: Scenario, book: Factbook, force: ForceId) -> ForceStrength:
    """Persons of a force by date, by its verified pledges and training, and when it is complete.

    A unit counts on the days on which it would for a requirement without dates.
    """
    mine = [
        pledge
        for pledge in expanded(scenario, book).pledges.values()
        if pledge.force == force and pledge.status.is_verified
    ]
    changes = [change for pledge in mine for change in _changes(pledge, book, scenario)]
    steps = _steps([(calendar_of(scenario).start, 0), *changes])
    authorised = scenario.forces[force]
    wanted = int(authorised.personnel.value)
    reached = (step.day for step in steps if step.persons >= wanted)
    return ForceStrength(force, authorised.title, wanted, steps, next(reached, None))


def _changes(pledge: Pledge, book: Factbook, scenario: Scenario) -> Iterator[tuple[int, int]]:
    """The persons that come and go with a pledge, and the days on which they do."""
    end = calendar_of(scenario).end
    persons = round(pledge.units.value * unit_personnel(pledge, book))
    for first, until in _days_there(pledge, book, scenario):
        yield first, persons
        if until < end:
            yield until, -persons


def _days_there(pledge: Pledge, book: Factbook, scenario: Scenario) -> Spans:
    """Its days in theatre where it arrives as early as it can; a relief in place adds nobody."""
    anywhere = Requirement(
        title=pledge.title,
        force=pledge.force,
        capability=capability_of(pledge, book),
        quantity=pledge.units,
    )
    first = next(days_of(scenario, pledge, anywhere, View(unbarred=True)), None)
    return first.theatre if first else ()


def _steps(changes: Iterable[tuple[int, int]]) -> tuple[StrengthStep, ...]:
    """The sum of all changes so far, on the first day and on each on which it is another."""
    by_day: Counter[int] = Counter()
    for day, persons in changes:
        by_day[day] += persons
    days = sorted(by_day)
    sums = list(accumulate(by_day[day] for day in days))
    return tuple(
        StrengthStep(day, persons)
        for i, (day, persons) in enumerate(zip(days, sums, strict=True))
        if i == 0 or persons != sums[i - 1]
    )


# ----------------------------------------------------------------- as requirements and as pledges


def expanded(scenario: Scenario, book: Factbook) -> Scenario:
    """The scenario with its equipment and training said as requirements and pledges.

    It is for solving alone: the figures that a plan rests on are those of the scenario as written.
    """
    if not scenario.equipment and not scenario.training:
        return scenario
    requirements = {
        **scenario.requirements,
        **{requirement_of(name): _requirement(entry) for name, entry in scenario.equipment.items()},
    }
    holdings, graduates = dict(_holdings(scenario)), dict(_graduates(scenario, book))
    return scenario.model_copy(
        update={
            "requirements": requirements,
            "pledges": {**scenario.pledges, **holdings, **graduates},
            "decisions": (*scenario.decisions, *_kept_at_home(scenario, requirements)),
            "equipment": {},
            "training": {},
        }
    )


def _kept_at_home(
    scenario: Scenario, requirements: Mapping[RequirementId, Requirement]
) -> Iterator[Decision]:
    """What one institution holds fills its own gap alone, whatever others are short of."""
    stands_in = {(rule.capability, rule.for_) for rule in scenario.substitutions}
    for equipment, entry in scenario.equipment.items():
        if serviceable(entry) == 0:
            continue
        for name, other in requirements.items():
            pair = (entry.capability, other.capability)
            fits = pair[0] == pair[1] or pair in stands_in
            if fits and other.force == entry.force and name != requirement_of(equipment):
                yield Decision(pledge=holding_of(equipment), requirement=name, forbid=True)


def _requirement(entry: Equipment) -> Requirement:
    window = {"from": entry.from_, "until": entry.until}
    return Requirement.model_validate(
        {
            **{end: show_day(day) for end, day in window.items() if day is not None},
            "title": entry.title,
            "force": entry.force,
            "capability": entry.capability,
            "quantity": entry.required,
            "tier": entry.tier,
            "source": entry.source,
            "note": entry.note,
        }
    )


def _holdings(scenario: Scenario) -> Iterator[tuple[PledgeId, Pledge]]:
    for name, entry in scenario.equipment.items():
        if serviceable(entry) > 0:
            yield holding_of(name), _holding(name, entry, scenario)


def _holding(name: EquipmentId, entry: Equipment, scenario: Scenario) -> Pledge:
    pledge = Pledge(
        title=entry.title,
        contributor=OWN_HOLDINGS,
        force=entry.force,
        capability=entry.capability,
        units=Figure(value=serviceable(entry)),
        quantity=Figure(value=1),
        personnel=Figure(value=0),
        in_kind=True,
        status=Status.VERIFIED,
        available=show_day(calendar_of(scenario).start),
        source=entry.source,
        note=f"What {entry.institution} holds (equipment.{name})",
    )
    # a copy keeps the title a message; validated, it would be English alone
    return pledge.model_copy(update={"title": said("pledge.holding", title=entry.title)})


def _graduates(scenario: Scenario, book: Factbook) -> Iterator[tuple[PledgeId, Pledge]]:
    for course in courses(scenario):
        if course.graduates > 0:
            pledge = _graduated(course, scenario.training[course.training], book)
            yield graduates_of(course.training, course.number), pledge


def _graduated(course: Course, training: Training, book: Factbook) -> Pledge:
    full = _unit_strength(training, book)
    units = max(1, course.graduates // full) if full else 1
    strength = min(1.0, course.graduates / units / full) if full else 1.0
    standard = book.units[training.unit].quantity.value if training.unit else 1.0
    # not validated: where several units share the graduates, one of them need not be whole persons
    return Pledge.model_construct(
        title=said("pledge.graduates", title=training.title, number=course.number),
        contributor=training.contributor,
        force=training.force,
        unit=training.unit,
        capability=training.capability,
        units=Figure(value=units),
        quantity=Figure(value=standard * strength),
        personnel=Figure(value=course.graduates / units),
        status=training.status,
        available=course.graduates_on,
        source=training.source,
        note=training.note,
    )


def _unit_strength(training: Training, book: Factbook) -> int:
    """Graduates who make up one unit."""
    if training.unit_strength is not None:
        return int(training.unit_strength.value)
    # a check has made sure that without a standard unit the capability counts persons
    return 1 if training.unit is None else int(book.units[training.unit].personnel.value)
