"""Operating capabilities: the days on which the scenario's own criteria hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.forces.needs import calendar_of
from planner.forces.result import WHOLE
from planner.messages import Number, joined, number, said
from planner.records.deployment import Lack, MilestoneReached, StrengthStep
from planner.records.forces import ForcePlan, RequirementFill, Stretch
from planner.scenario.schema.forces import Milestone
from planner.scenario.schema.scenario import Scenario


@dataclass(frozen=True)
class Criteria:
    """What must be there for one milestone."""

    entries: tuple[RequirementFill, ...]
    """Requirements that count and are required on some day."""
    filled: float
    """Share of each that must be filled."""
    personnel: float
    """Persons who must be in theatre."""
    steps: tuple[StrengthStep, ...]
    """Strength of its force."""

    def required(self, day: int) -> int:
        """How many of its requirements are required on a day."""
        return sum(_on(entry, day) is not None for entry in self.entries)

    def counts(self, day: int) -> bool:
        """True on days on which it can be reached: something of it is asked for."""
        return self.required(day) > 0 if self.entries else self.personnel > 0

    def lacks(self, day: int) -> Iterator[Lack]:
        """The criteria that are not fulfilled on a day."""
        for entry in self.entries:
            stretch = _on(entry, day)
            wanted = 0.0 if stretch is None else self.filled * stretch.required
            if stretch is not None and _below(stretch.filled, wanted):
                yield Lack(entry.requirement, entry.title, wanted, stretch.filled, entry.measure)
        there = self.strength(day)
        if _below(there, self.personnel):
            yield Lack(None, said("milestone.strength"), self.personnel, there, "person")

    def strength(self, day: int) -> float:
        """Persons of its force in theatre on a day."""
        before = bisect_right(self.steps, day, key=lambda step: step.day)
        return self.steps[before - 1].personnel if before else 0.0

    def days(self, start: int, end: int) -> list[int]:
        """The first day of the calendar [start, end), and each on which something changes."""
        edges = {start, *(step.day for step in self.steps)}
        for entry in self.entries:
            edges.update(day for s in entry.stretches for day in (s.start, s.until))
        return sorted(day for day in edges if start <= day < end)


def milestones(
    scenario: Scenario, plan: ForcePlan, strength: Sequence[StrengthStep]
) -> list[MilestoneReached]:
    """When each milestone is reached, lost and regained, and what holds it back, by day."""
    calendar, found = calendar_of(scenario), []
    for name, milestone in scenario.milestones.items():
        criteria = _criteria(scenario, milestone, plan, strength)
        days = criteria.days(calendar.start, calendar.end)
        found.append(_reached(name, milestone, criteria, days, _words(scenario, milestone)))
    return sorted(found, key=lambda m: (_day_or(m, calendar.end), m.counted, m.id))


def _day_or(milestone: MilestoneReached, never: int) -> int:
    return never if milestone.reached_on is None else milestone.reached_on


def _criteria(
    scenario: Scenario, milestone: Milestone, plan: ForcePlan, strength: Sequence[StrengthStep]
) -> Criteria:
    share, whole = milestone.personnel, scenario.forces[milestone.force].personnel.value
    return Criteria(
        entries=tuple(e for e in plan.requirements if e.stretches and _counted(milestone, e)),
        filled=milestone.filled.value,
        personnel=0.0 if share is None else share.value * whole,
        steps=tuple(step for step in strength if step.force == milestone.force),
    )


def _counted(milestone: Milestone, entry: RequirementFill) -> bool:
    """Its force's requirements of the tiers, of every tier where nothing is named; those named."""
    if entry.requirement in milestone.requirements:
        return True
    if entry.force != milestone.force:
        return False
    return entry.tier in milestone.tiers or not (milestone.tiers or milestone.requirements)


def _reached(
    name: str, milestone: Milestone, criteria: Criteria, days: Sequence[int], words: str
) -> MilestoneReached:
    lacks = [tuple(criteria.lacks(day)) for day in days]
    counts = [criteria.counts(day) for day in days]
    first = _first(lacks, counts, 0)
    lost = next((i for i in range(first or 0, len(days)) if first is not None and lacks[i]), None)
    again = None
    if lost is not None:
        last = max(i for i in range(len(days)) if lacks[i])
        again = _first(lacks, counts, last + 1)
    return MilestoneReached(
        id=name,
        title=milestone.title,
        force=milestone.force,
        criteria=words,
        reached_on=None if first is None else days[first],
        held_until=None if lost is None else days[lost],
        regained_on=None if again is None else days[again],
        counted=len(criteria.entries),
        required_then=0 if first is None else criteria.required(days[first]),
        held_back_by=_held_back(lacks, counts, [criteria.required(day) for day in days], first),
        lost_by=() if lost is None else lacks[lost],
    )


def _first(lacks: Sequence[tuple[Lack, ...]], counts: Sequence[bool], start: int) -> int | None:
    """Place of the first day, from `start` on, on which it is reached."""
    return next((i for i in range(start, len(lacks)) if counts[i] and not lacks[i]), None)


def _held_back(
    lacks: Sequence[tuple[Lack, ...]],
    counts: Sequence[bool],
    required: Sequence[int],
    first: int | None,
) -> tuple[Lack, ...]:
    """What came last; where it is never reached, what is missing on the day with the least.

    That is a day on which most is required: before the first requirements begin little is missing.
    """
    if first is not None:
        return lacks[first - 1] if first and counts[first - 1] else ()
    asked = [i for i, asked in enumerate(counts) if asked]
    most = max((required[i] for i in asked), default=0)
    full = [lacks[i] for i in asked if required[i] == most]
    return min(full, key=lambda missing: (len(missing), _missing_share(missing)), default=())


def _missing_share(missing: tuple[Lack, ...]) -> float:
    return sum(1 - lack.there / lack.wanted for lack in missing)


def _on(entry: RequirementFill, day: int) -> Stretch | None:
    """The stretch of a requirement that a day lies in; None where nothing is required."""
    before = bisect_right(entry.stretches, day, key=lambda stretch: stretch.start)
    stretch = entry.stretches[before - 1] if before else None
    return stretch if stretch is not None and day < stretch.until else None


def _below(there: float, wanted: float) -> bool:
    return there < wanted - WHOLE * (1 + wanted)


def _words(scenario: Scenario, milestone: Milestone) -> str:
    """The criteria as a sentence without its full stop."""
    named: list[str] = [scenario.requirements[name].title for name in milestone.requirements]
    if milestone.tiers:
        tiers = [str(tier) for tier in sorted(set(milestone.tiers))]
        many, listed = len(tiers) > 1, _listed(tiers)
        named.insert(0, said("milestone.tiers" if many else "milestone.tier", tiers=listed))
    which = _listed(named) or said("milestone.every-requirement")
    filled = milestone.filled.value
    told = said("milestone.filled", which=which)
    if filled != 1:
        told = said("milestone.filled-to", which=which, share=_percent(filled))
    if milestone.personnel is None:
        return told
    whole = scenario.forces[milestone.force].personnel.value
    strength = number(f"{whole:,.0f}", whole)
    of = _percent(milestone.personnel.value)
    return said("milestone.and-strength", filled=told, share=of, strength=strength)


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return joined("list.and", names)
    return said("list.and", before=joined("list.comma", names[:-1]), after=names[-1])


def _percent(share: float) -> Number:
    return number(f"{round(share * 100, 6):g} %", share)
