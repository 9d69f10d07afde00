"""The report of two small plans in every format, word by word.

Where a change of the text is meant, renew the files with
`PLANNER_RENEW_GOLDEN=1 pytest tests/report/test_golden.py`, read what changed, and commit it.
"""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from planner.report import FORMATS, SECTIONS, render, report_blocks
from planner.report.blocks import Table
from tests.report.support import CHANGES, matches_golden, on_screen, plan_of

SUFFIX = {"text": "txt", "markdown": "md"}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("format_", FORMATS)
def test_as_text(name: str, format_: str) -> None:
    text = render(report_blocks(plan_of(name)), format_)
    assert matches_golden(text, f"{name}.{SUFFIX[format_]}")


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("name", CHANGES)
def test_on_a_terminal(name: str, width: int) -> None:
    shown = on_screen(report_blocks(plan_of(name)), width)
    assert matches_golden(shown, f"{name}-{width}.txt")
    assert max(cell_len(line) for line in shown.splitlines()) <= width


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 119, 120, 160])
def test_a_terminal_of_any_width_loses_nothing(width: int) -> None:
    blocks = report_blocks(plan_of("short"))
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
    assert list(section(plan_of("short")))


def test_the_short_plan_shows_every_part() -> None:
    text = render(report_blocks(plan_of("short")), "text")
    for heading in (
        "To ask for: nobody pledged it",
        "Pledges not used",
        "Where it fails first",
        "Demand that cannot be met",
        "Limits that bind",
    ):
        assert f"\n{heading}\n" in text
