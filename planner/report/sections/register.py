"""Assumptions and sources in full: every figure that a plan rests on, and what they cite."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.figure import Kind, cited_source
from planner.messages import said
from planner.planning import Plan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.figures import figure_name
from planner.report.numbers import NONE, as_written, quantity
from planner.report.words import confidence_name, kind_name, unit_name
from planner.scenario.provenance import RegisteredFigure


def register(plan: Plan) -> Iterator[Block]:
    """The register, in the order of the scenario and then of the catalogue; then the sources."""
    yield Heading(said("register.heading"))
    yield Line(said("register.told", count=quantity(len(plan.figures))), Tone.NOTE)
    tones = (Tone.WARNING if entry.kind is Kind.UNSOURCED else Tone.PLAIN for entry in plan.figures)
    rows = tuple(_row(plan, entry) for entry in plan.figures)
    yield Table(_columns(), rows, tuple(tones))
    yield from _sources(plan)


def _columns() -> tuple[Column, ...]:
    return (
        Column(said("register.figure"), wraps=True),
        Column(said("register.value"), number=True),
        Column(said("register.unit")),
        Column(said("register.low"), number=True),
        Column(said("register.high"), number=True),
        Column(said("register.kind")),
        Column(said("register.origin"), wraps=True),
        Column(said("register.confidence"), sheds=True),
        Column(said("register.year"), number=True, sheds=True),
        Column(said("register.path"), wraps=True, sheds=True),
        Column(said("register.note"), wraps=True, sheds=True),
    )


def _row(plan: Plan, entry: RegisteredFigure) -> tuple[str, ...]:
    figure = entry.figure
    return (
        figure_name(plan.scenario, plan.factbook, entry.path),
        as_written(figure.value),
        unit_name(figure.unit or ""),
        NONE if figure.low is None else as_written(figure.low),
        NONE if figure.high is None else as_written(figure.high),
        kind_name(entry.kind),
        figure.source or figure.assumption or NONE,
        confidence_name(figure.confidence) or NONE,
        NONE if figure.year is None else str(figure.year),
        entry.path,
        figure.note or "",
    )


def _sources(plan: Plan) -> Iterator[Block]:
    """What the figures cite, in the order of their ids."""
    sources = plan.factbook.sources
    cited = {
        source
        for entry in plan.figures
        if entry.figure.source is not None
        and (source := cited_source(entry.figure.source, sources)) is not None
    }
    if cited:
        yield Heading(said("register.sources"), level=3)
        yield Table(
            (
                Column(said("register.source"), wraps=True),
                Column(said("register.title"), wraps=True),
                Column(said("register.date")),
                Column(said("register.locator"), wraps=True, sheds=True),
            ),
            tuple(
                (id_, sources[id_].title, sources[id_].date or NONE, sources[id_].locator or NONE)
                for id_ in sorted(cited)
            ),
        )
