"""Questions on what lies outside the calendar, and so counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalogue import Factbook
from planner.messages import Said, said
from planner.scenario.checks.words import days_of_calendar, shown_window
from planner.scenario.document import KeyPath
from planner.scenario.rules import Broken
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.days import Window, show_day
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import season_days

WINDOWED = (
    "phases",
    "demands",
    "outlets",
    "lanes",
    "fleets",
    "conversions",
    "limits",
    "policies",
    "services",
    "equipment",
    "costs",
    "contributions",
)


def closures_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which closures close a lane on no day of the plan?"""
    calendar = scenario.calendar
    if calendar is None:
        return
    for name, lane in scenario.lanes.items():
        for i, closure in enumerate(lane.closures):
            if _is_outside(closure, calendar):
                path = ("lanes", name, "closures", i)
                yield _outside(path, said("closure-outside-calendar"), calendar, _days_of(closure))


def seasons_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which seasons hold on no day of the plan?"""
    calendar = scenario.calendar
    if calendar is None:
        return
    for name, lane in scenario.lanes.items():
        for i, season in enumerate(lane.seasons):
            # months without a date of D-day are a rule of their own
            told = calendar.d_day is not None or not season.months
            if told and not season_days(season, calendar):
                months = ", ".join(map(str, season.months))
                path = ("lanes", name, "seasons", i)
                seen = _months_of(months, _days_of(season))
                yield _outside(path, said("season-outside-calendar"), calendar, seen)


def supplies_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which supplies give nothing on any day of the plan?"""
    calendar = scenario.calendar
    if calendar is None:
        return
    for name, supply in scenario.supplies.items():
        if _is_outside(supply, calendar):
            what = said("supply-outside-calendar")
            yield _outside(("supplies", name), what, calendar, _days_of(supply))


def contracts_begin_within_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which contracts begin only after the plan has ended, even for units there from its start?"""
    calendar = scenario.calendar
    if calendar is None:
        return
    for name, contract in scenario.contracts.items():
        path: KeyPath = ("contracts", name)
        if _is_outside(contract, calendar):
            yield _outside(path, said("contract-outside-calendar"), calendar, _days_of(contract))
        elif contract.after_days and contract.after_days.value >= calendar.end - calendar.start:
            yield Broken(
                (*path, "after_days"),
                said("contract-after-the-plan", days=calendar.end - calendar.start),
                seen=said("seen.days", days=contract.after_days.value),
            )


def _is_outside(window: Window, calendar: Calendar) -> bool:
    first, until = window.span(calendar.start, calendar.end)
    return first >= until


def _days_of(window: Window) -> str:
    return "" if window.from_ is None and window.until is None else shown_window(window)


def _months_of(months: str, days: str) -> str:
    if not months:
        return days
    if not days:
        return said("seen.months", months=months)
    return said("seen.months-and-days", months=months, days=days)


def _outside(path: KeyPath, what: Said, calendar: Calendar, seen: str) -> Broken:
    return Broken(path, what, seen=seen, allowed=days_of_calendar(calendar))


def entries_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which demands, outlets, lanes, fleets, conversions, limits, policies, services, phases,
    equipment, costs and contributions have no day within the calendar?"""
    if scenario.calendar is None:
        return
    for section in WINDOWED:
        entries: Mapping[str, Window] = getattr(scenario, section)
        for name, entry in entries.items():
            if _is_outside(entry, scenario.calendar):
                yield _beyond((section, name), scenario.calendar, _days_of(entry))


def steps_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which moves and changes of a requirement come only after the calendar?"""
    if scenario.calendar is None:
        return
    for name, requirement in scenario.requirements.items():
        moves = [move.from_ for move in requirement.moves]
        changes = [step.from_ for step in requirement.profile]
        for key, days in (("moves", moves), ("profile", changes)):
            for i, day in enumerate(days):
                if day >= scenario.calendar.end:
                    path = ("requirements", name, key, i, "from")
                    yield _beyond(path, scenario.calendar, show_day(day))


def windows_of_pledges_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which windows of a pledge have no day within the calendar?"""
    if scenario.calendar is None:
        return
    for name, pledge in scenario.pledges.items():
        for i, window in enumerate(pledge.windows):
            if _is_outside(window, scenario.calendar):
                path = ("pledges", name, "windows", i)
                yield _beyond(path, scenario.calendar, _days_of(window))


def fine_windows_fall_in_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which windows in which the plan is to be by the day lie outside the calendar?"""
    calendar = scenario.calendar
    for i, window in enumerate((calendar and calendar.fine) or ()):
        if calendar is not None and _is_outside(window, calendar):
            yield _beyond(("calendar", "fine", i), calendar, _days_of(window))


def _beyond(path: KeyPath, calendar: Calendar, seen: str) -> Broken:
    first, until = show_day(calendar.start), show_day(calendar.end)
    return Broken(path, said("outside-the-calendar", first=first, until=until), seen=seen)
