"""Names from a scenario are shown as they are written, and can do nothing else."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner
from planner.report import FORMATS, render, report_blocks
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.factors import factor_blocks
from tests.report.support import FIRST, forces_of, on_screen

NAMES = {
    "markup": "[red]Alarm[/red] [link=file:///etc/passwd]x[/link] [/]",
    "escape": "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "c1": "\x9b31mred\x85next",
    "control": "a\x00b\x08\x08c\rover\nbelow\tbeside\x7f",
    "override": "abc\u202etxt.exe\u2066x\u2069",
    "pipes": "a | b || c \\| d",
    "markdown": "# *a* _b_ `c` [d](javascript:e) ![f](g) <script>h</script> ~~i~~ &lt;",
    "list": "1. a",
    "wide": "物资 é e\u0301 👩",
    "empty": " ",
}


def blocks_with(name: str) -> tuple[Block, ...]:
    """One block of each kind, with the name wherever a text can stand."""
    columns = (Column("A", wraps=True), Column("B", number=True), Column("C"))
    return (
        Heading(name, level=1),
        Heading(name),
        Line(name, Tone.BAD),
        Line(name),
        Table(columns, ((name, name, name), ("x", "1", "y")), (Tone.BAD, Tone.PLAIN)),
    )


def acts(text: str) -> list[str]:
    """Characters that do something to a terminal or to the text around them."""
    return [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("format_", FORMATS)
def test_in_text(name: str, format_: str) -> None:
    text = render(blocks_with(name), format_)
    assert acts(text) == []
    # a heading, a line or a row each stay on one line
    harmless = render(blocks_with("harmless"), format_)
    assert len(text.splitlines()) == len(harmless.splitlines())


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("width", [40, 80, 160])
def test_on_a_terminal(name: str, width: int) -> None:
    shown = on_screen(blocks_with(name), width)
    assert acts(shown) == []
    if "[red]" in name:
        assert "[red]Alarm[/red]" in shown


@given(st.text(max_size=60))
def test_any_text_at_all(name: str) -> None:
    for format_ in FORMATS:
        assert acts(render(blocks_with(name), format_)) == []
    assert acts(on_screen(blocks_with(name), 80)) == []


def test_a_markdown_table_keeps_its_columns() -> None:
    for name in NAMES.values():
        rows = [x for x in render(blocks_with(name), "markdown").splitlines() if x[:1] == "|"]
        assert len(rows) == 4
        for row in rows:
            unescaped = re.findall(r"(?<!\\)(?:\\\\)*\|", row)
            assert len(unescaped) == 4, row


def test_markdown_makes_nothing_of_a_name() -> None:
    text = render((Line(NAMES["markdown"]), Line(NAMES["list"]), Line("- a")), "markdown")
    assert text == (
        "\\# \\*a\\* \\_b\\_ \\`c\\` \\[d\\](javascript:e) !\\[f\\](g) \\<script\\>h\\</script\\>"
        " \\~\\~i\\~\\~ \\&lt;\n\n1\\. a\n\n\\- a\n"
    )


def test_columns_of_plain_text_stand_under_each_other_in_any_script() -> None:
    table = Table((Column("A"), Column("B", number=True)), (("物资", "1"), ("e\u0301", "22")))
    assert render([table], "text") == "A      B\n----  --\n物资   1\ne\u0301     22\n"


def test_a_hostile_scenario() -> None:
    title = json.dumps(NAMES["escape"] + NAMES["override"] + NAMES["c1"])
    changes = [f"sites.north.title={title}", f"pledges.alpha-battalion.title={title}"]
    plan = planner.plan(planner.load(FIRST, changes))
    for format_ in FORMATS:
        assert acts(render(report_blocks(plan), format_)) == []
    assert acts(on_screen(report_blocks(plan), 80)) == []


HOSTILE_PATHS = (
    "title",
    "forces.mission.title",
    "forces.host.title",
    "sites.north.title",
    "requirements.infantry-base.title",
    "requirements.headquarters.title",
    "pledges.alpha-battalion.title",
    "pledges.bravo-battalion.title",
    "pledges.alpha-battalion.route.origin",
    "pledges.alpha-battalion.route.embarkation",
    "pledges.charlie-engineers.title",
    "milestones.initial.title",
    "milestones.infantry.title",
    "equipment.army-trucks.title",
    "equipment.army-trucks.institution",
    "training.host-course.title",
    "units.engineer-squadron.title",
    "capabilities.trucks.measure",
)


@pytest.mark.parametrize("name", ["escape", "control", "override", "markdown", "wide"])
def test_a_hostile_force_generation(name: str) -> None:
    # YAML reads no pairs of surrogates, and no raw control characters
    title = json.dumps(NAMES[name], ensure_ascii=name != "wide")
    blocks = forces_of(*(f"{path}={title}" for path in HOSTILE_PATHS))
    for format_ in FORMATS:
        assert acts(render(blocks, format_)) == []
    assert acts(on_screen(blocks, 80)) == []
    rows = [x for x in render(blocks, "markdown").splitlines() if x[:1] == "|"]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(rows) == sum(2 + len(table.rows) for table in tables)


def test_json_keeps_a_name_whole_and_harmless() -> None:
    marking = NAMES["escape"] + NAMES["override"] + NAMES["c1"]
    text = planner.plan(planner.load(FIRST, [f"classification={json.dumps(marking)}"])).to_json()
    assert acts(text) == []
    assert json.loads(text)["meta"]["classification"] == marking


def test_factors_are_one_table_and_a_count() -> None:
    found = planner.search_factors("diesel")
    table, line = factor_blocks(found)
    assert isinstance(table, Table)
    assert isinstance(line, Line)
    assert line.text == f"{len(table.rows)} figures."
