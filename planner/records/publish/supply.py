"""Sustainment and the self-sufficiency gap in the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from planner.catalogue import Factbook
from planner.records import contract
from planner.records.publish.common import goal_parts, load_fields, shown
from planner.records.publish.demand import demand_part
from planner.records.supply import (
    Bottleneck,
    Breach,
    FirstFailure,
    ForceGap,
    Movement,
    PrepositionedStock,
    StockCurves,
    SupplyPlan,
    Unmet,
)
from planner.scenario.schema.days import show_day


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
        goals=goal_parts(plan.goals),
        demand=demand_part(plan.demand, book),
        prepositioned=[_prepositioned(stock) for stock in plan.prepositioned],
        unmet=[_unmet(entry) for entry in plan.unmet],
        breaches=[_breach(entry) for entry in plan.breaches],
        failures=[_failure(entry) for entry in plan.failures],
        stocks=list(_stocks(plan.curves, book)),
        movements=[_movement(entry) for entry in plan.movements],
        openings=[],
        bottlenecks=[_bottleneck(limit) for limit in plan.bottlenecks],
        size=plan.size,
    )


def _prepositioned(stock: PrepositionedStock) -> contract.PrepositionedPart:
    return contract.PrepositionedPart(
        **load_fields(stock.load),
        site=stock.site,
        need_by=show_day(stock.need_by),
        leave_by=show_day(stock.leave_by),
        source=stock.source,
    )


def _unmet(entry: Unmet) -> contract.UnmetPart:
    return contract.UnmetPart(
        site=entry.site,
        item=entry.item,
        unit=entry.unit,
        day=show_day(entry.start),
        until=show_day(entry.until),
        quantity=entry.quantity,
        tonnes=entry.tonnes,
        reason=entry.reason,
    )


def _breach(entry: Breach) -> contract.BreachPart:
    return contract.BreachPart(
        policy=entry.policy,
        site=entry.site,
        item=entry.item,
        from_=show_day(entry.start),
        until=show_day(entry.until),
        worst=entry.worst,
        tonne_days=entry.tonne_days,
    )


def _failure(entry: FirstFailure) -> contract.FailurePart:
    return contract.FailurePart(
        site=entry.site,
        item=entry.item,
        without_support=show_day(entry.alone),
        in_plan=shown(entry.planned),
    )


def _movement(entry: Movement) -> contract.MovementPart:
    return contract.MovementPart(
        lane=entry.lane,
        fleet=entry.fleet,
        item=entry.item,
        from_=show_day(entry.start),
        until=show_day(entry.until),
        arrives=show_day(entry.arrives),
        quantity=entry.quantity,
        tonnes=entry.tonnes,
    )


def _bottleneck(limit: Bottleneck) -> contract.BottleneckPart:
    return contract.BottleneckPart(
        kind=limit.kind,
        id=limit.id,
        from_=show_day(limit.start),
        to=show_day(limit.until),
        value=limit.value,
        goal=limit.goal,
        text=limit.text,
    )


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
            )
