"""Why a number of a plan is what it is, what would change it, and what would not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from planner.records.explanation import Asked, Explanation, NoHelp, Remedy, Why
from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone
from planner.report.numbers import NONE, counted, quantity, share, short_day
from planner.scenario import Scenario
from planner.scenario.document import KeyPath, dotted

ASKED = (
    Column("Ask for"),
    Column("What", wraps=True),
    Column("Now", number=True),
    Column("Unit"),
    Column("Why", wraps=True),
)
LIMITS = (
    Column("Limit", wraps=True),
    Column("One more saves", number=True),
    Column("Unit of it"),
    Column("From"),
    Column("Until"),
    Column("Written at", wraps=True),
)
CAUSES = (Column("Cause", wraps=True), Column("Accounts for", number=True), Column("Unit"))
CHANGES = (
    Column("Change", wraps=True),
    Column("From"),
    Column("To", wraps=True),
    Column("Path", wraps=True),
)
SHOWN_LIMITS = 10
SHOWN_IDLE = 6
KNOWN_BY = {
    Why.PRICE: "their limits do not bind: no amount saves anything but at the cost of others",
    Why.TRIED: "planned anew with as much of them as may be, nothing is better",
    Why.TOGETHER: "planned anew with as much as may be of all of these together, nothing is better",
    Why.FORBIDDEN: "with them the scenario breaks a rule, or has no plan",
}
RECKONED = (
    "Changes have no price here: each counts by its share of as far as it may go, all of them "
    "added up. Prices can be stated in the section remedies."
)
Places = Mapping[KeyPath, str]
"""Where values are written, file and line, as far as it is known."""


def explanation_blocks(
    scenario: Scenario,
    asked: Sequence[Asked],
    found: Explanation | None,
    places: Places,
) -> Iterator[Block]:
    """What is short, as far as it was not named; then one explanation."""
    yield Heading(scenario.title or scenario.id, level=1)
    if scenario.classification:
        yield Marking(scenario.classification)
    if asked:
        yield from _overview(asked)
    if found is None:
        yield Line("Nothing is short: there is nothing to explain.", Tone.GOOD)
        return
    yield Heading(f"Why: {found.title}")
    yield _verdict(found)
    yield from _limits(found, places)
    if found.cut_short:
        yield Line("A time limit cut plans short: their numbers may be better.", Tone.WARNING)
    if not found.is_met:
        yield from _remedies(found, places)
        yield from _idle(found.no_help)


def _overview(asked: Sequence[Asked]) -> Iterator[Block]:
    yield Heading("What is short, the first explained below")
    yield Table(
        ASKED,
        tuple((a.what, a.title, quantity(a.value), a.unit, a.reason) for a in asked),
    )


def _verdict(found: Explanation) -> Line:
    now = f"{quantity(found.value)} {found.unit}"
    if found.is_met:
        return Line(f"It is {now}: there is nothing to bring down.", Tone.GOOD)
    goal = f"{quantity(found.goal)} {found.unit}" if found.goal else "nothing"
    return Line(f"It is {now}; what follows would bring it down to {goal}.", Tone.WARNING)


def _limits(found: Explanation, places: Places) -> Iterator[Block]:
    if not found.limits:
        return
    if found.limits[0].path[0] == "requirements":
        yield Line("What stands in the way, and how much of it:")
        rows = ((limit.title, quantity(limit.price), limit.unit) for limit in found.limits)
        yield Table(CAUSES, tuple(rows))
        return
    yield Line(f"What binds, and what the first unit more of it would save ({found.unit}):")
    yield Table(
        LIMITS,
        tuple(
            (
                limit.title,
                quantity(limit.price),
                limit.unit,
                NONE if limit.first is None else short_day(limit.first),
                NONE if limit.until is None else short_day(limit.until),
                _written(limit.path, places),
            )
            for limit in found.limits[:SHOWN_LIMITS]
        ),
    )
    if (rest := len(found.limits) - SHOWN_LIMITS) > 0:
        yield Line(f"and {counted(rest, 'limit')} of less account", Tone.NOTE)


def _written(path: KeyPath, places: Places) -> str:
    place = places.get(path, "")
    return f"{dotted(path)} ({place})" if place else dotted(path)


def _remedies(found: Explanation, places: Places) -> Iterator[Block]:
    if found.reckoned_in == "share":
        yield Line(RECKONED, Tone.NOTE)
    if found.single is not None:
        yield Line(f"The cheapest single change{_size(found, found.single)}:", Tone.GOOD)
        yield from _changes(found, found.single, places)
    else:
        yield Line("No single change does it.", Tone.WARNING)
        if found.nearest is not None:
            yield Line(f"The one that comes nearest{_size(found, found.nearest)}:")
            yield from _changes(found, found.nearest, places)
    if found.cheapest is None:
        yield Line(
            "No set of them was found that does it either. Other changes can be stated in the "
            "section remedies.",
            Tone.BAD,
        )
    elif found.cheapest == found.single:
        yield Line("No set of changes was found that is cheaper.")
    else:
        yield Line(f"The cheapest set of changes found{_size(found, found.cheapest)}:", Tone.GOOD)
        yield from _changes(found, found.cheapest, places)
    if found.cheapest is not None and not found.days_searched:
        yield Line("Sets with days were not tried: each takes a plan of this size.", Tone.NOTE)


def _size(found: Explanation, remedy: Remedy) -> str:
    if found.reckoned_in == "USD":
        return f", {quantity(remedy.size)} USD"
    return f" ({share(remedy.size)})"


def _changes(found: Explanation, remedy: Remedy, places: Places) -> Iterator[Block]:
    yield Table(
        CHANGES,
        tuple(
            (change.title, change.before, change.after, _written(change.path, places))
            for change in remedy.changes
        ),
    )
    if math.isfinite(remedy.left):
        tone = Tone.NOTE if remedy.meets else Tone.WARNING
        yield Line(f"Planned anew with it: {quantity(remedy.left)} {found.unit}.", tone)
    else:
        yield Line("With it the scenario breaks a rule, or has no plan.", Tone.BAD)


def _idle(entries: Sequence[NoHelp]) -> Iterator[Block]:
    for why, words in KNOWN_BY.items():
        mine = [entry.title for entry in entries if entry.why is why]
        if mine:
            rest = f" and {len(mine) - SHOWN_IDLE} more" if len(mine) > SHOWN_IDLE else ""
            yield Line(f"Of no help alone ({words}): {'; '.join(mine[:SHOWN_IDLE])}{rest}.")
