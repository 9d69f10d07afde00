"""When the reports of a scenario fall due."""

from __future__ import annotations

from planner.scenario.schema.readiness import Report
from planner.scenario.schema.scenario import Scenario


def due_days(scenario: Scenario, report: Report) -> tuple[int, ...]:
    """The days of the calendar on which a report falls due.

    One that comes every so many days falls due so many days after its `from`, and again; one that
    is wanted within so many days falls due on the last of them.
    """
    calendar = scenario.calendar
    assert calendar is not None
    until = calendar.end if report.until is None else min(calendar.end, report.until)
    if report.every is None:
        assert report.within is not None
        day = report.from_ + int(report.within.value)
        return (day,) if calendar.start <= day < until else ()
    step = int(report.every.value)
    return tuple(d for d in range(report.from_ + step, until, step) if d >= calendar.start)
