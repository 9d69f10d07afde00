"""The stock that survives losing any one lane or site, which losses ask for it, and which do not
let themselves be survived."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.analysis import Loss, LossSurvived, Survival
from planner.report.blocks import Block, Column, Heading, Line, Marking, Table, Tone
from planner.report.numbers import NONE, counted, item_name, quantity, short_day
from planner.scenario import Scenario
from planner.scenario.titles import lane_title, readable, site_title

STOCKS = (
    Column("Site", wraps=True),
    Column("Item", wraps=True),
    Column("Quantity", number=True),
    Column("Unit"),
    Column("Tonnes", number=True),
    Column("Without loss", number=True),
)
LOSSES = (
    Column("Lost", wraps=True),
    Column("from"),
    Column("Stock alone, t", number=True),
    Column("Added, t", number=True),
    Column("Unmet, t", number=True),
)


def survival_blocks(scenario: Scenario, answer: Survival) -> Iterator[Block]:
    """The verdict, the stock by site, and loss by loss what it asks for."""
    yield Heading(scenario.title or scenario.id, level=1)
    if scenario.classification:
        yield Marking(scenario.classification)
    yield Heading(f"Losing any one lane or site for {counted(answer.days, 'day')}")
    yield from _verdict(scenario, answer)
    yield from _stocks(scenario, answer)
    yield from _losses(scenario, answer)


def _verdict(scenario: Scenario, answer: Survival) -> Iterator[Line]:
    sites = len({stock.site for stock in answer.stocks})
    lost = [entry for entry in answer.losses if not entry.is_survived]
    asks = [entry for entry in answer.losses if entry.added > 0]
    begins = ", ".join(short_day(day) for day in answer.starts)
    which = "every loss" if not lost else "every loss that stock can help against"
    yield Line(
        f"{quantity(answer.tonnes)} t at {counted(sites, 'site')}, {quantity(answer.without)} t "
        f"of it without any loss, survives {which} from {begins} on. No stock that does so is "
        f"below {quantity(answer.bound)} t.",
        Tone.WARNING if lost else Tone.GOOD,
    )
    if asks:
        worst = max(asks, key=lambda entry: (entry.added, entry.loss.id))
        yield Line(
            f"The most is added for {_lost(scenario, worst.loss)}: {quantity(worst.added)} t."
        )
    if lost:
        worst = max(lost, key=lambda entry: (entry.unmet, entry.loss.id))
        yield Line(
            f"{counted(len(lost), 'loss', 'losses')} cannot be survived by any stock; the worst is "
            f"{_lost(scenario, worst.loss)}, with {quantity(worst.unmet)} t unmet at the least.",
            Tone.BAD,
        )
    if not all(entry.checked for entry in answer.losses):
        wrong = [_lost(scenario, entry.loss) for entry in answer.losses if not entry.checked]
        yield Line(f"Not confirmed when solved again: {', '.join(wrong)}.", Tone.BAD)
    for store in answer.overfull:
        yield Line(
            f"The store for {readable(store.group)} at {site_title(scenario, store.site)} would "
            f"have to hold {quantity(store.m3)} m3 more than it does.",
            Tone.BAD,
        )
    if answer.skipped:
        yield Line(
            f"{counted(len(answer.skipped), 'loss', 'losses')} of what the plan does not use on "
            "those days are survived as they are.",
            Tone.NOTE,
        )


def _stocks(scenario: Scenario, answer: Survival) -> Iterator[Block]:
    if answer.stocks:
        yield Heading("The stock", level=3)
        rows = [
            (
                site_title(scenario, stock.site),
                item_name(stock.item),
                quantity(stock.quantity),
                stock.unit,
                quantity(stock.tonnes),
                quantity(stock.without),
            )
            for stock in answer.stocks
        ]
        total = ("All sites", "", "", "", quantity(answer.tonnes), "")
        yield Table(STOCKS, (*rows, total), totals=(len(rows),))


def _losses(scenario: Scenario, answer: Survival) -> Iterator[Block]:
    if answer.losses:
        yield Heading("What each loss asks for", level=3)
        ranked = sorted(answer.losses, key=_rank)
        yield Table(
            LOSSES,
            tuple(
                (
                    _lost(scenario, entry.loss),
                    short_day(entry.loss.start),
                    NONE if entry.alone is None else quantity(entry.alone),
                    quantity(entry.added),
                    quantity(max(0.0, entry.unmet - entry.unmet_without)),
                )
                for entry in ranked
            ),
        )
        yield Line(
            "Stock alone: the least that survives this loss and no other. Added: to the stock that "
            "the losses before it asked for, sites first. Unmet: more than "
            "without any loss, whatever stands there.",
            Tone.NOTE,
        )


def _rank(entry: LossSurvived) -> tuple[float, float, float, str]:
    return (
        -round(entry.unmet, 3),
        -round(entry.added, 3),
        -round(entry.alone or 0.0, 3),
        entry.loss.id,
    )


def _lost(scenario: Scenario, loss: Loss) -> str:
    if loss.kind == "lane":
        return lane_title(scenario, loss.id)
    return f"{site_title(scenario, loss.id)} cut off"
