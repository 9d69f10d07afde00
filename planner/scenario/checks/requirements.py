"""Rules on what is required, what it needs, and what may stand in for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.catalogue import Factbook
from planner.messages import said
from planner.scenario.checks.circles import circles
from planner.scenario.checks.words import days_of_calendar, shown_window, stretches
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.scenario import Scenario

EVER = (-(10**7), 10**7)
# A thousandth of a unit is nothing that could be sent, and a solver takes less for nothing at all.
LEAST_REQUIRED = 1e-3


def quantities_can_be_counted(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is what is required nothing, or enough to be told from nothing?"""
    for name, requirement in scenario.requirements.items():
        written = [
            (("quantity",), requirement.quantity),
            *((("profile", i, "quantity"), s.quantity) for i, s in enumerate(requirement.profile)),
            *((("states", i, "quantity"), s.quantity) for i, s in enumerate(requirement.states)),
        ]
        for path, figure in written:
            if 0 < figure.value < LEAST_REQUIRED:
                what = said("limit.small-quantity", least=f"{LEAST_REQUIRED:g}")
                yield Broken(("requirements", name, *path), what, seen=f"{figure.value:g}")


def moves_go_forward(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Do moves and steps of a requirement stand in the order of their days?"""
    for name, requirement in scenario.requirements.items():
        for key, steps in (("moves", requirement.moves), ("profile", requirement.profile)):
            days = [step.from_ for step in steps]
            for i, (before, after) in enumerate(pairwise(days), start=1):
                if after <= before:
                    yield Broken(
                        ("requirements", name, key, i, "from"),
                        said("not-in-order", before=show_day(before)),
                        seen=show_day(after),
                    )
        if requirement.moves and requirement.site is None:
            yield Broken(("requirements", name, "moves"), said("moves-without-site"))


def substitutions_lead_one_way(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does no capability stand in, directly or through others, for itself?"""
    steps = ((i, rule.capability, rule.for_) for i, rule in enumerate(scenario.substitutions))
    for i, circle in circles(steps):
        alone = len(circle) == 2
        yield Broken(
            ("substitutions", i),
            said("stands-in-for-itself" if alone else "stands-in-for-itself-through-others"),
            seen=" -> ".join(circle),
        )


def needs_lead_one_way(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does no requirement need itself, directly or through others?"""
    steps = (
        ((name, i), name, needed)
        for name, requirement in scenario.requirements.items()
        for i, needed in enumerate(requirement.needs)
    )
    for (name, i), circle in circles(steps):
        alone = len(circle) == 2
        yield Broken(
            ("requirements", name, "needs", i),
            said("needs-itself" if alone else "needs-itself-through-others"),
            seen=" -> ".join(circle),
        )


def needs_are_required_in_time(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is everything that a requirement needs required whenever it is itself?"""
    asked = {needed for entry in scenario.requirements.values() for needed in entry.needs}
    asked |= {name for name, entry in scenario.requirements.items() if entry.needs}
    on = {name: required_days(scenario, scenario.requirements[name]) for name in asked}
    for name, requirement in scenario.requirements.items():
        for i, needed in enumerate(requirement.needs):
            if missing := on[name] - on[needed]:
                yield Broken(
                    ("requirements", name, "needs", i),
                    said(
                        "need-not-required",
                        needed=needed,
                        days=stretches(missing),
                        name=name,
                        all_days=stretches(on[name]),
                    ),
                    seen=needed,
                )


def required_days(scenario: Scenario, requirement: Requirement) -> frozenset[int]:
    """The days of the calendar on which anything of it is required."""
    if scenario.calendar is None:
        return frozenset()
    bounds = scenario.calendar.start, scenario.calendar.end
    days = set(range(*requirement.span(*bounds)))
    if requirement.phases:
        phases = (scenario.phases[phase].span(*bounds) for phase in requirement.phases)
        days &= {day for phase in phases for day in range(*phase)}
    return frozenset(days) - _without_quantity(requirement, *bounds)


def _without_quantity(requirement: Requirement, start: int, end: int) -> frozenset[int]:
    """Days on which the quantity is 0: that of the last step that has begun holds."""
    steps = [(start, requirement.quantity.value)]
    steps += [(step.from_, step.quantity.value) for step in requirement.profile]
    nothing: set[int] = set()
    for first, quantity in steps:
        days = range(max(first, start), end)
        nothing = nothing - set(days) if quantity else nothing | set(days)
    return frozenset(nothing)


def phases_lie_within_the_window(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Has every phase of a requirement a day on which it is required?"""
    for name, requirement in scenario.requirements.items():
        first, until = requirement.span(*EVER)
        for i, phase in enumerate(requirement.phases):
            start, end = scenario.phases[phase].span(*EVER)
            if max(first, start) >= min(until, end):
                yield Broken(
                    ("requirements", name, "phases", i),
                    said("phase-outside-requirement", window=shown_window(requirement)),
                    seen=said(
                        "seen.phase-in", phase=phase, days=shown_window(scenario.phases[phase])
                    ),
                )


def requirements_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which requirements are never required on a day of the calendar?"""
    if scenario.calendar is None:
        return
    for name, requirement in scenario.requirements.items():
        if not required_days(scenario, requirement):
            yield Broken(
                ("requirements", name),
                said("requirement-outside-calendar"),
                seen=shown_window(requirement),
                allowed=days_of_calendar(scenario.calendar),
            )
