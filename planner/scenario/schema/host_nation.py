"""What the host nation's own forces have, and how many of its troops are being trained."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from planner.catalogue.figure import Citation, Figure, Record
from planner.catalogue.ids import CapabilityRef, ForceRef, UnitTypeRef
from planner.catalogue.measure import Measure, Persons, Share
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Day, Window
from planner.scenario.schema.forces import ALL, Text, Tier
from planner.scenario.schema.pledges import Status

NOTHING = Figure(value=0)
NOBODY_LEAVES = Figure(value=0)

# no more items than a pledge has units, so that every holding can be said as one
Items = Annotated[Figure, Measure("", maximum=1e6, any_unit=True)]
SomeDays = Annotated[Figure, Measure("day", minimum=1, maximum=1e5, whole=True)]
SomePersons = Annotated[Figure, Measure("person", minimum=1, maximum=1e7, whole=True)]
Courses = Annotated[Figure, Measure("", minimum=1, maximum=1e3, whole=True, counts=True)]
PerInstructor = Annotated[Figure, Measure("", maximum=1e3, above=True, counts=True)]


class Equipment(Window):
    """Equipment that an institution needs, and what it has of it; what is missing is a gap that
    pledges to the same force fill as they fill a requirement."""

    title: Text
    """What is needed."""
    force: ForceRef
    """The force that the institution belongs to; only pledges to the same force fill its gap."""
    institution: Text
    """Who needs it: army, police, gendarmerie, national guard, civil protection."""
    capability: CapabilityRef
    """What is counted."""
    required: Items
    """How much is needed, in the capability's measure."""
    held: Items = NOTHING
    """How much the institution has, fit for use or not, in the capability's measure."""
    serviceability: Share = ALL
    """Share of what is held that is fit for use; held x serviceability, rounded down to whole
    items, is in place from the first day."""
    tier: Tier = 1
    """Priority, as for a requirement: tier 1 is filled first."""
    source: Citation | None = None
    """Where the need is stated."""
    note: str | None = None
    """Anything a reader should know."""


class Training(Record):
    """A training programme: courses of one length, at equal distances."""

    title: Text
    """What is trained."""
    force: ForceRef
    """The force that graduates join."""
    unit: UnitTypeRef | None = None
    """Standard unit that graduates make up; gives capability and strength where they are absent."""
    capability: CapabilityRef | None = None
    """What graduates give; that of the standard unit where absent."""
    unit_strength: SomePersons | None = None
    """Graduates who make up one unit: that of the standard unit where absent, and one where there
    is none and the capability counts persons. The graduates of a course make up as many whole units
    as they can and share the rest among them; fewer than one make up one unit under strength."""
    contributor: Text
    """Whose troops are trained: a country code or a name."""
    trained_by: Text | None = None
    """Who trains them."""
    starts: Day
    """First day of the first course."""
    length: SomeDays
    """Days from the start of a course to graduation."""
    courses: Courses
    """How many courses there are in all."""
    every: SomeDays | None = None
    """Days from the start of one course to the start of the next; one course after the other
    where absent."""
    places: Persons
    """Most trainees in one course."""
    attrition: Share = NOBODY_LEAVES
    """Share of trainees who do not finish. Graduates in all are rounded down to whole persons, so
    that what one course leaves of a person counts in the next."""
    instructors: Persons | None = None
    """Instructors for all courses together; no limit where absent."""
    trainees_per_instructor: PerInstructor | None = None
    """Most trainees for one instructor: on no day are more in all courses together, and a course
    that begins takes what the running ones leave."""
    recruits: Persons | None = None
    """Most persons who can be found for all courses together; no limit where absent."""
    status: Status
    """How firm it is, as for a pledge."""
    source: Citation | None = None
    """Where the programme is described."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Training:
        if self.unit is None and self.capability is None:
            raise refused(said("graduates-of-no-kind"))
        return self

    @model_validator(mode="after")
    def _instructors_have_a_ratio(self) -> Training:
        fields = ("instructors", "trainees_per_instructor")
        missing = [name for name in fields if getattr(self, name) is None]
        if len(missing) == 1:
            [given] = set(fields) - set(missing)
            what = said("field-without-other", given=given, missing=missing[0])
            raise refused(what, at=given, seen=getattr(self, given).value)
        return self

    def course_days(self, number: int) -> tuple[int, int]:
        """First day of a course, counted from 1, and the day of its graduation."""
        length = int(self.length.value)
        every = length if self.every is None else int(self.every.value)
        start = self.starts + (number - 1) * every
        return start, start + length
