"""Risk put into the words of the result contract."""

from __future__ import annotations

import math
from collections.abc import Iterable

from planner.records import risk as records
from planner.records.contract import Meta
from planner.records.contract import risk as parts
from planner.records.publish.common import alike


def risk_result(meta: Meta, found: records.Risk) -> parts.RiskResult:
    """What a run found."""
    return alike(
        parts.RiskResult,
        found,
        meta=meta,
        unknowns=[alike(parts.UnknownPart, one) for one in found.unknowns],
        forces=None if found.forces is None else _forces(found.forces),
        supply=None if found.supply is None else _supply(found.supply),
        drivers=[_drivers(one) for one in found.drivers],
        convergence=[_convergence(one) for one in found.convergence],
    )


def _forces(found: records.ForcesRisk) -> parts.ForcesRiskPart:
    return alike(
        parts.ForcesRiskPart,
        found,
        unfilled=_outlook(found.unfilled),
        requirements=[
            alike(
                parts.RequirementRiskPart,
                one,
                met=_estimate(one.met),
                by_day=_days(one.by_day),
                unfilled=_outlook(one.unfilled),
                extra=_levels(one.extra),
            )
            for one in found.requirements
        ],
        forces=[
            alike(
                parts.ForceRiskPart,
                one,
                met=_estimate(one.met),
                by_day=_days(one.by_day),
                unfilled=_outlook(one.unfilled),
                fan=[_fan(stretch) for stretch in one.fan],
            )
            for one in found.forces
        ],
    )


def _supply(found: records.SupplyRisk) -> parts.SupplyRiskPart:
    return alike(
        parts.SupplyRiskPart,
        found,
        unmet=_outlook(found.unmet),
        met=_estimate(found.met),
        sites=[
            alike(
                parts.SiteRiskPart,
                one,
                met=_estimate(one.met),
                by_day=_days(one.by_day),
                unmet=_outlook(one.unmet),
            )
            for one in found.sites
        ],
        stocks=[
            alike(parts.StockRiskPart, one, enough=_levels(one.enough)) for one in found.stocks
        ],
        levels=[alike(parts.StockLevelPart, one) for one in found.levels],
    )


def _drivers(found: records.Drivers) -> parts.DriversPart:
    shares = [
        alike(parts.VariancePart, one, unknowns=list(one.unknowns), titles=list(one.titles))
        for one in found.shares
    ]
    ranked = [alike(parts.DriverPart, one) for one in found.ranked]
    return parts.DriversPart(number=found.number, ranked=ranked, shares=shares)


def _convergence(found: records.Convergence) -> parts.ConvergencePart:
    points = [
        parts.ReachedPart(draws=draws, estimate=_estimate(estimate))
        for draws, estimate in found.points
    ]
    return parts.ConvergencePart(number=found.number, points=points)


def _estimate(found: records.Estimate) -> parts.EstimatePart:
    low, high = (end if math.isfinite(end) else None for end in (found.low, found.high))
    return parts.EstimatePart(value=found.value, low=low, high=high)


def _levels(pairs: Iterable[tuple[float, float]]) -> list[parts.LevelPart]:
    return [parts.LevelPart(level=level, value=value) for level, value in pairs]


def _outlook(found: records.Outlook) -> parts.OutlookPart:
    exceeded = [parts.ExceededPart(value=value, chance=chance) for value, chance in found.exceeded]
    return parts.OutlookPart(
        mean=_estimate(found.mean),
        quantiles=_levels(found.quantiles),
        worst=found.worst,
        exceeded=exceeded,
    )


def _days(found: Iterable[records.ChanceStretch]) -> list[parts.ChanceDaysPart]:
    return [alike(parts.ChanceDaysPart, one, days=("from_", "until")) for one in found]


def _fan(found: records.FanStretch) -> parts.FanPart:
    shares = _levels(zip(found.levels, found.shares, strict=True))
    return alike(parts.FanPart, found, days=("from_", "until"), shares=shares)
