"""The reports of two small plans and of a force generation in every format, word by word.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/report/test_golden.py`, read what changed, and commit it.
"""

from __future__ import annotations

import pytest
from rich.cells import cell_len

import planner
from planner.records.forces import Cause
from planner.report import FORMATS, SECTIONS, render
from planner.report.blocks import Column, Heading, Line, Table
from planner.report.sections import supply_blocks
from planner.report.sections.failures import FAILURES
from planner.report.sections.funding import funding
from planner.report.sections.host_nation import host_nation
from planner.report.sections.readiness import readiness
from planner.report.sections.services import services
from planner.scenario import from_mapping
from tests.report.support import (
    CHANGES,
    blocks_of,
    forces_of,
    matches_golden,
    on_screen,
    plan_of,
)
from tests.scenario.network import network, source

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
                if column.number and not column.sheds:
                    assert cell in shown, column.name


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_section_has_something_to_say(section: object) -> None:
    assert callable(section)
    # not in the first scenario: the reports of the mission have them, and test_services the last
    silent = (funding, host_nation, readiness, services)
    assert list(section(plan_of("short"))) or section in silent


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


WAYS = Table(
    (
        Column("Site", wraps=True),
        Column("m3", number=True, sheds=True),
        Column("Tonnes", number=True),
        Column("Sorties", number=True, sheds=True),
    ),
    (("Northern-base", "1,111", "2,222", "3,333"),),
)


@pytest.mark.parametrize(
    ("width", "left_out"),
    [
        # a site needs 13 cells, three numbers 5, 6 and 7, and each column one more: 35 in all
        (35, ()),
        # without Sorties 27, without m3 too 21
        (34, ("Sorties",)),
        (26, ("m3", "Sorties")),
        # the site and Tonnes alone do not fit: a paragraph, in which nothing is left out
        (20, ()),
    ],
)
def test_a_narrow_terminal_leaves_out_from_the_last(width: int, left_out: tuple[str, ...]) -> None:
    shown = on_screen((WAYS,), width)
    numbers = {"m3": "1,111", "Tonnes": "2,222", "Sorties": "3,333"}
    assert {name for name, number in numbers.items() if number not in shown} == set(left_out)
    assert ("Too narrow for: " + ", ".join(left_out) + "." in " ".join(shown.split())) == bool(
        left_out
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_files_and_pipes_are_complete(format_: str) -> None:
    assert "3,333" in render((WAYS,), format_)


def test_what_must_stand_where_is_a_table_at_80_and_whole_at_160() -> None:
    blocks = blocks_of("first")
    assert "Quantity:" not in on_screen(blocks, 80)
    assert "Too narrow for" not in on_screen(blocks, 160)


def test_the_report_of_stocks_begins_with_the_answers_and_ends_with_the_gap() -> None:
    blocks = list(supply_blocks(plan_of("first")))
    at = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    assert [getattr(blocks[i], "text", "") for i in at] == [
        "Sustainment and pre-positioning",
        "Self-sufficiency gap",
    ]
    first = " ".join(block.text for block in blocks[: at[0]] if isinstance(block, Line))
    assert "Northern base fails first, on D+15 (16 Jan 2030): out of everything." in first
    assert "Worked hardest: Fuel tankers, 23 % used over the whole plan and 100 % on D-23." in first


def test_the_worst_limit_heads_the_report_where_one_is_known() -> None:
    told = [block.text for block in supply_blocks(plan_of("short")) if isinstance(block, Line)]
    limits = [text for text in told if text.startswith("What limits the plan: one more vehicle")]
    assert len(limits) == 1


def test_without_troops_the_lowest_counts_from_the_first_demand() -> None:
    # 5 t a day are asked for from D+3 on, and 3 days of it kept from then; before it nothing stands
    scenario = from_mapping(
        network(
            demands={"works": source("camp", per_day=5, **{"from": "D+3"})},
            policies={"cover": {"kind": "days-of-supply", "items": ["sand"], "days": 3}},
        )
    )
    blocks = supply_blocks(planner.plan(scenario))
    [camp] = [b.rows[0] for b in blocks if isinstance(b, Table) and b.columns == FAILURES]
    assert int(camp[5].removeprefix("D")) >= 3
