"""Plans side by side: what was changed, what that did to every number, and where it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.messages import joined, said
from planner.planning import Plan
from planner.records.comparison import (
    DAYS,
    Amounts,
    Comparison,
    HeadlineChange,
    InputChange,
    Measured,
    MoneyChange,
    StockChange,
    Written,
    differ,
)
from planner.report.blocks import (
    Block,
    Column,
    GroupRow,
    Groups,
    Heading,
    Line,
    Marking,
    Table,
    Tone,
)
from planner.report.figures import figure_name
from planner.report.numbers import NONE, item_name, quantity, short_day
from planner.report.words import unit_name
from planner.scenario import factbook_of

NAMES = {
    Measured.GAP_PERSON_DAYS: "compare.gap-person-days",
    Measured.GAP_TONNES: "compare.gap-tonnes",
    Measured.REQUIREMENTS: "compare.requirements",
    Measured.REQUIREMENTS_FILLED: "compare.requirements-filled",
    Measured.UNFILLED_DAYS: "compare.unfilled-days",
    Measured.PERSONNEL: "compare.personnel",
    Measured.PREPOSITIONED_TONNES: "compare.prepositioned-tonnes",
    Measured.PREPOSITIONED_SITES: "compare.prepositioned-sites",
    Measured.FIRST_LEAVES: "compare.first-leaves",
    Measured.FAILS_ALONE: "compare.fails-alone",
    Measured.UNMET_TONNES: "compare.unmet-tonnes",
    Measured.FIRST_UNMET: "compare.first-unmet",
    Measured.BREACHES: "compare.breaches",
    Measured.BREACH_TONNE_DAYS: "compare.breach-tonne-days",
    Measured.MOVED_TONNES: "compare.moved-tonnes",
    Measured.COST: "compare.cost",
    Measured.FUNDING_COST: "compare.funding-cost",
    Measured.UNFUNDED: "compare.unfunded",
    Measured.FIRST_UNFUNDED: "compare.first-unfunded",
    Measured.UNUSED: "compare.unused",
}
STATUSES = {"met": "compare.met", "unmet": "compare.unmet", "limit": "compare.limit"}


def comparison_blocks(found: Comparison, plans: Sequence[Plan]) -> Iterator[Block]:
    """The comparison of `plans`, in their order."""
    yield Heading(said("compare.title"), level=1)
    markings = dict.fromkeys(plan.scenario.classification for plan in plans)
    if told := joined("list.comma", [marking for marking in markings if marking]):
        yield Marking(told)
    yield from _plans(found)
    yield from _inputs(found, plans)
    yield from _headlines(found)
    yield from _unproven(found, plans)
    yield from _failures(found)
    yield from _fills(found)
    for stocks, title in (
        (found.prepositioned, said("compare.ahead")),
        (found.unmet, said("compare.not-met")),
    ):
        yield from _stocks(found, stocks, title)
    for money, title, what in (
        (found.unfunded, said("compare.not-paid"), said("funding.cost")),
        (found.paying, said("compare.who-pays"), said("funding.contribution")),
    ):
        yield from _money(found, money, title, what)


def _plans(found: Comparison) -> Iterator[Line]:
    """What each plan is, and how far the others are from the first."""
    for plan in found.plans:
        status = said(STATUSES[plan.status])
        text = said("compare.plan", name=plan.name, title=plan.title, status=status)
        yield Line(text, Tone.GOOD if plan.status == "met" else Tone.BAD)
    changed = sum(change.differs for change in found.headlines)
    counts = {
        "inputs": quantity(len(found.inputs)),
        "changed": quantity(changed),
        "of": quantity(len(found.headlines)),
    }
    yield Line(said("compare.sum", **counts) if found.inputs else said("compare.no-input"))


def _unproven(found: Comparison, plans: Sequence[Plan]) -> Iterator[Line]:
    """Says of which plans a number may differ because the search for the best ended before."""
    names = [
        compared.name
        for compared, plan in zip(found.plans, plans, strict=True)
        if plan.sustainment is not None and any(goal.gap != 0 for goal in plan.sustainment.goals)
    ]
    if names:
        yield Line(said("compare.unproven", plans=joined("list.comma", names)), Tone.NOTE)


def _inputs(found: Comparison, plans: Sequence[Plan]) -> Iterator[Block]:
    if not found.inputs:
        return
    yield Heading(said("compare.inputs"))
    columns = (
        Column(said("compare.input"), wraps=True),
        *(Column(plan.name, wraps=True) for plan in found.plans),
        Column(said("compare.path"), wraps=True, sheds=True),
    )
    names = [_named(change, plans) for change in found.inputs]
    rows = tuple(
        (name, *map(_written, change.written), change.path)
        for name, change in zip(names, found.inputs, strict=True)
    )
    yield Table(columns, rows, notes=tuple(map(_origins, found.inputs)))


def _named(change: InputChange, plans: Sequence[Plan]) -> str:
    """What has changed, by the scenario that has it."""
    pairs = zip(change.written, plans, strict=True)
    holder = next(plan.scenario for written, plan in pairs if written is not None)
    return figure_name(holder, factbook_of(holder), change.path)


def _written(written: Written | None) -> str:
    if written is None:
        return NONE
    if written.unit is None:
        return written.value
    return said("compare.in-unit", value=written.value, unit=written.unit)


def _origins(change: InputChange) -> tuple[str, ...]:
    found = (written.origin for written in change.written if written is not None)
    return tuple(dict.fromkeys(origin for origin in found if origin))


# ------------------------------------------------------------------------------------- headlines


def _headlines(found: Comparison) -> Iterator[Block]:
    yield Heading(said("compare.headlines"))
    columns = (
        Column(said("compare.number"), wraps=True),
        Column(said("compare.unit")),
        *_side_by_side(found),
    )
    yield Table(columns, tuple(map(_headline, found.headlines)))
    yield Line(said("compare.change-note"), Tone.NOTE)


def _side_by_side(found: Comparison) -> Iterator[Column]:
    """A column for each plan, and after each but the first one for its change."""
    for i, plan in enumerate(found.plans):
        yield Column(plan.name, number=True, wraps=True)
        if i:
            yield Column(said("compare.change"), number=True)


def _headline(change: HeadlineChange) -> tuple[str, ...]:
    cells = _cells(change.amounts, days=change.name in DAYS)
    return (said(NAMES[change.name]), unit_name(change.unit), *cells)


def _cells(amounts: Amounts, *, days: bool = False) -> Iterator[str]:
    """Each amount, and after each but the first what it is more or less."""
    first = amounts[0]
    for i, amount in enumerate(amounts):
        if amount is None:
            yield NONE
        else:
            yield short_day(int(amount)) if days else quantity(amount)
        if i:
            yield _change(first, amount)


def _change(first: float | None, amount: float | None) -> str:
    if first is None or amount is None:
        return NONE if first is amount else said("compare.other")
    if not differ((first, amount)):
        return said("compare.same")
    more = amount - first
    size = quantity(abs(more))
    if size.startswith("<"):
        return said("compare.nearly")
    return said("compare.more", size=size) if more > 0 else said("compare.less", size=size)


# ------------------------------------------------------------------------- what lies behind them


def _failures(found: Comparison) -> Iterator[Block]:
    """When each site runs out without outside support: the picture of self-sufficiency."""
    if not found.failures:
        return
    yield Heading(said("compare.failures"))
    rows = tuple(
        GroupRow(
            entry.site_title,
            tuple(None if day is None else float(day) for day in entry.days),
            tuple(map(_failure, entry.days, entry.needed)),
        )
        for entry in sorted(found.failures, key=lambda entry: min(_known(entry.days)))
    )
    later = sum(len(set(entry.days)) > 1 for entry in found.failures)
    told = said("compare.failures-told", some=quantity(later), sites=quantity(len(rows)))
    names = tuple(plan.name for plan in found.plans)
    yield Groups(
        said("compare.failures-title"),
        told,
        said("compare.site"),
        said("compare.days-after"),
        names,
        rows,
    )


def _failure(day: int | None, needed: bool) -> str:
    """When a site fails in a plan."""
    if day is None:
        return said("compare.holds" if needed else "compare.nobody")
    return short_day(day)


def _known(days: Iterable[int | None]) -> Iterator[int]:
    return (day for day in days if day is not None)


def _fills(found: Comparison) -> Iterator[Block]:
    if not found.fills:
        return
    yield Heading(said("compare.fills"))
    columns = (
        Column(said("compare.requirement"), wraps=True),
        Column(said("compare.measure")),
        *_side_by_side(found),
    )
    rows = (
        (entry.title, unit_name(entry.measure), *_cells(entry.shortfalls)) for entry in found.fills
    )
    yield Table(columns, tuple(rows))


def _money(
    found: Comparison, changes: Sequence[MoneyChange], title: str, what: str
) -> Iterator[Block]:
    """US dollars of every entry, whether or not the plans differ in it."""
    if changes:
        yield Heading(title)
        columns = (Column(what, wraps=True), *_side_by_side(found))
        yield Table(columns, tuple((x.title, *_cells(x.dollars)) for x in changes))


def _stocks(found: Comparison, stocks: Sequence[StockChange], title: str) -> Iterator[Block]:
    """Tonnes by site and item where the plans differ, and what is alike in all of them."""
    changed = [entry for entry in stocks if differ(entry.tonnes)]
    if not stocks:
        return
    yield Heading(title)
    if changed:
        columns = (
            Column(said("compare.site"), wraps=True),
            Column(said("compare.item"), wraps=True),
            *_side_by_side(found),
        )
        rows = [(x.site_title, item_name(x.item), *_cells(x.tonnes)) for x in changed]
        yield Table(columns, tuple(rows))
    if alike := len(stocks) - len(changed):
        tonnes = sum(entry.tonnes[0] or 0.0 for entry in stocks if not differ(entry.tonnes))
        text = said("compare.alike", count=quantity(alike), tonnes=quantity(tonnes))
        yield Line(text, Tone.NOTE)
