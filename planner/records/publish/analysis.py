"""Questions that need many plans, put into the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable

from planner.records.analysis import Lateness, LossSurvived, Survival
from planner.records.contract import Meta
from planner.records.contract import analysis as parts
from planner.records.publish.common import alike
from planner.scenario.schema.days import show_day


def lateness_part(meta: Meta, answers: Iterable[Lateness]) -> parts.LatenessResult:
    """How late external arrangements can be, force by force."""
    return parts.LatenessResult(meta=meta, forces=[_lateness(answer) for answer in answers])


def _lateness(answer: Lateness) -> parts.LatenessPart:
    points = [
        alike(
            parts.LatenessPointPart,
            point,
            failure=point.failure and alike(parts.FailurePoint, point.failure, days=("day",)),
        )
        for point in answer.points
    ]
    return alike(parts.LatenessPart, answer, points=points)


def survival_part(meta: Meta, answer: Survival) -> parts.SurvivalResult:
    """The stock that survives every loss."""
    return alike(
        parts.SurvivalResult,
        answer,
        meta=meta,
        starts=[show_day(day) for day in answer.starts],
        stocks=[alike(parts.SurvivalStockPart, stock) for stock in answer.stocks],
        losses=[_loss(entry) for entry in answer.losses],
        overfull=[alike(parts.OverfullPart, entry) for entry in answer.overfull],
        skipped=[f"{loss.kind} {loss.id} from {show_day(loss.start)}" for loss in answer.skipped],
    )


def _loss(entry: LossSurvived) -> parts.LossPart:
    loss = entry.loss
    span = {"from_": show_day(loss.start), "until": show_day(loss.until)}
    return alike(parts.LossPart, entry, kind=loss.kind, id=loss.id, **span)
