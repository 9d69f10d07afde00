"""The sheets of a scenario's workbook that explain it: `read me`, and `fields` with all columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from planner.catalogue.figure import Figure
from planner.messages import Said, said
from planner.report.scenario_book.words import explained
from planner.scenario.document import KeyPath
from planner.scenario.fields import SCENARIO, Form, Kind, fields
from planner.scenario.layout import (
    SHEETS,
    Wanted,
    has_parts,
    in_order,
    kind_at,
    reading_order,
    wanted_at,
)
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sheets import FIGURE_PARTS, SCENARIO_SHEET, VALUE

READ_ME, FIELDS = "read me", "fields"


def guide() -> tuple[Said, ...]:
    """The paragraphs of `read me`; the first is its title."""
    return (
        said("form.guide-title"),
        said("form.guide-run"),
        said("form.guide-rows"),
        said("form.guide-names"),
        said("form.guide-needed"),
        said("form.guide-figures"),
        said("form.guide-units"),
        said("form.guide-days"),
        said("form.guide-lists"),
        said("form.guide-choose"),
        said("form.guide-more-columns"),
        said("form.guide-more-sheets"),
        said("form.guide-formulas"),
        said("form.guide-back"),
    )


@cache
def every_field() -> tuple[tuple[str, Wanted, str], ...]:
    """Every column that a sheet may have, and every path of the first: sheet, column, and what may
    stand there; at the end the parts that every figure may have beside its value."""
    return tuple(_every_field())


def _every_field() -> Iterator[tuple[str, Wanted, str]]:
    on_first = [name for name, _ in fields(Scenario) if name not in (*SHEETS, "changes")]
    for name in on_first:
        for wanted in _of_field((name,), SCENARIO):
            yield SCENARIO_SHEET, wanted, explained(wanted)
    for sheet in SHEETS:
        held = SCENARIO.at(sheet)
        if held is not None and held.entry.model is not None:
            for name in reading_order(held.entry.model):
                for wanted in _of_field((name,), held.entry):
                    yield sheet, wanted, explained(wanted)
    figure = Kind(Form.FIGURE, Figure)
    for part in in_order(FIGURE_PARTS):
        if part != VALUE:
            wanted = wanted_at((part,), figure)
            yield said("form.every-figure"), replace(wanted, name=f"...{part}"), explained(wanted)


def _of_field(at: KeyPath, entry: Kind) -> Iterator[Wanted]:
    """The columns of a field; a name that the planner chooses stands as <item>, a list as its first
    entry."""
    kind = kind_at(at, entry)
    if kind is None:
        return
    if kind.form is Form.FIGURE:
        yield wanted_at((*at, VALUE), entry)
    elif not has_parts(kind):
        yield wanted_at(at, entry)
    elif kind.model is not None:
        for name in reading_order(kind.model):
            yield from _of_field((*at, name), entry)
    else:
        yield from _of_field((*at, 0 if kind.form is Form.LIST else _placeholder(kind)), entry)


def _placeholder(mapping: Kind) -> str:
    return f"<{mapping.key.refers_to or 'name'}>"
