"""How sure a plan is: the chances first, then day by day, what may be missing, what stock is enough
how often, what drives it, and how far the draws are to be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from planner.messages import Said, joined, said
from planner.records.provenance import UNITS, Headline
from planner.records.risk import (
    ChanceStretch,
    Estimate,
    ForceRisk,
    ForcesRisk,
    Outlook,
    Risk,
    SupplyRisk,
)
from planner.report.blocks import (
    Block,
    Column,
    Days,
    Heading,
    HeatMap,
    HeatPanel,
    HeatRow,
    Line,
    Plot,
    PlotBand,
    PlotLine,
    Table,
    Tone,
)
from planner.report.numbers import item_name, quantity, share
from planner.report.sections.draws import drivers_blocks, ground_blocks
from planner.report.sections.headline import title_blocks
from planner.report.sections.provenance import TITLES
from planner.report.words import unit_name
from planner.scenario import Scenario
from planner.scenario.titles import site_title

# Days of a column of a picture of chances.
WEEK = 7
# A chance below this is bad news, and at this or above good.
LIKELY, SURE = 0.5, 0.9
# Rows that a table for readers shows; the exports have all.
MOST_SHOWN = 40
# Points of a curve of what may be missing.
MOST_POINTS = 200


def risk_blocks(scenario: Scenario, found: Risk) -> Iterator[Block]:
    """Everything that a run found, the verdict first."""
    yield from title_blocks(scenario)
    yield Heading(said("risk.heading"))
    yield from _verdict(scenario, found)
    if found.forces is not None:
        yield from _forces(scenario, found.forces)
    if found.supply is not None:
        yield from _supply(scenario, found.supply)
    yield from drivers_blocks(found.drivers)
    yield from ground_blocks(found)


def _verdict(scenario: Scenario, found: Risk) -> Iterator[Line]:
    """The chances that matter, in a sentence each."""
    if found.forces is not None and found.forces.requirements:
        for force in found.forces.forces:
            served = _served_in_all(force, found.forces)
            words = said(
                "risk.force-verdict" if served else "risk.force-never",
                force=force.title,
                chance=share(force.met.value),
            )
            yield Line(words, _tone(force.met.value))
        words = said(
            "risk.unfilled-verdict",
            mean=quantity(found.forces.unfilled.mean.value),
            worst=quantity(found.forces.unfilled.worst),
        )
        yield Line(words)
    if found.supply is not None:
        supply = found.supply
        words = said("risk.supply-verdict", chance=share(supply.met.value))
        yield Line(words, _tone(supply.met.value))
        words = said(
            "risk.unmet-verdict",
            mean=quantity(supply.unmet.mean.value),
            worst=quantity(supply.unmet.worst),
        )
        yield Line(words)
        enough = [
            said("risk.level", level=share(level.level), tonnes=quantity(level.tonnes))
            for level in supply.levels
        ]
        yield Line(said("risk.stock-verdict", levels=joined("list.comma", enough)))


def _served_in_all(force: ForceRisk, found: ForcesRisk) -> bool:
    """Whether a force has any chance: it has none where nobody serves on a requirement of it."""
    return force.met.value > 0 or found.never == 0


def _tone(chance: float) -> Tone:
    if chance >= SURE:
        return Tone.GOOD
    return Tone.WARNING if chance >= LIKELY else Tone.BAD


# ------------------------------------------------------------------------------------------ forces


def _forces(scenario: Scenario, found: ForcesRisk) -> Iterator[Block]:
    yield Heading(said("risk.forces"))
    ranked = sorted(found.requirements, key=lambda one: (one.met.value, one.requirement))
    columns = (
        Column(said("column.requirement"), wraps=True),
        *_chance_columns(),
        Column(said("risk.mean-unfilled"), number=True),
        Column(said("risk.worst-unfilled"), number=True),
    )
    rows = [
        (
            one.title,
            *_chance(one.met),
            quantity(one.unfilled.mean.value),
            quantity(one.unfilled.worst),
        )
        for one in ranked
    ]
    if rows:
        yield _shown(columns, rows, [_tone(one.met.value) for one in ranked])
    if found.never:
        yield Line(said("risk.never", count=quantity(found.never)), Tone.NOTE)
    if not rows:
        return
    yield from _asks(found)
    chances = [(one.title, one.by_day) for one in found.requirements]
    yield _heat(scenario, said("risk.met-by-day"), said("risk.requirements"), chances)
    yield from (_fan(force) for force in found.forces if force.fan)
    yield _exceedance(said("risk.more-unfilled"), Headline.UNFILLED, found.unfilled)


def _asks(found: ForcesRisk) -> Iterator[Block]:
    """What to ask for beside what the plan sends, before it is known who fails."""
    short = [one for one in found.requirements if one.extra[-1][1] > 0]
    if not short:
        return
    yield Heading(said("risk.asks"), level=3)
    columns = (
        Column(said("column.requirement"), wraps=True),
        Column(said("column.unit")),
        *(
            Column(said("risk.enough", level=share(level)), number=True)
            for level, _ in short[0].extra
        ),
    )
    rows = [
        (one.title, unit_name(one.measure), *(quantity(value) for _, value in one.extra))
        for one in short
    ]
    yield _shown(columns, rows)
    yield Line(said("risk.asks-note"), Tone.NOTE)


def _chance_columns() -> tuple[Column, Column]:
    return (
        Column(said("risk.chance"), number=True),
        Column(said("risk.between"), number=True, sheds=True),
    )


def _chance(met: Estimate) -> tuple[str, str]:
    """A chance, and between what it lies."""
    between = said("risk.from-to", low=share(met.low), high=share(met.high))
    return share(met.value), between


def _shown(
    columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]], tones: Sequence[Tone] = ()
) -> Table:
    return Table(columns, tuple(rows[:MOST_SHOWN]), tuple(tones[:MOST_SHOWN]))


def _fan(force: ForceRisk) -> Plot:
    """How much of what a force requires is there, day by day, over the draws."""
    at = [
        (float(day), stretch.shares)
        for stretch in force.fan
        for day in (stretch.start, stretch.until - 1)
    ]
    outer = tuple((day, 100 * s[0], 100 * s[4]) for day, s in at)
    inner = tuple((day, 100 * s[1], 100 * s[3]) for day, s in at)
    middle = tuple((day, 100 * s[2]) for day, s in at)
    ends = {"low": share(at[-1][1][0]), "middle": share(at[-1][1][2]), "high": share(at[-1][1][4])}
    return Plot(
        title=said("risk.fan", force=force.title),
        told=said("risk.fan-told", **ends),
        across=said("risk.days"),
        unit="%",
        lines=(PlotLine(said("risk.middle"), middle),),
        bands=(PlotBand(said("risk.nine-tenths"), outer), PlotBand(said("risk.half"), inner)),
    )


# ------------------------------------------------------------------------------------------ supply


def _supply(scenario: Scenario, found: SupplyRisk) -> Iterator[Block]:
    yield Heading(said("risk.supply"))
    yield Line(said("risk.supply-held"), Tone.NOTE)
    ranked = sorted(found.sites, key=lambda one: (one.met.value, one.site))
    if ranked:
        columns = (
            Column(said("column.site"), wraps=True),
            *_chance_columns(),
            Column(said("risk.mean-unmet"), number=True),
            Column(said("risk.worst-unmet"), number=True),
        )
        rows = [
            (
                site_title(scenario, one.site),
                *_chance(one.met),
                quantity(one.unmet.mean.value),
                quantity(one.unmet.worst),
            )
            for one in ranked
        ]
        yield _shown(columns, rows, [_tone(one.met.value) for one in ranked])
        chances = [(site_title(scenario, one.site), one.by_day) for one in ranked]
        yield _heat(scenario, said("risk.supplied-by-day"), said("risk.sites"), chances)
        yield _exceedance(said("risk.more-unmet"), Headline.UNMET, found.unmet)
    yield from _stocks(scenario, found)


def _stocks(scenario: Scenario, found: SupplyRisk) -> Iterator[Block]:
    """What stock is enough how often, beside what the plan has."""
    if not found.stocks:
        return
    yield Heading(said("risk.stocks"), level=3)
    levels = [level for level, _ in found.stocks[0].enough]
    columns = (
        Column(said("column.site"), wraps=True),
        Column(said("column.item"), wraps=True),
        Column(said("column.unit-of-issue"), sheds=True),
        Column(said("risk.planned"), number=True),
        *(Column(said("risk.enough", level=share(level)), number=True) for level in levels),
    )
    rows = [
        (
            site_title(scenario, stock.site),
            item_name(stock.item),
            unit_name(stock.unit),
            quantity(stock.planned),
            *(quantity(value) for _, value in stock.enough),
        )
        for stock in found.stocks
    ]
    tones = [
        Tone.WARNING if stock.enough[-1][1] > stock.planned * (1 + 1e-6) else Tone.PLAIN
        for stock in found.stocks
    ]
    yield _shown(columns, rows, tones)
    if len(rows) > MOST_SHOWN:
        shown, every = quantity(MOST_SHOWN), quantity(len(rows))
        yield Line(said("risk.more-stocks", shown=shown, every=every), Tone.NOTE)
    yield Line(said("risk.stock-note"), Tone.NOTE)


# ---------------------------------------------------------------------------------------- pictures


def _heat(
    scenario: Scenario, title: Said, of: Said, rows: Iterable[tuple[str, Sequence[ChanceStretch]]]
) -> HeatMap:
    """Chances by row and week: of the days of a week the least."""
    known = [(name, stretches) for name, stretches in rows if stretches]
    start = min(stretches[0].start for _, stretches in known)
    until = max(stretches[-1].until for _, stretches in known)
    edges = (*range(start, until, WEEK), until)
    weeks = list(pairwise(edges))
    heat = tuple(
        HeatRow(name, tuple(_least(stretches, *week) for week in weeks))
        for name, stretches in known
    )
    calendar = scenario.calendar
    lowest = min(value for row in heat for value in row.values if value is not None)
    return HeatMap(
        title=title,
        told=said("risk.heat-told", lowest=share(lowest)),
        days=Days(start, until, calendar.d_day if calendar else None),
        edges=edges,
        unit=said("risk.chance-unit"),
        panels=(HeatPanel(of, heat),),
    )


def _least(stretches: Sequence[ChanceStretch], first: int, until: int) -> float | None:
    here = [one.chance for one in stretches if one.start < until and one.until > first]
    return min(here, default=None)


def _exceedance(title: Said, number: Headline, found: Outlook) -> Plot:
    """The chance that more than so much is missing."""
    every = found.exceeded
    step = max(1, len(every) // MOST_POINTS)
    points = [*every[::step], every[-1]] if (len(every) - 1) % step else list(every[::step])
    line = ((0.0, 1.0), *points) if points[0][0] > 0 else tuple(points)
    median, last = found.quantiles[0][1], found.quantiles[-1]
    told = said(
        "risk.exceedance-told",
        median=quantity(median),
        high=quantity(last[1]),
        level=share(1 - last[0]),
        unit=unit_name(UNITS[number]),
    )
    return Plot(
        title=title,
        told=told,
        across=f"{TITLES[number]}, {unit_name(UNITS[number])}",
        unit="%",
        lines=(PlotLine(said("risk.chance-of-more"), tuple((x, 100 * y) for x, y in line)),),
    )
