"""The reports of two small plans and of a force generation in every format, word by word.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/report/test_golden.py`, read what changed, and commit it.
"""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from planner.records.forces import Cause
from planner.report import FORMATS, SECTIONS, render
from planner.report.blocks import Heading, Table
from planner.report.sections.host_nation import host_nation
from planner.report.sections.services import services
from tests.report.support import (
    CHANGES,
    blocks_of,
    forces_of,
    matches_golden,
    on_screen,
    plan_of,
)

SUFFIX = {"text": "txt", "markdown": "md"}
NAMES = (*CHANGES, "forces")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_", FORMATS)
def test_as_text(name: str, format_: str) -> None:
    text = render(blocks_of(name), format_)
    assert matches_golden(text, f"{name}.{SUFFIX[format_]}")


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("name", NAMES)
def test_on_a_terminal(name: str, width: int) -> None:
    shown = on_screen(blocks_of(name), width)
    assert matches_golden(shown, f"{name}-{width}.txt")
    assert max(cell_len(line) for line in shown.splitlines()) <= width


@pytest.mark.parametrize("name", ["short", "forces"])
@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 119, 120, 160])
def test_a_terminal_of_any_width_loses_nothing(width: int, name: str) -> None:
    blocks = blocks_of(name)
    shown = on_screen(blocks, width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    letters = set("".join(shown.split()))
    for table in (block for block in blocks if isinstance(block, Table)):
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                assert set("".join(cell.split())) <= letters
                if column.number:
                    assert cell in shown, column.name


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_section_has_something_to_say(section: object) -> None:
    assert callable(section)
    # neither in the first scenario: the report of the mission has the one, test_services the other
    assert list(section(plan_of("short"))) or section in (host_nation, services)


def headings(name: str) -> set[str]:
    """The headings of a report."""
    return {block.text for block in blocks_of(name) if isinstance(block, Heading)}


def test_the_short_plan_shows_every_part() -> None:
    assert headings("short") >= {
        "What to ask for: the shortest list that closes the gaps",
        "Pledges not used",
        "Where it fails first",
        "Demand that cannot be met",
        "Limits that bind",
    }


def test_the_mission_shows_every_part_of_force_generation() -> None:
    assert headings("forces") >= {
        "The price of the decisions",
        "What to ask for: the shortest list that closes the gaps",
        "Other plans within 5 % of the best",
        "Deployment",
        "Ways in, Mission",
        "Reliefs, Mission",
        "Host nation",
        "Training",
        "Equipment held against equipment required",
    }
    text = render(forces_of(), "text")
    for words in (
        "Expected",
        "On average",
        "The cheapest list",
        "reached on",
        "never reached",
        "lost on",
        "Closes late",
    ):
        assert words in text
    for cause in (
        Cause.NOT_PLEDGED,
        Cause.UNVERIFIED,
        Cause.LATE,
        Cause.ROTATION,
        Cause.CAVEAT,
        Cause.EQUIPMENT,
        Cause.DEPENDENCY,
        Cause.DECISION,
    ):
        assert cause.value in text, cause


def test_what_an_institution_holds_is_no_pledge() -> None:
    pledged = [row[0] for block in forces_of() if isinstance(block, Table) for row in block.rows]
    assert "Trucks of the police" in pledged
    assert "Trucks of the police: held and serviceable" not in pledged
