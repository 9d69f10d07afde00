"""What to ask contributors for, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from planner.generation import Generation
from planner.records.asks import Ask, AskList, AskLists, StillShort, Tiers
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, short_day

ASKS = (
    Column("Rank", number=True),
    Column("Ask for", wraps=True),
    Column("Units", number=True),
    Column("Pers", number=True),
    Column("By"),
    Column("Tier", number=True),
    Column("Days", number=True),
    Column("For", wraps=True),
)
RECKONED = {"unit": "units", "USD": "US dollars", "person": "people"}


def ask_blocks(found: Generation) -> Iterator[Block]:
    """The shortest list, force by force, and what the cheapest would save."""
    lists = found.plan.ask_lists
    if not lists.shortest.lines:
        return
    yield Heading("What to ask for: the shortest list that closes the gaps", level=3)
    for force in sorted({line.force for line in lists.shortest.lines}):
        lines = [line for line in _ranked(lists.shortest) if line.force == force]
        yield Line(f"{found.scenario.forces[force].title}:")
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
        ", ".join(str(tier) for tier in sorted({entry.tier for entry in wanted})) or NONE,
        gain,
        "; ".join(entry.title for entry in wanted),
    )


def _gain(gain: Tiers) -> str:
    """Requirement-days filled, of the first tier in which there are any."""
    return next((quantity(days) for _, days in sorted(gain.items()) if days > 0), "0")


def _left(found: Generation, lists: AskLists) -> Iterator[Line]:
    if lists.shortest.closes_all_gaps:
        yield Line("With all of it every requirement is filled on every day.", Tone.GOOD)
        return
    short = lists.shortest.still_short
    names = "; ".join(_short(found, entry) for entry in short[:5])
    more = f" and {len(short) - 5} more" if len(short) > 5 else ""
    yield Line(
        f"Even with all of it {counted(len(short), 'requirement')} "
        f"{'stays' if len(short) == 1 else 'stay'} short, as the limits of the scenario forbid "
        f"more: {names}{more}.",
        Tone.WARNING,
    )


def _short(found: Generation, entry: StillShort) -> str:
    """What stays short, and the limit that would have to give."""
    limit = entry.limit or "several limits together"
    return f"{found.scenario.requirements[entry.requirement].title} ({limit})"


def _notes(lists: AskLists) -> Iterator[Line]:
    shortest, cheapest = lists.shortest, lists.cheapest
    if not shortest.ranking:
        yield Line(
            "Not ranked: too many of the lines share one ceiling to rank them in passing. "
            "The Python function planner.asks does.",
            Tone.NOTE,
        )
    if cheapest.lines != shortest.lines:
        units = sum(line.units for line in cheapest.lines)
        yield Line(
            f"The cheapest list, reckoned in {RECKONED[cheapest.reckoned_in]}, has "
            f"{counted(units, 'unit')} and {quantity(cheapest.personnel)} people in place of "
            f"{quantity(sum(line.units for line in shortest.lines))} and "
            f"{quantity(shortest.personnel)}: see --format json.",
            Tone.NOTE,
        )
    yield Line(
        "Rank: the order in which to ask when not all can be had. By: the day by which they must "
        "be in theatre. Days: requirement-days that the line fills after those before it, in the "
        f"first tier in which it fills any. Pers {NONE}: no standard unit gives this capability, "
        "so its people are not known and not counted against the ceiling.",
        Tone.NOTE,
    )
