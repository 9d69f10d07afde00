"""What a report says of services: on screens of 80 and 160 columns, as text and as Markdown."""

from __future__ import annotations

from functools import cache

import pytest

import planner
from planner.report import render, report_blocks
from planner.report.blocks import Block, Heading
from planner.report.exports import service_tables
from planner.report.render.tables import to_csv
from planner.report.sections import service_report
from tests.report.support import FIRST, matches_golden, on_screen

# medical care at the base reaches the north only until its road closes; fuel has one full point
CHANGES = (
    "services.medical={title: Medical care, within_hours: 12, speeds: {road: 40}, "
    "sites: [main-base], at: [main-base]}",
    "services.fuelling={title: Fuelling points, within_hours: 1, capacity: 600, most: 1, cost: 50}",
    "lanes.main-base-north.until=D+60",
)


@cache
def plan() -> planner.Plan:
    return planner.plan(planner.load(FIRST, CHANGES))


def blocks() -> tuple[Block, ...]:
    placed = plan().services
    assert placed is not None
    return tuple(service_report(placed, plan().scenario))


@pytest.mark.parametrize("width", [80, 160])
def test_on_screen(width: int) -> None:
    assert matches_golden(on_screen(blocks(), width), f"services-{width}.txt")


@pytest.mark.parametrize(("name", "suffix"), [("text", "txt"), ("markdown", "md")])
def test_as_text(name: str, suffix: str) -> None:
    assert matches_golden(render(blocks(), name), f"services.{suffix}")


def test_the_section_of_the_whole_report() -> None:
    whole = report_blocks(plan())
    [start] = [
        i for i, b in enumerate(whole) if isinstance(b, Heading) and b.text[:8] == "Services"
    ]
    text = render(whole[start:], "text")
    assert "Medical care" in text
    assert "Without a service" in text


def test_a_plan_without_a_service_in_reach_is_unmet() -> None:
    placed = plan().services
    assert placed is not None
    assert (placed.status, plan().status) == ("unmet", "unmet")
    assert planner.services(plan().scenario) == placed


def test_every_table_is_square_and_has_a_row_for_each_record() -> None:
    placed = plan().services
    assert placed is not None
    tables = {table.name: table for table in service_tables(placed, plan().scenario)}
    assert {name: len(table.rows) for name, table in tables.items()} == {
        "points": len(placed.points),
        "served": len(placed.served),
        "unserved": len(placed.unserved),
    }
    for table in tables.values():
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert to_csv(table)
