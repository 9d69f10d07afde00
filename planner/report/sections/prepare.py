"""What to prepare: the verdict first, then what may come, stock, openings, what it is all worth,
and how it was solved."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import listed
from planner.lp.two_stage.result import EXTENSIVE, L_SHAPED
from planner.messages import Said, said
from planner.records.prepare import KNOWN, SAME, FutureUnmet, Prepared, PreparedStock, SolvedGoal
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, item_name, quantity, share
from planner.report.sections.headline import title_blocks
from planner.report.words import unit_name
from planner.scenario import Scenario
from planner.scenario.titles import lane_title, site_title

# A difference of stock below this, in tonnes, is none.
KILOGRAM_T = 1e-3
KINDS = {
    "site": said("prepare.kind-site"),
    "lane": said("prepare.kind-lane"),
    "addition": said("prepare.kind-addition"),
}
GOALS = {"cost": said("prepare.goal-cost"), "stock": said("prepare.goal-stock")}
METHODS = {
    EXTENSIVE: said("prepare.in-one-model"),
    L_SHAPED: said("prepare.by-cuts"),
    KNOWN: said("prepare.as-known"),
}


def prepare_blocks(scenario: Scenario, found: Prepared) -> Iterator[Block]:
    """Everything that was found, the verdict first."""
    yield from title_blocks(scenario)
    yield Heading(said("prepare.heading"))
    yield from _verdict(found)
    yield from _futures(found)
    yield from _stocks(scenario, found)
    yield from _choices(scenario, found)
    yield from _values(found)
    yield from _solved(found)


def _verdict(found: Prepared) -> Iterator[Line]:
    """What goes unmet with what is prepared, what stock and money that takes, and what it saves.

    A mean hides what is rare: nothing goes unmet only where nothing does in any future.
    """
    everything = found.in_all
    worst = max(found.futures, key=lambda one: sum(one.prepared))
    if sum(worst.prepared) <= KILOGRAM_T:
        yield Line(said("prepare.all-served", futures=quantity(len(found.futures))), Tone.GOOD)
    else:
        unmet = quantity(everything.prepared)
        yield Line(said("prepare.unmet", by=_by(found), tonnes=unmet), Tone.WARNING)
        most = quantity(sum(worst.prepared))
        yield Line(said("prepare.worst-future", future=worst.title, tonnes=most))
    told = {"prepared": quantity(found.prepared_t), "planned": quantity(found.planned_t)}
    yield Line(said("prepare.stock-verdict", **told))
    if found.choices:
        told = {"prepared": quantity(found.prepared_usd), "planned": quantity(found.planned_usd)}
        yield Line(said("prepare.choices-verdict", **told))
    if everything.planned is None:
        without = listed(one.title for one in found.futures if one.planned is None)
        yield Line(said("prepare.plan-fails", futures=without), Tone.BAD)
    else:
        told = {"planned": quantity(everything.planned), "known": quantity(everything.known)}
        yield Line(said("prepare.plan-unmet", by=_by(found), **told))


def _by(found: Prepared) -> Said:
    """Over what the criterion looks."""
    if found.criterion == "cvar":
        return said("prepare.in-the-tail", tail=share(1 - (found.level or 0.0)))
    if found.criterion == "worst":
        return said("prepare.in-the-worst")
    return said("prepare.on-average")


# ----------------------------------------------------------------------------------------- futures


def _futures(found: Prepared) -> Iterator[Block]:
    """What goes unmet in each future, of all priorities."""
    yield Heading(said("prepare.futures"), level=3)
    columns = (
        Column(said("prepare.future"), wraps=True),
        Column(said("prepare.chance"), number=True),
        Column(said("prepare.with-plan"), number=True),
        Column(said("prepare.with-prepared"), number=True),
        Column(said("prepare.if-known"), number=True),
    )
    rows = tuple(
        (
            one.title,
            NONE if one.chance is None else share(one.chance),
            NONE if one.planned is None else quantity(sum(one.planned)),
            quantity(sum(one.prepared)),
            quantity(sum(one.known)),
        )
        for one in found.futures
    )
    yield Table(columns, rows, tuple(map(_tone, found.futures)))
    yield Line(said("prepare.futures-note"), Tone.NOTE)
    if same := [one.title for one in found.futures if one.disruptions and one.as_undisturbed]:
        yield Line(said("prepare.as-undisturbed", futures=listed(same)), Tone.WARNING)


def _tone(one: FutureUnmet) -> Tone:
    if sum(one.prepared) > KILOGRAM_T:
        return Tone.WARNING
    return Tone.PLAIN


# ------------------------------------------------------------------------------ stock and openings


def _stocks(scenario: Scenario, found: Prepared) -> Iterator[Block]:
    """The stock of each site and item, and by how much it is more or less than planned."""
    if not found.stocks:
        return
    yield Heading(said("prepare.stocks"), level=3)
    columns = (
        Column(said("column.site"), wraps=True),
        Column(said("column.item"), wraps=True),
        Column(said("column.unit-of-issue"), sheds=True),
        Column(said("prepare.planned"), number=True),
        Column(said("prepare.prepared"), number=True),
        Column(said("prepare.more"), number=True),
        Column(said("prepare.more-t"), number=True),
    )
    rows = [
        (
            site_title(scenario, one.site),
            item_name(one.item),
            unit_name(one.unit),
            quantity(one.planned),
            quantity(one.prepared),
            _more(one, one.prepared - one.planned),
            _more(one, one.prepared_t - one.planned_t),
        )
        for one in found.stocks
    ]
    more = quantity(found.prepared_t - found.planned_t)
    total = (said("prepositioned.all-sites"), "", "", "", "", "", more)
    tones = [Tone.WARNING if _is_more(one) else Tone.PLAIN for one in found.stocks]
    yield Table(columns, (*rows, total), (*tones, Tone.PLAIN), totals=(len(found.stocks),))
    yield Line(said("prepare.stock-note"), Tone.NOTE)


def _more(one: PreparedStock, amount: float) -> str:
    return NONE if _is_same(one) else quantity(amount)


def _is_same(one: PreparedStock) -> bool:
    size = max(one.planned_t, one.prepared_t)
    return abs(one.prepared_t - one.planned_t) <= max(KILOGRAM_T, SAME * size)


def _is_more(one: PreparedStock) -> bool:
    return one.prepared_t > one.planned_t and not _is_same(one)


def _choices(scenario: Scenario, found: Prepared) -> Iterator[Block]:
    """What is opened and built."""
    if not found.choices:
        return
    yield Heading(said("prepare.choices"), level=3)
    columns = (
        Column(said("prepare.what")),
        Column(said("prepare.which"), wraps=True),
        Column(said("prepare.planned"), number=True),
        Column(said("prepare.prepared"), number=True),
        Column(said("prepare.cost"), number=True),
    )
    titles = {"site": site_title, "lane": lane_title}
    rows = tuple(
        (
            KINDS[one.kind],
            titles[one.kind](scenario, one.id) if one.kind in titles else one.id,
            quantity(one.planned),
            quantity(one.prepared),
            quantity(one.cost),
        )
        for one in found.choices
    )
    yield Table(columns, rows)


# ----------------------------------------------------------------------------- values, and the rest


def _values(found: Prepared) -> Iterator[Block]:
    """What preparing saves, and what knowing would."""
    yield Heading(said("prepare.values"), level=3)
    columns = (
        Column(said("prepare.priority")),
        Column(said("prepare.with-plan"), number=True),
        Column(said("prepare.with-prepared"), number=True),
        Column(said("prepare.if-known"), number=True),
        Column(said("prepare.of-preparing"), number=True),
        Column(said("prepare.of-knowing"), number=True),
    )
    values = found.values if len(found.priorities) > 1 else found.values[-1:]
    rows = tuple(
        (
            said("prepare.all") if one.priority is None else quantity(one.priority),
            NONE if one.planned is None else quantity(one.planned),
            quantity(one.prepared),
            quantity(one.known),
            NONE if one.of_preparing is None else quantity(_clean(one.of_preparing, one.prepared)),
            quantity(_clean(one.of_knowing, one.prepared)),
        )
        for one in values
    )
    yield Table(columns, rows)
    yield Line(said("prepare.values-note", by=_by(found)), Tone.NOTE)


def _clean(difference: float, of: float) -> float:
    """A difference without what rounding leaves of a nought."""
    return 0.0 if abs(difference) <= max(KILOGRAM_T, SAME * abs(of)) else difference


def _solved(found: Prepared) -> Iterator[Block]:
    """How each goal was solved, and how near to the best it is."""
    yield Heading(said("prepare.solved"), level=3)
    columns = (
        Column(said("prepare.goal"), wraps=True),
        Column(said("prepare.value"), number=True),
        Column(said("prepare.gap"), number=True),
        Column(said("prepare.method"), wraps=True),
        Column(said("prepare.rounds"), number=True),
    )
    rows = tuple(
        (
            _goal(one),
            quantity(one.value),
            NONE if one.gap is None else share(one.gap),
            METHODS.get(one.method, one.method),
            quantity(one.rounds) if one.rounds else NONE,
        )
        for one in found.goals
    )
    yield Table(columns, rows)
    for note in dict.fromkeys(one.note for one in found.goals if one.note is not None):
        yield Line(note, Tone.NOTE)
    if found.blocks is not None:
        yield Line(said("prepare.blocks", days=found.blocks), Tone.NOTE)
    yield Line(said("prepare.held"), Tone.NOTE)


def _goal(one: SolvedGoal) -> Said:
    if one.goal in GOALS:
        return GOALS[one.goal]
    return said("prepare.goal-unmet", priority=one.priority)
