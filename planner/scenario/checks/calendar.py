"""Questions on what lies outside the calendar, and so counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.messages import Said, said
from planner.scenario.checks.words import days_of_calendar, shown_window
from planner.scenario.document import KeyPath
from planner.scenario.rules import Broken
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.days import Window
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import season_days


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
