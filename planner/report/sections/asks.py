"""What to ask contributors for, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from planner.generation import Generation
from planner.messages import Said, joined, said
from planner.records.asks import Ask, AskList, AskLists, StillShort, Tiers
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, short_day

ASKS = (
    Column(said("column.rank"), number=True),
    Column(said("column.ask-for"), wraps=True),
    Column(said("column.units"), number=True),
    Column(said("column.pers"), number=True),
    Column(said("column.by-day")),
    Column(said("column.tier"), number=True),
    Column(said("column.days"), number=True),
    Column(said("column.for"), wraps=True),
)
RECKONED = {
    "unit": said("asks.in-units"),
    "USD": said("asks.in-dollars"),
    "person": said("asks.in-people"),
}
MOST_NAMED = 5


def ask_blocks(found: Generation) -> Iterator[Block]:
    """The shortest list, force by force, and what the cheapest would save."""
    lists = found.plan.ask_lists
    if not lists.shortest.lines:
        return
    yield Heading(said("asks.heading"), level=3)
    for force in sorted({line.force for line in lists.shortest.lines}):
        lines = [line for line in _ranked(lists.shortest) if line.force == force]
        yield Line(said("asks.force", force=found.scenario.forces[force].title))
        yield Table(ASKS, tuple(_ask(found, lists.shortest, line) for line in lines))
    yield from _left(found, lists)
    yield from _notes(lists)


def _ranked(asks: AskList) -> list[Ask]:
    """The lines in the order in which to ask for them."""
    if not asks.ranking:
        return list(asks.lines)
    by_id = {line.id: line for line in asks.lines}
    return [by_id[step.ask] for step in asks.ranking]


def _ask(found: Generation, asks: AskList, line: Ask) -> tuple[str, ...]:
    steps = {step.ask: (rank, step) for rank, step in enumerate(asks.ranking, start=1)}
    rank, gain = NONE, NONE
    if line.id in steps:
        place, step = steps[line.id]
        rank, gain = str(place), _gain(step.gain)
    wanted = [found.scenario.requirements[name] for name in line.requirements]
    return (
        rank,
        line.title,
        quantity(line.units),
        quantity(line.personnel) if line.strength_known else NONE,
        short_day(line.latest_arrival),
        joined("list.comma", [str(tier) for tier in sorted({entry.tier for entry in wanted})])
        or NONE,
        gain,
        joined("list.semicolon", [entry.title for entry in wanted]),
    )


def _gain(gain: Tiers) -> str:
    """Requirement-days filled, of the first tier in which there are any."""
    return next((quantity(days) for _, days in sorted(gain.items()) if days > 0), "0")


def _left(found: Generation, lists: AskLists) -> Iterator[Line]:
    if lists.shortest.closes_all_gaps:
        yield Line(said("asks.all-filled"), Tone.GOOD)
        return
    short = lists.shortest.still_short
    names = joined("list.semicolon", [_short(found, entry) for entry in short[:MOST_NAMED]])
    if (rest := len(short) - MOST_NAMED) > 0:
        names = said("list.more", shown=names, rest=rest)
    one = len(short) == 1
    told = {"requirements": counted(len(short), "requirement"), "names": names}
    words = said("asks.one-still-short" if one else "asks.still-short", **told)
    yield Line(words, Tone.WARNING)


def _short(found: Generation, entry: StillShort) -> Said:
    """What stays short, and the limit that would have to give."""
    limit = entry.limit or said("asks.several-limits")
    title = found.scenario.requirements[entry.requirement].title
    return said("text.with", text=title, beside=limit)


def _notes(lists: AskLists) -> Iterator[Line]:
    shortest, cheapest = lists.shortest, lists.cheapest
    if not shortest.ranking:
        yield Line(said("asks.not-ranked"), Tone.NOTE)
    if cheapest.lines != shortest.lines:
        yield Line(
            said(
                "asks.cheapest",
                reckoned=RECKONED[cheapest.reckoned_in],
                units=counted(sum(line.units for line in cheapest.lines), "unit"),
                people=quantity(cheapest.personnel),
                units_before=quantity(sum(line.units for line in shortest.lines)),
                people_before=quantity(shortest.personnel),
            ),
            Tone.NOTE,
        )
    yield Line(said("asks.note", none=NONE), Tone.NOTE)
