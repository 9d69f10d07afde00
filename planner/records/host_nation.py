"""Records of the host nation's own forces: courses, holdings of equipment, strength by date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.catalogue.ids import CapabilityId, EquipmentId, ForceId, TrainingId


class IntakeLimit(StrEnum):
    """What keeps a course from taking more trainees."""

    PLACES = "places"
    INSTRUCTORS = "instructors"
    RECRUITS = "recruits"


@dataclass(frozen=True, slots=True)
class Course:
    """One course of a training programme, counted from 1; it runs on [start, graduates_on)."""

    training: TrainingId
    number: int
    start: int
    graduates_on: int
    intake: int
    graduates: int
    limit: IntakeLimit
    """What kept the intake from being larger; of several the first in the order above."""


@dataclass(frozen=True, slots=True)
class StrengthStep:
    """Persons from a day until the next step."""

    day: int
    persons: int


@dataclass(frozen=True, slots=True)
class TrainedStrength:
    """Graduates in all of one training programme, from each day of graduation."""

    training: TrainingId
    title: str
    force: ForceId
    verified: bool
    steps: tuple[StrengthStep, ...]


@dataclass(frozen=True, slots=True)
class EquipmentHolding:
    """What an institution has of what it needs, in the measure of the capability.

    `serviceable` is held x serviceability, rounded down to whole items; `gap` is what is missing.
    """

    equipment: EquipmentId
    title: str
    force: ForceId
    institution: str
    capability: CapabilityId
    measure: str
    tier: int
    required: float
    held: float
    serviceable: int
    gap: float


@dataclass(frozen=True, slots=True)
class ForceStrength:
    """How a force grows to its authorised strength; the first step is the calendar's first day.

    `reached_on` is the first day on which it has that strength; None where it has it on no day of
    the calendar.
    """

    force: ForceId
    title: str
    wanted: int
    steps: tuple[StrengthStep, ...]
    reached_on: int | None


@dataclass(frozen=True, slots=True)
class HostNation:
    """What the host nation's own forces have, train and amount to; empty parts are not asked for.

    `strength` is of every force that is marked as the host nation's.
    """

    equipment: tuple[EquipmentHolding, ...]
    courses: tuple[Course, ...]
    trained: tuple[TrainedStrength, ...]
    strength: tuple[ForceStrength, ...]
