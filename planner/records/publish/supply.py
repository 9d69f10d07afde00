"""Sustainment and the self-sufficiency gap in the words of the result contract."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from planner.catalogue import Factbook
from planner.records import contract
from planner.records.flow import Use
from planner.records.forces import Goal
from planner.records.publish.common import alike, load_fields, shown
from planner.records.publish.demand import demand_part
from planner.records.supply import (
    Bottleneck,
    FirstFailure,
    Floats,
    ForceGap,
    PrepositionedStock,
    StockCurves,
    SupplyPlan,
    Unmet,
)
from planner.scenario.schema.days import show_day

SPAN = ("from_", "until")


def gap_part(gap: tuple[ForceGap, ...]) -> contract.Gap:
    """The self-sufficiency gap of every force that has one."""
    return contract.Gap(
        forces=[
            contract.GapForce(
                force=force.force,
                personnel=force.personnel,
                required_days=force.required_days,
                planned_days=force.planned_days,
                gap_days=force.gap_days,
                person_days=force.person_days,
                items=[contract.LoadPart(**load_fields(load)) for load in force.items],
            )
            for force in gap
        ]
    )


def sustainment_part(plan: SupplyPlan, book: Factbook) -> contract.Sustainment:
    """Sustainment: stock to pre-position, what is unmet, movements, limits that bind."""
    return contract.Sustainment(
        goals=[_goal(goal) for goal in plan.goals],
        demand=demand_part(plan.demand, book),
        prepositioned=[_prepositioned(stock) for stock in plan.prepositioned],
        unmet=[_unmet(entry) for entry in plan.unmet],
        breaches=[alike(contract.BreachPart, entry, days=SPAN) for entry in plan.breaches],
        failures=[_failure(entry) for entry in plan.failures],
        stocks=list(_stocks(plan.curves, book)),
        movements=[
            alike(contract.MovementPart, entry, days=(*SPAN, "arrives", "expires"))
            for entry in plan.movements
        ],
        departures=[alike(contract.DeparturePart, entry, days=SPAN) for entry in plan.departures],
        receipts=[
            alike(contract.ReceiptPart, entry, days=(*SPAN, "expires")) for entry in plan.receipts
        ],
        uses=[_use(entry) for entry in plan.uses],
        item_demand=[alike(contract.ItemDemandPart, e, days=SPAN) for e in plan.item_demand],
        openings=[
            alike(contract.OpeningPart, entry, kind=entry.kind.value) for entry in plan.choices
        ],
        turnovers=[
            alike(contract.TurnoverPart, entry, days=(*SPAN, "expires"), kind=entry.kind.value)
            for entry in plan.turnovers
        ],
        repositionings=[
            alike(contract.RepositioningPart, entry, days=(*SPAN, "serves"))
            for entry in plan.repositionings
        ],
        costs=[alike(contract.CostLinePart, entry) for entry in plan.costs],
        bottlenecks=[_bottleneck(limit) for limit in plan.bottlenecks],
        size=plan.size,
        stopped_early=plan.stopped_early,
    )


def _goal(goal: Goal) -> contract.SupplyGoalPart:
    return contract.SupplyGoalPart(
        goal=goal.name,
        value=goal.value,
        unit=goal.unit,
        priority=goal.priority,
        bound=goal.bound,
        stake=goal.stake,
        gap=goal.gap,
        method=goal.method,
    )


def _prepositioned(stock: PrepositionedStock) -> contract.PrepositionedPart:
    return alike(
        contract.PrepositionedPart,
        stock,
        days=("need_by", "leave_by", "leaves_from"),
        others=list(stock.others),
        way=[alike(contract.HopPart, hop) for hop in stock.way],
        **load_fields(stock.load),
    )


def _unmet(entry: Unmet) -> contract.UnmetPart:
    by_day = list(entry.by_day)
    return alike(
        contract.UnmetPart, entry, days=("until",), day=show_day(entry.start), by_day=by_day
    )


def _failure(entry: FirstFailure) -> contract.FailurePart:
    return alike(
        contract.FailurePart,
        entry,
        without_support=show_day(entry.alone),
        in_plan=shown(entry.planned),
    )


def _use(entry: Use) -> contract.UsePart:
    return alike(contract.UsePart, entry, days=(*SPAN, "peak_day"), kind=entry.kind.value)


def _bottleneck(limit: Bottleneck) -> contract.BottleneckPart:
    return alike(contract.BottleneckPart, limit, days=SPAN[:1], to=show_day(limit.until))


def _stocks(curves: StockCurves, book: Factbook) -> Iterable[contract.StockPart]:
    for n, k in zip(*np.nonzero(curves.kept), strict=True):
        if curves.stock[n, k].any():
            yield contract.StockPart(
                site=curves.sites[n],
                item=curves.items[k],
                unit=book.items[curves.items[k]].unit,
                from_=show_day(curves.start),
                quantity=curves.stock[n, k].tolist(),
                days_of_supply=curves.days_of_supply[n, k].tolist(),
                low=_band(curves.low[n, k]),
                high=_band(curves.high[n, k]),
            )


def _band(asked: Floats) -> list[float | None] | None:
    """A bound by day; None on days of which no policy speaks, and for all where none ever does."""
    days = [None if math.isnan(level) else float(level) for level in asked]
    return days if any(level is not None for level in days) else None
