"""Which requirements the pledges fill, what is missing and why, and what is not used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.generation import Generation
from planner.messages import Said, joined, said
from planner.planning import Plan
from planner.records.forces import RequirementFill
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Origins
from planner.report.numbers import NONE, fine_share, quantity, short_day
from planner.report.sections.asks import ask_blocks
from planner.report.words import goal_name, unit_name
from planner.scenario.host_checks import is_own_holding
from planner.scenario.symbols import symbol_of

Extra = tuple[Column, Said, Callable[[RequirementFill], str]]
REQUIREMENTS = (
    Column(said("column.requirement"), wraps=True),
    Column(said("column.tier"), number=True),
    Column(said("column.need"), number=True),
    Column(said("column.pledged"), number=True),
    Column(said("column.verified"), number=True),
    Column(said("column.in-time"), number=True),
    Column(said("column.short"), number=True),
    Column(said("column.from-day")),
    Column(said("column.until")),
    Column(said("column.why"), wraps=True),
)
EXPECTED = Column(said("column.expected"), number=True)
ON_AVERAGE = Column(said("column.on-average"), number=True)
UNUSED = (
    Column(said("column.pledge"), wraps=True),
    Column(said("column.units"), number=True),
    Column(said("column.personnel"), number=True),
    Column(said("column.why-not"), wraps=True),
)


def forces(plan: Plan) -> Iterator[Block]:
    """Fills and shortfalls, asks, unused pledges."""
    if plan.generation is not None:
        yield from force_blocks(plan.generation)


def force_blocks(found: Generation) -> Iterator[Block]:
    """The same, from the answer of the force-generation room alone."""
    yield Heading(said("forces.heading"))
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
    told = [said("forces.note"), *(note for _, note, _ in extra)]
    yield Line(joined("list.together", told), Tone.NOTE)
    yield from _other_way(found)
    yield from _near(found)
    yield from ask_blocks(found)
    yield from _unused(found)


def _chances(entries: Iterable[RequirementFill]) -> tuple[Extra, ...]:
    """Columns that say something only where pledges may stay away or needs are not known."""
    entries = tuple(entries)
    found = []
    if any(quantity(entry.expected) != quantity(entry.filled) for entry in entries):
        note = said("forces.note-expected")
        found.append((EXPECTED, note, lambda entry: quantity(entry.expected)))
    if any(quantity(e.expected_shortfall) != quantity(e.shortfall) for e in entries):
        note = said("forces.note-average")
        found.append((ON_AVERAGE, note, lambda entry: quantity(entry.expected_shortfall)))
    return tuple(found)


def _requirement(entry: RequirementFill, extra: Iterable[Extra]) -> tuple[str, ...]:
    # causes that only clear the gap together share it evenly: no number says more than their names
    several = len({round(reason.quantity, 9) for reason in entry.reasons}) > 1
    why = [
        said("text.with", text=reason.cause.words, beside=quantity(reason.quantity))
        if several
        else reason.cause.words
        for reason in entry.reasons
    ]
    short = entry.shortfall > 0
    until = said("forces.end") if entry.closed_on is None else short_day(entry.closed_on)
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
        until if short else "",
        joined("list.semicolon", why),
    )


def _other_way(found: Generation) -> Iterator[Line]:
    """Requirements that look better filled when fewer pledges count, and why that is no mistake."""
    entries = found.plan.requirements
    verified = [entry.title for entry in entries if entry.verified > entry.pledged]
    in_time = [entry.title for entry in entries if entry.filled > entry.verified]
    if verified:
        told = joined("list.semicolon", verified)
        yield Line(said("forces.better-verified", requirements=told), Tone.NOTE)
    if in_time:
        told = joined("list.semicolon", in_time)
        yield Line(said("forces.better-in-time", requirements=told), Tone.NOTE)


def _near(found: Generation) -> Iterator[Line]:
    """Goals whose value is not proven to be the best."""
    for goal in found.plan.goals:
        if goal.gap is not None and goal.gap > 0:
            name = goal_name(goal.name)
            tiered = goal.priority is not None
            told = {
                "goal": said("goal.of-tier", goal=name, tier=goal.priority) if tiered else name,
                "value": quantity(goal.value),
                "unit": unit_name(goal.unit),
                "bound": quantity(goal.bound or 0.0),
                "gap": fine_share(goal.gap),
            }
            yield Line(said("goal.bounded", **told), Tone.NOTE)


def _unused(found: Generation) -> Iterator[Block]:
    pledges = found.scenario.pledges
    unused = [
        entry
        for entry in found.plan.unused
        # a spare truck of an institution is no pledge, and a millionth of an officer is rounding
        if not is_own_holding(pledges[entry.pledge]) and quantity(entry.units) != "0"
    ]
    if unused:
        yield Heading(said("forces.unused"), level=3)
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
