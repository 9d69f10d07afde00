"""The stock that survives losing any one lane or site, which losses ask for it, and which do not
let themselves be survived."""

from __future__ import annotations

from collections.abc import Iterator

from planner.messages import joined, said
from planner.records.analysis import Loss, LossSurvived, Survival
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, counted, item_name, quantity, short_day
from planner.report.sections.headline import title_blocks
from planner.report.words import unit_name
from planner.scenario import Scenario
from planner.scenario.titles import group_name, lane_title, site_title

STOCKS = (
    Column(said("column.site"), wraps=True),
    Column(said("column.item"), wraps=True),
    Column(said("column.quantity"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.tonnes"), number=True),
    Column(said("column.without-loss"), number=True),
)
LOSSES = (
    Column(said("column.lost"), wraps=True),
    Column(said("column.lost-from")),
    Column(said("column.stock-alone"), number=True),
    Column(said("column.added"), number=True),
    Column(said("column.unmet-tonnes"), number=True),
)


def survival_blocks(scenario: Scenario, answer: Survival) -> Iterator[Block]:
    """The verdict, the stock by site, and loss by loss what it asks for."""
    yield from title_blocks(scenario)
    yield Heading(said("survival.heading", days=counted(answer.days, "day")))
    yield from _verdict(scenario, answer)
    yield from _stocks(scenario, answer)
    yield from _losses(scenario, answer)


def _verdict(scenario: Scenario, answer: Survival) -> Iterator[Line]:
    lost = [entry for entry in answer.losses if not entry.is_survived]
    told = {
        "tonnes": quantity(answer.tonnes),
        "sites": counted(len({stock.site for stock in answer.stocks}), "site"),
        "without": quantity(answer.without),
        "days": joined("list.comma", [short_day(day) for day in answer.starts]),
        "bound": quantity(answer.bound),
    }
    words = said("survival.survives-what-it-can" if lost else "survival.survives-all", **told)
    yield Line(words, Tone.WARNING if lost else Tone.GOOD)
    yield from _worst(scenario, answer)
    if not all(entry.checked for entry in answer.losses):
        wrong = [_lost(scenario, entry.loss) for entry in answer.losses if not entry.checked]
        yield Line(said("survival.not-confirmed", losses=joined("list.comma", wrong)), Tone.BAD)
    for store in answer.overfull:
        group, site = group_name(store.group), site_title(scenario, store.site)
        more = quantity(store.m3)
        yield Line(said("survival.overfull", group=group, site=site, more=more), Tone.BAD)
    if answer.skipped:
        losses = counted(len(answer.skipped), "loss")
        yield Line(said("survival.skipped", losses=losses), Tone.NOTE)


def _worst(scenario: Scenario, answer: Survival) -> Iterator[Line]:
    """The loss for which most is added, and the worst that no stock survives."""
    asks = [entry for entry in answer.losses if entry.added > 0]
    if asks:
        worst = max(asks, key=lambda entry: (entry.added, entry.loss.id))
        loss, added = _lost(scenario, worst.loss), quantity(worst.added)
        yield Line(said("survival.most-added", loss=loss, tonnes=added))
    lost = [entry for entry in answer.losses if not entry.is_survived]
    if lost:
        worst = max(lost, key=lambda entry: (entry.unmet, entry.loss.id))
        told = {
            "losses": counted(len(lost), "loss"),
            "worst": _lost(scenario, worst.loss),
            "tonnes": quantity(worst.unmet),
        }
        yield Line(said("survival.not-survived", **told), Tone.BAD)


def _stocks(scenario: Scenario, answer: Survival) -> Iterator[Block]:
    if answer.stocks:
        yield Heading(said("survival.stock"), level=3)
        rows = [
            (
                site_title(scenario, stock.site),
                item_name(stock.item),
                quantity(stock.quantity),
                unit_name(stock.unit),
                quantity(stock.tonnes),
                quantity(stock.without),
            )
            for stock in answer.stocks
        ]
        total = (said("prepositioned.all-sites"), "", "", "", quantity(answer.tonnes), "")
        yield Table(STOCKS, (*rows, total), totals=(len(rows),))


def _losses(scenario: Scenario, answer: Survival) -> Iterator[Block]:
    if answer.losses:
        yield Heading(said("survival.losses"), level=3)
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
        yield Line(said("survival.note"), Tone.NOTE)


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
    return said("survival.cut-off", site=site_title(scenario, loss.id))
