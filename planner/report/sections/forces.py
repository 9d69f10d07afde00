"""Which requirements the pledges fill, what is missing and why, and what is not used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.generation import Generation
from planner.planning import Plan
from planner.records.forces import RequirementFill
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Origins
from planner.report.numbers import NONE, quantity, short_day
from planner.report.sections.asks import ask_blocks
from planner.scenario.host_checks import is_own_holding
from planner.scenario.symbols import symbol_of

Extra = tuple[Column, str, Callable[[RequirementFill], str]]
REQUIREMENTS = (
    Column("Requirement", wraps=True),
    Column("Tier", number=True),
    Column("Need", number=True),
    Column("Pledged", number=True),
    Column("Verified", number=True),
    Column("In time", number=True),
    Column("Short", number=True),
    Column("From"),
    Column("Until"),
    Column("Why", wraps=True),
)
EXPECTED = Column("Expected", number=True)
ON_AVERAGE = Column("On average", number=True)
UNUSED = (
    Column("Pledge", wraps=True),
    Column("Units", number=True),
    Column("Personnel", number=True),
    Column("Why not", wraps=True),
)


def forces(plan: Plan) -> Iterator[Block]:
    """Fills and shortfalls, asks, unused pledges."""
    if plan.generation is not None:
        yield from force_blocks(plan.generation)


def force_blocks(found: Generation) -> Iterator[Block]:
    """The same, from the answer of the force-generation room alone."""
    yield Heading("Force generation")
    origins = Origins(found.scenario, found.factbook)
    extra = _chances(found.plan.requirements)
    columns = (*REQUIREMENTS[:7], *(column for column, _, _ in extra), *REQUIREMENTS[7:])
    for force in sorted({entry.force for entry in found.plan.requirements}):
        mine = [entry for entry in found.plan.requirements if entry.force == force]
        yield Heading(found.scenario.forces[force].title, level=3)
        mine.sort(key=lambda entry: (entry.tier, entry.shortfall == 0, entry.requirement))
        tones = tuple(Tone.BAD if entry.shortfall else Tone.PLAIN for entry in mine)
        notes = tuple(origins.requirement(entry.requirement) for entry in mine)
        symbols = tuple(symbol_of(found.scenario, entry.capability) for entry in mine)
        rows = tuple(_requirement(entry, extra) for entry in mine)
        yield Table(columns, rows, tones, notes, symbols)
    yield Line(
        "Pledged: what the best use of every pledge, taken at its word, puts there. Verified: of "
        "those reconfirmed and assessed. In time: verified and in theatre on the first day needed. "
        "Each is a fill of its own and none adds to another. Short: the most that is missing on "
        "any day." + "".join(note for _, note, _ in extra),
        Tone.NOTE,
    )
    yield from _other_way(found)
    yield from _near(found)
    yield from ask_blocks(found)
    yield from _unused(found)


def _chances(entries: Iterable[RequirementFill]) -> tuple[Extra, ...]:
    """Columns that say something only where pledges may stay away or needs are not known."""
    entries = tuple(entries)
    found = []
    if any(quantity(entry.expected) != quantity(entry.filled) for entry in entries):
        note = (
            " Expected: the least that can be expected there on any day, each pledge counting with "
            "the chance that it comes."
        )
        found.append((EXPECTED, note, lambda entry: quantity(entry.expected)))
    if any(quantity(e.expected_shortfall) != quantity(e.shortfall) for e in entries):
        note = " On average: the same over the states of what may be needed."
        found.append((ON_AVERAGE, note, lambda entry: quantity(entry.expected_shortfall)))
    return tuple(found)


def _requirement(entry: RequirementFill, extra: Iterable[Extra]) -> tuple[str, ...]:
    # causes that only clear the gap together share it evenly: no number says more than their names
    several = len({round(reason.quantity, 9) for reason in entry.reasons}) > 1
    why = "; ".join(
        f"{reason.cause.value} ({quantity(reason.quantity)})" if several else reason.cause.value
        for reason in entry.reasons
    )
    short = entry.shortfall > 0
    return (
        entry.title,
        str(entry.tier),
        quantity(entry.required),
        quantity(entry.pledged),
        quantity(entry.verified),
        quantity(entry.deployable),
        quantity(entry.shortfall) if short else NONE,
        *(told(entry) for _, _, told in extra),
        short_day(entry.first_gap) if short else "",
        (short_day(entry.closed_on) if entry.closed_on is not None else "end") if short else "",
        why,
    )


def _other_way(found: Generation) -> Iterator[Line]:
    """Requirements that look better filled when fewer pledges count, and why that is no mistake."""
    entries = found.plan.requirements
    verified = [entry.title for entry in entries if entry.verified > entry.pledged]
    in_time = [entry.title for entry in entries if entry.filled > entry.verified]
    for stricter, wider, titles in (
        ("verified", "pledged", verified),
        ("in time", "verified", in_time),
    ):
        if titles:
            yield Line(
                f"Better filled {stricter} than {wider}: {'; '.join(titles)}. Each fill is the "
                "best for all requirements together, and with more pledges to choose from the "
                "best may send units elsewhere, to a higher priority first.",
                Tone.NOTE,
            )


def _near(found: Generation) -> Iterator[Line]:
    """Goals whose value is not proven to be the best."""
    for goal in found.plan.goals:
        if goal.gap is not None and goal.gap > 0:
            tier = "" if goal.priority is None else f" of tier {goal.priority}"
            yield Line(
                f"{goal.name}{tier}: {quantity(goal.value)} {goal.unit}; no plan can be below "
                f"{quantity(goal.bound or 0.0)} (gap {goal.gap:.1%}).",
                Tone.NOTE,
            )


def _unused(found: Generation) -> Iterator[Block]:
    pledges = found.scenario.pledges
    unused = [
        entry
        for entry in found.plan.unused
        # a spare truck of an institution is no pledge, and a millionth of an officer is rounding
        if not is_own_holding(pledges[entry.pledge]) and quantity(entry.units) != "0"
    ]
    if unused:
        yield Heading("Pledges not used", level=3)
        yield Table(
            UNUSED,
            tuple(
                (
                    pledges[entry.pledge].title,
                    quantity(entry.units),
                    quantity(entry.personnel),
                    entry.why,
                )
                for entry in unused
            ),
            notes=tuple(Origins(found.scenario, found.factbook).pledge(e.pledge) for e in unused),
        )
