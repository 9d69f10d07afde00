"""Why a number of a plan is what it is, what would change it, and what would not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from planner.messages import Said, joined, said
from planner.records.explanation import Asked, Explanation, NoHelp, Remedy, Why
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, quantity, share, short_day
from planner.report.sections.headline import title_blocks
from planner.report.words import unit_name, unit_of
from planner.scenario import Scenario
from planner.scenario.document import KeyPath, dotted

ASKED = (
    Column(said("column.ask-about")),
    Column(said("column.what"), wraps=True),
    Column(said("column.now"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.why"), wraps=True),
)
LIMITS = (
    Column(said("column.limit"), wraps=True),
    Column(said("column.one-more-saves"), number=True),
    Column(said("column.unit-of-it")),
    Column(said("column.from-day")),
    Column(said("column.until")),
    Column(said("column.written-at"), wraps=True),
)
CAUSES = (
    Column(said("column.cause"), wraps=True),
    Column(said("column.accounts-for"), number=True),
    Column(said("column.unit-of-issue")),
)
CHANGES = (
    Column(said("column.change"), wraps=True),
    Column(said("column.from-value")),
    Column(said("column.to-value"), wraps=True),
    Column(said("column.path"), wraps=True),
)
SHOWN_LIMITS = 10
SHOWN_IDLE = 6
KNOWN_BY = {
    Why.PRICE: said("no-help.price"),
    Why.TRIED: said("no-help.tried"),
    Why.TOGETHER: said("no-help.together"),
    Why.FORBIDDEN: said("no-help.forbidden"),
}
Places = Mapping[KeyPath, str]
"""Where values are written, file and line, as far as it is known."""


def explanation_blocks(
    scenario: Scenario,
    asked: Sequence[Asked],
    found: Explanation | None,
    places: Places,
) -> Iterator[Block]:
    """What is short, as far as it was not named; then one explanation."""
    yield from title_blocks(scenario)
    if asked:
        yield from _overview(asked)
    if found is None:
        yield Line(said("explained.nothing-short"), Tone.GOOD)
        return
    yield Heading(said("explained.why", title=found.title))
    yield _verdict(found)
    yield from _limits(found, places)
    if found.cut_short:
        yield Line(said("explained.cut-short"), Tone.WARNING)
    if not found.is_met:
        yield from _remedies(found, places)
        yield from _idle(found.no_help)


def _overview(asked: Sequence[Asked]) -> Iterator[Block]:
    yield Heading(said("explained.overview"))
    yield Table(
        ASKED,
        tuple((a.what, a.title, quantity(a.value), unit_name(a.unit), a.reason) for a in asked),
    )


def _verdict(found: Explanation) -> Line:
    now = _amount(found.value, found.unit)
    if found.is_met:
        return Line(said("explained.met", now=now), Tone.GOOD)
    if not found.goal:
        return Line(said("explained.to-nothing", now=now), Tone.WARNING)
    goal = _amount(found.goal, found.unit)
    return Line(said("explained.to-goal", now=now, goal=goal), Tone.WARNING)


def _amount(value: float, unit: str) -> Said:
    return said("amount.in-unit", amount=quantity(value), unit=unit_of(value, unit))


def _limits(found: Explanation, places: Places) -> Iterator[Block]:
    if not found.limits:
        return
    if found.limits[0].path[0] == "requirements":
        yield Line(said("explained.causes"))
        rows = ((x.title, quantity(x.price), unit_name(x.unit)) for x in found.limits)
        yield Table(CAUSES, tuple(rows))
        return
    yield Line(said("explained.limits", unit=unit_name(found.unit)))
    yield Table(
        LIMITS,
        tuple(
            (
                limit.title,
                quantity(limit.price),
                unit_name(limit.unit),
                NONE if limit.first is None else short_day(limit.first),
                NONE if limit.until is None else short_day(limit.until),
                _written(limit.path, places),
            )
            for limit in found.limits[:SHOWN_LIMITS]
        ),
    )
    if (rest := len(found.limits) - SHOWN_LIMITS) > 0:
        yield Line(said("explained.more-limits", limits=counted(rest, "limit")), Tone.NOTE)


def _written(path: KeyPath, places: Places) -> str:
    place = places.get(path, "")
    return said("text.with", text=dotted(path), beside=place) if place else dotted(path)


def _remedies(found: Explanation, places: Places) -> Iterator[Block]:
    if found.reckoned_in == "share":
        yield Line(said("explained.reckoned"), Tone.NOTE)
    if found.single is not None:
        yield Line(said("explained.single", size=_size(found, found.single)), Tone.GOOD)
        yield from _changes(found, found.single, places)
    else:
        yield Line(said("explained.no-single"), Tone.WARNING)
        if found.nearest is not None:
            yield Line(said("explained.nearest", size=_size(found, found.nearest)))
            yield from _changes(found, found.nearest, places)
    if found.cheapest is None:
        yield Line(said("explained.no-set"), Tone.BAD)
    elif found.cheapest == found.single:
        yield Line(said("explained.none-cheaper"))
    else:
        yield Line(said("explained.set", size=_size(found, found.cheapest)), Tone.GOOD)
        yield from _changes(found, found.cheapest, places)
    if found.cheapest is not None and not found.days_searched:
        yield Line(said("explained.days-not-tried"), Tone.NOTE)


def _size(found: Explanation, remedy: Remedy) -> Said:
    if found.reckoned_in == "USD":
        return said("explained.size-usd", amount=quantity(remedy.size))
    return said("explained.size-share", share=share(remedy.size))


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
        yield Line(said("explained.left", left=_amount(remedy.left, found.unit)), tone)
    else:
        yield Line(said("explained.no-plan"), Tone.BAD)


def _idle(entries: Sequence[NoHelp]) -> Iterator[Block]:
    for why, words in KNOWN_BY.items():
        mine = [entry.title for entry in entries if entry.why is why]
        if mine:
            told = joined("list.semicolon", mine[:SHOWN_IDLE])
            if (rest := len(mine) - SHOWN_IDLE) > 0:
                told = said("list.more", shown=told, rest=rest)
            yield Line(said("explained.no-help", why=words, changes=told))
