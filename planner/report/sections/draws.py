"""What drives a risk, what was drawn and how often, and how far the numbers are to be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.messages import joined, said
from planner.records.provenance import UNITS, Headline
from planner.records.risk import Convergence, Drivers, Risk
from planner.report.blocks import (
    Block,
    Column,
    Heading,
    Line,
    Plot,
    PlotBand,
    PlotLine,
    Table,
    Tone,
)
from planner.report.numbers import NONE, quantity, share
from planner.report.sections.provenance import TITLES
from planner.report.words import unit_name

DOES = {
    "fails": "risk.does-fails",
    "days_late": "risk.does-days-late",
    "strength": "risk.does-strength",
    "hand_over_late": "risk.does-hand-over-late",
    "slower": "risk.does-slower",
    "closed_days": "risk.does-closed-days",
    "loss": "risk.does-loss",
    "figures": "risk.does-figures",
    "states": "risk.does-states",
}


def drivers_blocks(found: Sequence[Drivers]) -> Iterator[Block]:
    told = [one for one in found if one.ranked or one.shares]
    if told:
        yield Heading(said("risk.drivers"))
    for one in told:
        yield Heading(TITLES[Headline(one.number)], level=3)
        if one.shares:
            yield _shares(one)
        if one.ranked:
            yield _ranked(one)
    if told:
        yield Line(said("risk.drivers-note"), Tone.NOTE)


def _shares(found: Drivers) -> Table:
    columns = (
        Column(said("risk.unknown"), wraps=True),
        Column(said("risk.of"), wraps=True),
        Column(said("risk.alone"), number=True),
        Column(said("risk.with-others"), number=True),
        Column(said("risk.give-or-take"), number=True, sheds=True),
    )
    rows = tuple(
        (
            joined("list.comma", list(one.titles)),
            one.member or NONE,
            share(min(1.0, max(0.0, one.first))),
            share(min(1.0, max(0.0, one.total))),
            share(min(1.0, one.total_off)),
        )
        for one in found.shares
    )
    return Table(columns, rows)


def _ranked(found: Drivers) -> Table:
    columns = (
        Column(said("risk.unknown"), wraps=True),
        Column(said("risk.of"), wraps=True),
        Column(said("risk.rank"), number=True),
    )
    rows = tuple(
        (one.title, one.member, NONE if one.rank is None else quantity(round(one.rank, 2)))
        for one in found.ranked
    )
    return Table(columns, rows)


def ground_blocks(found: Risk) -> Iterator[Block]:
    """What was drawn, how often, and how far the numbers are to be trusted."""
    yield Heading(said("risk.ground"))
    if found.implied:
        yield Line(said("risk.implied"), Tone.NOTE)
    columns = (
        Column(said("risk.unknown"), wraps=True),
        Column(said("risk.does")),
        Column(said("risk.concerns"), number=True),
    )
    rows = tuple(
        (one.title, said(DOES[one.effect]), quantity(one.members)) for one in found.unknowns
    )
    yield Table(columns, rows)
    if found.forces is not None:
        draws = quantity(found.forces.draws)
        yield Line(said("risk.force-draws", draws=draws, seed=found.seed), Tone.NOTE)
    if found.supply is not None:
        draws = quantity(found.supply.draws)
        yield Line(said("risk.supply-draws", draws=draws, seed=found.seed), Tone.NOTE)
    if found.supply is not None and found.supply.without:
        without = quantity(found.supply.without)
        words = said("risk.without", draws=without, why=found.supply.told)
        yield Line(words, Tone.BAD)
    if found.supply is not None and found.supply.blocks is not None:
        yield Line(said("risk.blocks", days=found.supply.blocks), Tone.NOTE)
    for one in found.convergence:
        if len(one.points) > 2:
            yield _settled(one)


def _settled(found: Convergence) -> Plot:
    """How an estimate settled with more draws."""
    known = [point for point in found.points if point[1].high - point[1].low < float("inf")]
    name = Headline(found.number)
    last = known[-1][1]
    told = said("risk.settled-told", mean=quantity(last.value), off=quantity(last.half_width))
    return Plot(
        title=said("risk.settled", number=TITLES[name]),
        told=told,
        across=said("risk.draws"),
        unit=unit_name(UNITS[name]),
        lines=(PlotLine(said("risk.mean"), tuple((float(n), e.value) for n, e in known)),),
        bands=(
            PlotBand(said("risk.interval"), tuple((float(n), e.low, e.high) for n, e in known)),
        ),
    )
