"""Where figures come from: footnotes of the sections, and the register in full."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import planner
from planner.catalogue.figure import Figure, Kind
from planner.messages import in_language
from planner.report import render, report_blocks
from planner.report.blocks import Block, Line, Table, Tone
from planner.report.full import full_report
from planner.report.notes import Origins, notes_of
from planner.report.numbers import as_written
from planner.report.sections import deployment, forces, gap, headline, sustainment
from planner.report.sections.failures import BREACHES
from planner.report.sections.prepositioned import COLUMNS
from planner.report.sections.register import register
from tests.report.support import dossier_of, generation_of, plan_of

MANDATE = "(Mandate of the mission (example))"


def tables(blocks: Iterable[Block]) -> list[Table]:
    """The tables of a section."""
    return [block for block in blocks if isinstance(block, Table)]


# ------------------------------------------------------------------------------------- one figure


@pytest.mark.parametrize(
    ("figure", "unit", "english", "french"),
    [
        (
            Figure(value=60, source="mandate §2"),
            "day",
            f"stay, 60 day: mandate §2 {MANDATE}",
            f"stay, 60 jours : mandate §2 {MANDATE}",
        ),
        (
            Figure(value=1200.5, unit="L", assumption="A guess"),
            "day",
            "stay, 1,200 L: assumption: A guess",
            "stay, 1\u202f200 L : hypothèse : A guess",
        ),
        (Figure(value=2, source="mandate §2"), "", f"stay, 2: mandate §2 {MANDATE}", None),
        # a source that nobody listed is cited as it stands
        (Figure(value=2, source="a letter"), "", "stay, 2: a letter", None),
    ],
)
def test_a_note_names_the_figure_its_value_and_its_origin(
    figure: Figure, unit: str, english: str, french: str | None
) -> None:
    [note] = notes_of(plan_of("first").factbook, ("stay", figure, unit))
    assert note == english
    if french is not None:
        assert in_language(note, "fr") == french


def test_what_rests_on_nothing_has_no_note() -> None:
    book = plan_of("first").factbook
    assert notes_of(book, ("stay", Figure(value=2)), ("stay", None)) == ()


def test_a_citation_is_a_note_and_the_same_note_stands_once() -> None:
    book, cited = plan_of("first").factbook, ("requirement", "mandate §3")
    assert notes_of(book, cited, cited) == (f"requirement: mandate §3 {MANDATE}",)


# -------------------------------------------------------------------------------------- sections


def test_the_gap_cites_the_days_and_each_rate() -> None:
    plan = plan_of("first")
    days = f"days of supply required, 60 day: mandate §2 {MANDATE}"
    [line] = [block for block in gap(plan) if isinstance(block, Line) and block.notes]
    assert days in line.notes
    [first, *_] = [block for block in headline(plan) if isinstance(block, Line) and block.notes]
    assert first.notes == line.notes
    [table] = tables(gap(plan))
    assert table.notes[-1] == ()  # the total rests on all of them
    for row, notes in zip(table.rows[:-1], table.notes[:-1], strict=True):
        assert any(note.startswith(f"{row[0]} used per person-day, ") for note in notes)
        assert any(note.startswith(f"mass of a unit of {row[0]}, ") for note in notes)


def test_each_requirement_cites_its_paragraph() -> None:
    plan = plan_of("first")
    [table, *_] = tables(forces(plan))
    assert len(table.notes) == len(table.rows)
    assert all(note == (f"quantity required, 1: mandate §3 {MANDATE}",) for note in table.notes)


def test_each_line_of_the_force_list_cites_its_pledge() -> None:
    plan = plan_of("first")
    [table, *_] = tables(deployment(plan))
    [notes] = table.notes
    assert "movement, 7 day: assumption: By sea and road" in notes
    assert "reception, 3 day: assumption: Reception and onward movement" in notes


def test_what_must_stand_where_cites_its_rates_row_by_row() -> None:
    for name in ("first", "short"):
        found = [t for t in tables(sustainment(plan_of(name))) if t.columns[:5] == COLUMNS[:5]]
        for table in found:
            assert len(table.notes) == len(table.rows)
            for row, notes in zip(table.rows, table.notes, strict=True):
                assert bool(notes) == bool(row[1])  # totals have no item
                assert all(row[1] in note for note in notes)


def test_a_policy_that_is_not_kept_cites_what_it_asks_for() -> None:
    [table] = [t for t in tables(sustainment(plan_of("short"))) if t.columns == BREACHES]
    told = {"ahead of troops": "14 day", "days of supply": "7 day"}
    for row, notes in zip(table.rows, table.notes, strict=True):
        [note] = notes
        assert note.startswith(f"stock asked for, {told[row[0]]}: assumption: ")


def test_a_milestone_cites_its_criteria() -> None:
    generation = generation_of()
    name = generation.deployment.milestones[0].id
    entry = generation.scenario.milestones[name]
    cited = entry.model_copy(update={"source": "mandate §9"})
    milestones = {**generation.scenario.milestones, name: cited}
    scenario = generation.scenario.model_copy(update={"milestones": milestones})
    notes = Origins(scenario, generation.factbook).milestone(name)
    assert notes[0] == "criteria of the milestone: mandate §9"


def test_notes_are_in_markdown_and_not_in_what_a_run_shows() -> None:
    blocks = report_blocks(plan_of("first"))
    assert f"days of supply required, 60 day: mandate §2 {MANDATE}" not in render(blocks, "text")
    text = render(blocks, "markdown")
    assert "[^1]: days of supply required, 60 day: mandate §2 (Mandate of the mission" in text


# --------------------------------------------------------------------------------------- register


def registered(plan: planner.Plan) -> tuple[Table, list[Block]]:
    """The table of figures, and all else of the section."""
    blocks = list(register(plan))
    table, *_ = tables(blocks)
    return table, [block for block in blocks if block is not table]


def test_the_register_has_every_figure() -> None:
    plan = plan_of("first")
    table, _ = registered(plan)
    assert [row[9] for row in table.rows] == [entry.path for entry in plan.figures]
    for row, entry, tone in zip(table.rows, plan.figures, table.tones, strict=True):
        figure = entry.figure
        assert row[1] == as_written(figure.value)
        assert (row[3] == "–") == (figure.low is None)
        assert row[6] == (figure.source or figure.assumption or "–")
        assert (tone is Tone.WARNING) == (entry.kind is Kind.UNSOURCED)


def test_the_register_lists_the_sources_that_are_cited_and_no_others() -> None:
    plan = plan_of("first")
    _, rest = registered(plan)
    [sources] = tables(rest)
    cited = {entry.figure.source for entry in plan.figures if entry.figure.source}
    ids = [row[0] for row in sources.rows]
    assert ids == sorted(ids)
    assert "mandate" in ids
    for id_ in ids:
        assert any(source == id_ or source.startswith(f"{id_} ") for source in cited)
    assert len(ids) < len(plan.factbook.sources)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (0.00035, "0.00035", "0,00035"),
        (1234.5, "1,234.5", "1\u202f234,5"),
        (2_500_000.0, "2,500,000", "2\u202f500\u202f000"),
    ],
)
def test_a_figure_is_shown_as_it_was_written(value: float, english: str, french: str) -> None:
    assert as_written(value) == english
    assert in_language(as_written(value), "fr") == french


def test_the_full_report_ends_with_the_register() -> None:
    blocks = full_report(dossier_of("first"))
    table, _ = registered(plan_of("first"))
    assert table in blocks[-4:]
