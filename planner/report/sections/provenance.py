"""What moves the numbers of a plan, which kind of figure that is, and what could not be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from planner.catalogue import Factbook
from planner.catalogue.figure import Kind
from planner.records.provenance import UNITS, Headline, How, Provenance, Swing, Tornado
from planner.report.blocks import Bar, Bars, Block, Column, Heading, Line, Table, Tone
from planner.report.figures import figure_name
from planner.report.numbers import NONE, counted, quantity, share
from planner.report.sections.assumptions import share_table
from planner.report.sections.headline import title_blocks
from planner.scenario import Scenario, factbook_of
from planner.scenario.provenance import RegisteredFigure

TITLES = {
    Headline.GAP: "Tonnes of the self-sufficiency gap",
    Headline.UNFILLED: "Requirement-days unfilled",
    Headline.PERSONNEL: "Personnel assigned",
    Headline.UNMET_FIRST: "Unmet demand of the first priority",
    Headline.UNMET: "Unmet demand",
    Headline.POLICY: "Stock missing against policies",
    Headline.COST: "Cost",
    Headline.PREPOSITIONED: "Pre-positioned tonnes",
}
KINDS = {
    Kind.DOCUMENT: "documents",
    Kind.EXTERNAL: "external sources",
    Kind.ASSUMPTION: "assumptions",
    Kind.UNSOURCED: "unsourced figures",
}
MOST_BARS = 10
MOST_NAMED = 12
LEGEND = ("at its low", "at its high")
SUMMARY = (
    Column("Number", wraps=True),
    Column("As it is", number=True),
    Column("Moved most by", wraps=True),
    Column("to", number=True),
    Column("Unit", sheds=True),
    Column("Rests on"),
)
DETAILS = (
    Column("Figure", wraps=True),
    Column("Low", number=True),
    Column("Used", number=True),
    Column("High", number=True),
    Column("Unit"),
    Column("Rests on", sheds=True),
    Column("Source or reason", wraps=True, sheds=True),
)
REGISTER = (
    Column("Path", wraps=True),
    Column("Value", number=True),
    Column("Unit"),
    Column("Low", number=True),
    Column("High", number=True),
    Column("Rests on"),
    Column("Source or reason", wraps=True),
    Column("Confidence", sheds=True),
    Column("Year", number=True, sheds=True),
    Column("Note", wraps=True, sheds=True),
)
REFUSED = (Column("Figure", wraps=True), Column("At", number=True), Column("Why", wraps=True))


def provenance_blocks(
    scenario: Scenario, found: Provenance, *, register: bool = False
) -> Iterator[Block]:
    """The one figure that matters most for each number, then number by number; with `register`
    every figure in the end."""
    book = factbook_of(scenario)
    yield from title_blocks(scenario)
    yield Heading("What moves the numbers most")
    yield Table(SUMMARY, tuple(_summary(scenario, book, entry) for entry in found.tornadoes))
    yield from _method(found)
    for tornado in found.tornadoes:
        if tornado.swings:
            yield from _tornado(scenario, book, tornado)
    yield from _unranged(scenario, book, found)
    yield from _refused(scenario, book, found)
    yield Heading("What the quantities rest on")
    yield share_table(found.shares)
    if register:
        yield Heading("Every figure used")
        yield Table(REGISTER, tuple(map(_registered, found.figures)))


def _summary(scenario: Scenario, book: Factbook, tornado: Tornado) -> tuple[str, ...]:
    title, base = TITLES[tornado.headline], quantity(tornado.base)
    unit = UNITS[tornado.headline]
    if not tornado.swings:
        told = "nothing that was tried" if tornado.open else "nothing"
        return title, base, told, NONE, unit, NONE
    first = tornado.swings[0]
    name = figure_name(scenario, book, first.entry.path)
    return title, base, name, _range(first), unit, first.entry.kind.value


def _range(swing: Swing) -> str:
    """The least and the most that the number comes to."""
    known = [value for value in (swing.low, swing.base, swing.high) if value is not None]
    return f"{quantity(min(known))} … {quantity(max(known))}"


def _method(found: Provenance) -> Iterator[Line]:
    effort = found.effort
    ends = effort.ends
    plans = sum(ends.values())
    told = {
        How.UNCHANGED: "need no solve",
        How.PROVEN: "are proven to leave the plan the best",
        How.SOLVED: "were solved again",
        How.ESTIMATED: "are only estimated",
        How.NONE: "have no plan",
    }
    parts = [f"{ends[how.value]:,} {words}" for how, words in told.items() if how.value in ends]
    yield Line(
        f"{counted(effort.figures, 'figure')} of {len(found.figures):,} that are used have a low "
        f"or a high. Each was put there alone, the rest as it is: {counted(plans, 'trial')}, of "
        f"which {', '.join(parts)}.",
        Tone.NOTE,
    )
    if effort.blocks is not None:
        yield Line(
            f"The supply plan is made on blocks of up to {effort.blocks} days here, with and "
            "without the change alike; by the day, as planner run makes it, its numbers differ "
            "a little.",
            Tone.NOTE,
        )
    if effort.left_open:
        yield Line(
            f"{counted(effort.left_open, 'figure')} that touch the supply plan were not solved "
            "again. They move it less, to first order, than those that were; but prices do not see "
            "a limit that begins to bind only when it is tighter, so one of them may matter more "
            "than it seems. --all solves every one.",
            Tone.WARNING,
        )


def _tornado(scenario: Scenario, book: Factbook, tornado: Tornado) -> Iterator[Block]:
    unit = UNITS[tornado.headline]
    yield Heading(f"{TITLES[tornado.headline]}: {quantity(tornado.base)} {unit}")
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
    parts = [f"{share(part)} {KINDS[Kind(kind)]}" for kind, part in ordered]
    known = f"Of the swings worked out ({tornado.open} are not)" if tornado.open else ""
    return f"{known or 'Of what moves this number'}, {', '.join(parts)}."


def _rest(tornado: Tornado) -> Iterator[Line]:
    more = len(tornado.swings) - MOST_BARS
    parts = [f"{counted(more, 'more figure')} move it less"] if more > 0 else []
    parts += [f"{counted(tornado.still, 'figure')} do not move it"] if tornado.still else []
    if tornado.open:
        parts.append(
            f"{tornado.open} were not solved again; to first order the largest of them moves it "
            f"by {quantity(tornado.most_open)} {UNITS[tornado.headline]}, in truth perhaps by more"
        )
    if parts:
        yield Line(f"{'; '.join(parts)}.", Tone.NOTE)


def _details(scenario: Scenario, book: Factbook, swing: Swing) -> tuple[str, ...]:
    figure = swing.entry.figure
    return (
        figure_name(scenario, book, swing.entry.path),
        _plain(figure.low),
        _plain(figure.value),
        _plain(figure.high),
        figure.unit or "",
        swing.entry.kind.value,
        figure.source or figure.assumption or NONE,
    )


def _plain(value: float | None) -> str:
    return NONE if value is None else f"{value:,g}" if abs(value) < 1e5 else quantity(value)


def _unranged(scenario: Scenario, book: Factbook, found: Provenance) -> Iterator[Block]:
    """Figures that cannot be swung, by kind and by name."""
    if not found.unranged:
        return
    yield Heading("Figures without a range")
    yield Line(
        f"{counted(len(found.unranged), 'figure')} have neither low nor high, so what they move "
        "is not known."
    )
    kinds = Counter(entry.kind for entry in found.unranged)
    for kind in (Kind.UNSOURCED, Kind.ASSUMPTION, Kind.EXTERNAL, Kind.DOCUMENT):
        if kinds[kind]:
            mine = [entry for entry in found.unranged if entry.kind is kind]
            yield Line(f"{KINDS[kind].capitalize()}, {len(mine)}: {_named(scenario, book, mine)}.")


def _named(scenario: Scenario, book: Factbook, entries: Sequence[RegisteredFigure]) -> str:
    names = [figure_name(scenario, book, entry.path) for entry in entries[:MOST_NAMED]]
    rest = len(entries) - MOST_NAMED
    return "; ".join(names) + (f"; and {rest} more (--table unranged has all)" if rest > 0 else "")


def _refused(scenario: Scenario, book: Factbook, found: Provenance) -> Iterator[Block]:
    if found.refused:
        yield Heading("Ends at which there is no plan")
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
        figure.unit or "",
        _plain(figure.low),
        _plain(figure.high),
        entry.kind.value,
        figure.source or figure.assumption or NONE,
        figure.confidence or NONE,
        NONE if figure.year is None else str(figure.year),
        figure.note or "",
    )
