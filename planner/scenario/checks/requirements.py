"""Rules on what is required, what it needs, and what may stand in for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from planner.catalogue import Factbook
from planner.messages import said
from planner.scenario.checks.circles import circles
from planner.scenario.rules import Broken
from planner.scenario.schema.days import Window, show_day
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.scenario import Scenario

EVER = (-(10**7), 10**7)
SHOWN_STRETCHES = 3
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
                        f"not after the one before it ({show_day(before)})",
                        seen=show_day(after),
                    )
        if requirement.moves and requirement.site is None:
            yield Broken(("requirements", name, "moves"), "moves need a first site")


def substitutions_lead_one_way(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does no capability stand in, directly or through others, for itself?"""
    steps = ((i, rule.capability, rule.for_) for i, rule in enumerate(scenario.substitutions))
    for i, circle in circles(steps):
        alone = len(circle) == 2
        yield Broken(
            ("substitutions", i),
            "a capability stands in for itself" + ("" if alone else ", through others"),
            seen=" -> ".join(circle),
            allowed="rules that lead one way only",
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
            "a requirement needs itself" + ("" if alone else ", through others"),
            seen=" -> ".join(circle),
            allowed="other requirements that do not lead back to it",
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
                    f"{needed} is not required on {stretches(missing)}, when {name} needs it",
                    seen=needed,
                    allowed=f"a requirement that holds on {stretches(on[name])}",
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


def stretches(days: Iterable[int]) -> str:
    """Days as a planner reads them: D+0 to D+10, D+20."""
    ends: list[list[int]] = []
    for day in sorted(days):
        if ends and ends[-1][1] == day - 1:
            ends[-1][1] = day
        else:
            ends.append([day, day])
    said = [
        show_day(first) if first == last else f"{show_day(first)} to {show_day(last)}"
        for first, last in ends[:SHOWN_STRETCHES]
    ]
    rest = len(ends) - SHOWN_STRETCHES
    return ", ".join(said) + (f" and {rest} more stretches" if rest > 0 else "")


def phases_lie_within_the_window(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Has every phase of a requirement a day on which it is required?"""
    for name, requirement in scenario.requirements.items():
        first, until = requirement.span(*EVER)
        for i, phase in enumerate(requirement.phases):
            start, end = scenario.phases[phase].span(*EVER)
            if max(first, start) >= min(until, end):
                yield Broken(
                    ("requirements", name, "phases", i),
                    "a phase outside the days of the requirement: nothing is required in it",
                    seen=f"{phase}, {_window(scenario.phases[phase])}",
                    allowed=f"phases with a day {_window(requirement)}",
                )


def _window(window: Window) -> str:
    first = None if window.from_ is None else f"from {show_day(window.from_)}"
    last = None if window.until is None else f"until {show_day(window.until)}"
    return " ".join(part for part in (first, last) if part) or "of the whole calendar"


def requirements_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which requirements are never required on a day of the calendar?"""
    if scenario.calendar is None:
        return
    start, end = scenario.calendar.start, scenario.calendar.end
    for name, requirement in scenario.requirements.items():
        if not required_days(scenario, requirement):
            yield Broken(
                ("requirements", name),
                "nothing of it is required on any day of the calendar",
                seen=_window(requirement),
                allowed=f"days from {show_day(start)} until {show_day(end)}",
            )
