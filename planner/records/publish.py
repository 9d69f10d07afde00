"""Records put into the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from planner.catalogue import Factbook
from planner.records import contract
from planner.records.forces import ForcePlan, Goal, RequirementFill
from planner.records.supply import (
    Bottleneck,
    Breach,
    FirstFailure,
    ForceGap,
    Load,
    Movement,
    PrepositionedStock,
    StockCurves,
    SupplyPlan,
    Unmet,
)
from planner.scenario.provenance import RegisteredFigure
from planner.scenario.schema.days import show_day


def goal_parts(goals: Iterable[Goal]) -> list[contract.GoalPart]:
    """Goals in the order of the solve."""
    return [
        contract.GoalPart(goal=g.name, value=g.value, unit=g.unit, priority=g.priority)
        for g in goals
    ]


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
                items=[contract.LoadPart(**_load(load)) for load in force.items],
            )
            for force in gap
        ]
    )


def forces_part(plan: ForcePlan) -> contract.Forces:
    """Force generation: fills, assignments, what is unused and what to ask for."""
    return contract.Forces(
        goals=goal_parts(plan.goals),
        fills=[
            contract.FillPart(fill=fill.value, goals=goal_parts(goals))
            for fill, goals in plan.fills.items()
        ],
        requirements=[_requirement(entry) for entry in plan.requirements],
        assignments=[
            contract.AssignmentPart(
                pledge=a.pledge,
                requirement=a.requirement,
                units=a.units,
                personnel=a.personnel,
                from_=show_day(a.arrival),
                to=show_day(a.until),
            )
            for a in plan.assignments
        ],
        unused=[
            contract.UnusedPart(pledge=u.pledge, units=u.units, personnel=u.personnel, reason=u.why)
            for u in plan.unused
        ],
        asks=[
            contract.AskPart(
                capability=a.capability,
                units=a.quantity,
                unit=a.measure,
                latest_arrival=show_day(a.latest_arrival),
            )
            for a in plan.asks
        ],
    )


def sustainment_part(plan: SupplyPlan, book: Factbook) -> contract.Sustainment:
    """Sustainment: stock to pre-position, what is unmet, movements, limits that bind."""
    return contract.Sustainment(
        goals=goal_parts(plan.goals),
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
        **_load(stock.load),
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
        in_plan=_day(entry.planned),
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


def assumptions_part(
    figures: Iterable[RegisteredFigure], shares: dict[str, dict[str, float]]
) -> contract.Assumptions:
    """The register of figures, and the shares of the headlines."""
    return contract.Assumptions(
        figures=[
            contract.FigurePart(
                path=entry.path,
                value=entry.figure.value,
                unit=entry.figure.unit,
                kind=entry.kind.value,
                source=entry.figure.source or entry.figure.assumption or "",
                low=entry.figure.low,
                high=entry.figure.high,
            )
            for entry in figures
        ],
        share=shares,
    )


def _load(load: Load) -> dict[str, object]:
    return {name: getattr(load, name) for name in contract.LoadPart.model_fields}


def _day(day: int | None) -> str | None:
    return None if day is None else show_day(day)


def _requirement(entry: RequirementFill) -> contract.RequirementPart:
    return contract.RequirementPart(
        requirement=entry.requirement,
        title=entry.title,
        force=entry.force,
        capability=entry.capability,
        unit=entry.measure,
        tier=entry.tier,
        site=entry.site,
        required=entry.required,
        pledged=entry.pledged,
        verified=entry.verified,
        deployable=entry.deployable,
        filled=entry.filled,
        shortfall=entry.shortfall,
        first_gap=_day(entry.first_gap),
        closed_on=_day(entry.closed_on),
        reasons=[
            contract.ReasonPart(reason=reason.cause.value, quantity=reason.quantity)
            for reason in entry.reasons
        ],
        periods=[
            contract.StretchPart(
                from_=show_day(stretch.start),
                until=show_day(stretch.until),
                required=stretch.required,
                filled=stretch.filled,
                shortfall=stretch.shortfall,
            )
            for stretch in entry.stretches
        ],
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
