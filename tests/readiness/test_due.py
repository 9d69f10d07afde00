"""What falls due, and its calendar file, read again by another program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

import planner
from planner.records.readiness import CalendarEntry, EntryKind
from planner.report.blocks import harmless_text
from planner.report.render.icalendar import icalendar
from planner.scenario import load
from tests.readiness.support import case, found, need, pledge

MALI = Path(__file__).parents[2] / "scenarios" / "mali-2012.yaml"
REPORT = {"title": "Report", "by": "A", "to": "B", "from": "D+0"}


def dates(readiness: Any, kind: str, name: str) -> list[str]:
    d_day = dt.date(2013, 1, 20)
    return [
        str(d_day + dt.timedelta(days=entry.day))
        for entry in readiness.calendar
        if (entry.kind, entry.id) == (kind, name)
    ]


def test_reports_of_mali_fall_due_on_the_days_of_the_resolution() -> None:
    """Counted from the adoption on 20 December 2012 (S/RES/2085 §10, §21, §24)."""
    scenario = load(MALI, ["benchmarks={}", "gates={}", "phases.recover-north.gates=[]"])
    ready = planner.ready(scenario)
    assert dates(ready, "report", "african-union") == [
        "2013-02-18",
        "2013-04-19",
        "2013-06-18",
        "2013-08-17",
        "2013-10-16",
        "2013-12-15",
    ]
    assert dates(ready, "report", "secretary-general") == [
        "2013-03-20",
        "2013-06-18",
        "2013-09-16",
        "2013-12-15",
    ]
    assert dates(ready, "report", "support-options") == ["2013-01-19"]
    assert dates(ready, "mandate", "mandate") == ["2013-12-20"]


def test_a_report_falls_due_again_until_its_end() -> None:
    ready = found(reports={"r": {**REPORT, "every": 30, "until": "D+90"}})
    assert [entry.day for entry in ready.calendar] == [30, 60]
    once = found(reports={"r": {**REPORT, "within": 30}})
    assert [entry.day for entry in once.calendar] == [30]


def test_the_plan_brings_its_own_days() -> None:
    # reliefs of a tour of 40 days, 5 days of overlap: on D+35; 20 days after arrival, contracts
    forces = {
        "blue": {"title": "Blue", "personnel": 200, "planned_days": 10, "required_days": 20},
    }
    ready = found(
        forces=forces,
        sites={"a": {"title": "A"}},
        requirements={"one": need(site="a", until="D+70")},
        pledges={"first": pledge(tour=40, overlap=5, rotations=1)},
        contracts={"trader": {"title": "Trader", "force": "blue"}},
        phases={"first": {"title": "First", "tempo": "normal", "from": "D+3"}},
        events={"vote": {"title": "Vote", "on": "D+50", "until": "D+52", "kind": "election"}},
    )
    told = [(entry.day, entry.until, entry.kind.value, entry.id) for entry in ready.calendar]
    assert told == [
        (3, 4, "phase", "first"),
        (20, 21, "contract", "trader"),
        (20, 21, "hand-over", "blue"),
        (35, 36, "rotation", "first"),
        (50, 52, "election", "vote"),
    ]


@pytest.mark.parametrize(
    ("contract", "day"),
    [
        ({}, 20),
        ({"late_days": 5}, 25),
        ({"from": "D+30"}, 30),
        ({"from": "D+30", "late_days": 5}, 35),
        ({"after_days": 3}, 3),
        ({"sites": ["b"]}, 40),
        ({"until": "D+20"}, None),
        ({"after_days": 90}, None),
    ],
)
def test_a_contract_begins_when_it_first_supplies_anybody(
    contract: dict[str, Any], day: int | None
) -> None:
    # the unit is at A from D+0 to D+40, then at B until D+70; it has 20 days
    ready = found(
        forces={
            "blue": {"title": "Blue", "personnel": 200, "planned_days": 10, "required_days": 20}
        },
        sites={"a": {"title": "A"}, "b": {"title": "B"}},
        requirements={"one": need(site="a", until="D+70", moves=[{"site": "b", "from": "D+40"}])},
        pledges={"first": pledge()},
        contracts={"trader": {"title": "Trader", "force": "blue", **contract}},
        events={"vote": {"title": "Vote", "on": "D+50"}},
    )
    days = [entry.day for entry in ready.calendar if entry.kind == "contract"]
    assert days == ([] if day is None else [day])


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1)


@given(st.lists(st.tuples(st.integers(0, 99), texts, texts), max_size=5))
def test_calendar_files_are_read_again_as_they_were(rows: list[tuple[int, str, str]]) -> None:
    entries = [
        CalendarEntry(day, day + 1, EntryKind.REPORT, "r", title, detail)
        for day, title, detail in rows
    ]
    written = icalendar(case(), entries)
    assert written == icalendar(case(), entries)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    read = Calendar.from_ical(written)
    events = read.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [
        dt.date(2013, 1, 20) + dt.timedelta(days=day) for day, _, _ in rows
    ]
    assert len({str(event["UID"]) for event in events}) == len(rows)
    for event, (_, title, _) in zip(events, rows, strict=True):
        assert "".join(str(event["SUMMARY"]).split()) == "".join(harmless_text(title).split())
