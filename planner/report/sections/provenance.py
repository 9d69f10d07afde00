"""What moves the numbers of a plan, which kind of figure that is, and what could not be tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.catalogue import Factbook
from planner.catalogue.figure import Kind
from planner.messages import Said, joined, said
from planner.records.provenance import UNITS, Headline, How, Provenance, Swing, Tornado
from planner.report.blocks import Bar, Bars, Block, Column, Heading, Line, Table, Tone
from planner.report.figures import figure_name
from planner.report.numbers import NONE, as_written, counted, quantity, share
from planner.report.sections.assumptions import share_table
from planner.report.sections.headline import title_blocks
from planner.report.words import confidence_name, kind_name, unit_name
from planner.scenario import Scenario, factbook_of
from planner.scenario.provenance import RegisteredFigure

TITLES = {
    Headline.GAP: said("number.gap"),
    Headline.UNFILLED: said("number.unfilled"),
    Headline.PERSONNEL: said("number.personnel"),
    Headline.UNMET_FIRST: said("number.unmet-first"),
    Headline.UNMET: said("number.unmet"),
    Headline.POLICY: said("number.policy"),
    Headline.COST: said("number.cost"),
    Headline.PREPOSITIONED: said("number.prepositioned"),
}
SHARES = {
    Kind.DOCUMENT: "rests.documents",
    Kind.EXTERNAL: "rests.external",
    Kind.ASSUMPTION: "rests.assumptions",
    Kind.UNSOURCED: "rests.unsourced",
}
"""A share of each kind."""
UNRANGED = {
    Kind.UNSOURCED: "unranged.unsourced",
    Kind.ASSUMPTION: "unranged.assumptions",
    Kind.EXTERNAL: "unranged.external",
    Kind.DOCUMENT: "unranged.documents",
}
"""Figures of each kind that have no range, the least certain kind first."""
ENDS = {
    How.UNCHANGED: "ends.unchanged",
    How.PROVEN: "ends.proven",
    How.SOLVED: "ends.solved",
    How.ESTIMATED: "ends.estimated",
    How.NONE: "ends.none",
}
MOST_BARS = 10
MOST_NAMED = 12
LEGEND = (said("provenance.at-low"), said("provenance.at-high"))
SUMMARY = (
    Column(said("column.headline-number"), wraps=True),
    Column(said("column.as-it-is"), number=True),
    Column(said("column.moved-most-by"), wraps=True),
    Column(said("column.to-range"), number=True),
    Column(said("column.unit-of-issue"), sheds=True),
    Column(said("column.rests-on")),
)
DETAILS = (
    Column(said("column.figure"), wraps=True),
    Column(said("column.low"), number=True),
    Column(said("column.value-used"), number=True),
    Column(said("column.high"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.rests-on"), sheds=True),
    Column(said("column.source"), wraps=True, sheds=True),
)
REGISTER = (
    Column(said("column.path"), wraps=True),
    Column(said("column.value"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.low"), number=True),
    Column(said("column.high"), number=True),
    Column(said("column.rests-on")),
    Column(said("column.source"), wraps=True),
    Column(said("column.confidence"), sheds=True),
    Column(said("column.year"), number=True, sheds=True),
    Column(said("column.note"), wraps=True, sheds=True),
)
REFUSED = (
    Column(said("column.figure"), wraps=True),
    Column(said("column.at-value"), number=True),
    Column(said("column.why"), wraps=True),
)


def provenance_blocks(
    scenario: Scenario, found: Provenance, *, register: bool = False, shares: bool = True
) -> Iterator[Block]:
    """The one figure that matters most for each number, then number by number; with `shares` what
    kinds of figures they rest on, with `register` every figure in the end."""
    book = factbook_of(scenario)
    yield from title_blocks(scenario)
    yield Heading(said("provenance.heading"))
    yield Table(SUMMARY, tuple(_summary(scenario, book, entry) for entry in found.tornadoes))
    yield from _method(found)
    for tornado in found.tornadoes:
        if tornado.swings:
            yield from _tornado(scenario, book, tornado)
    yield from _unranged(scenario, book, found)
    yield from _refused(scenario, book, found)
    if shares:
        yield Heading(said("provenance.shares"))
        yield share_table(found.shares)
    if register:
        yield Heading(said("provenance.register"))
        yield Table(REGISTER, tuple(map(_registered, found.figures)))


def _summary(scenario: Scenario, book: Factbook, tornado: Tornado) -> tuple[str, ...]:
    title, base = TITLES[tornado.headline], quantity(tornado.base)
    unit = unit_name(UNITS[tornado.headline])
    if not tornado.swings:
        told = said("provenance.nothing-tried" if tornado.open else "provenance.nothing")
        return title, base, told, NONE, unit, NONE
    first = tornado.swings[0]
    name = figure_name(scenario, book, first.entry.path)
    return title, base, name, _range(first), unit, kind_name(first.entry.kind)


def _range(swing: Swing) -> Said:
    """The least and the most that the number comes to."""
    known = [value for value in (swing.low, swing.base, swing.high) if value is not None]
    return said("amount.range", low=quantity(min(known)), high=quantity(max(known)))


def _method(found: Provenance) -> Iterator[Line]:
    effort = found.effort
    ends = {how: effort.ends[how.value] for how in ENDS if how.value in effort.ends}
    told = {
        "ranged": counted(effort.figures, "figure"),
        "figures": quantity(len(found.figures)),
        "trials": counted(sum(ends.values()), "trial"),
        "ends": joined("list.comma", [said(ENDS[how], ends=quantity(ends[how])) for how in ends]),
    }
    yield Line(said("provenance.method", **told), Tone.NOTE)
    if effort.blocks is not None:
        yield Line(said("provenance.blocks", days=effort.blocks), Tone.NOTE)
    if effort.left_open:
        figures = counted(effort.left_open, "figure")
        yield Line(said("provenance.left-open", figures=figures), Tone.WARNING)


def _tornado(scenario: Scenario, book: Factbook, tornado: Tornado) -> Iterator[Block]:
    base = said(
        "amount.in-unit",
        amount=quantity(tornado.base),
        unit=unit_name(UNITS[tornado.headline]),
    )
    yield Heading(said("text.named", name=TITLES[tornado.headline], text=base))
    yield Line(_weights(tornado))
    shown = tornado.swings[:MOST_BARS]
    bars = tuple(
        Bar(figure_name(scenario, book, swing.entry.path), swing.low, swing.high, _range(swing))
        for swing in shown
    )
    yield Bars(tornado.base, LEGEND, bars)
    yield from _rest(tornado)
    yield Table(DETAILS, tuple(_details(scenario, book, swing) for swing in shown))


def _weights(tornado: Tornado) -> str:
    """Of what moves it, how much rests on what; of the figures that were worked out, where some
    were not."""
    ordered = sorted(tornado.share.items(), key=lambda pair: (-pair[1], pair[0]))
    parts = [said(SHARES[Kind(kind)], share=share(part)) for kind, part in ordered]
    told = joined("list.comma", parts)
    if tornado.open:
        return said("provenance.of-known", open=tornado.open, shares=told)
    return said("provenance.of-all", shares=told)


def _rest(tornado: Tornado) -> Iterator[Line]:
    more = len(tornado.swings) - MOST_BARS
    parts = [said("provenance.less", figures=counted(more, "more figure"))] if more > 0 else []
    if tornado.still:
        parts.append(said("provenance.still", figures=counted(tornado.still, "figure")))
    if tornado.open:
        unit = unit_name(UNITS[tornado.headline])
        by = said("amount.in-unit", amount=quantity(tornado.most_open), unit=unit)
        parts.append(said("provenance.open", open=tornado.open, amount=by))
    if parts:
        yield Line(said("text.sentence", text=joined("list.semicolon", parts)), Tone.NOTE)


def _details(scenario: Scenario, book: Factbook, swing: Swing) -> tuple[str, ...]:
    figure = swing.entry.figure
    return (
        figure_name(scenario, book, swing.entry.path),
        _plain(figure.low),
        _plain(figure.value),
        _plain(figure.high),
        unit_name(figure.unit or ""),
        kind_name(swing.entry.kind),
        figure.source or figure.assumption or NONE,
    )


def _plain(value: float | None) -> str:
    return NONE if value is None else as_written(value)


def _unranged(scenario: Scenario, book: Factbook, found: Provenance) -> Iterator[Block]:
    """Figures that cannot be swung, by kind and by name."""
    if not found.unranged:
        return
    yield Heading(said("unranged.heading"))
    yield Line(said("unranged.count", figures=counted(len(found.unranged), "figure")))
    for kind, code in UNRANGED.items():
        mine = [entry for entry in found.unranged if entry.kind is kind]
        if mine:
            yield Line(said(code, count=len(mine), names=_named(scenario, book, mine)))


def _named(scenario: Scenario, book: Factbook, entries: Sequence[RegisteredFigure]) -> str:
    names = [figure_name(scenario, book, entry.path) for entry in entries[:MOST_NAMED]]
    told, rest = joined("list.semicolon", names), len(entries) - MOST_NAMED
    return said("unranged.more", shown=told, rest=rest) if rest > 0 else told


def _refused(scenario: Scenario, book: Factbook, found: Provenance) -> Iterator[Block]:
    if found.refused:
        yield Heading(said("provenance.refused"))
        yield Table(
            REFUSED,
            tuple(
                (figure_name(scenario, book, entry.path), _plain(end.at), end.told)
                for entry, end in found.refused
            ),
        )


def _registered(entry: RegisteredFigure) -> tuple[str, ...]:
    figure = entry.figure
    return (
        entry.path,
        _plain(figure.value),
        unit_name(figure.unit or ""),
        _plain(figure.low),
        _plain(figure.high),
        kind_name(entry.kind),
        figure.source or figure.assumption or NONE,
        confidence_name(figure.confidence) or NONE,
        NONE if figure.year is None else str(figure.year),
        figure.note or "",
    )
