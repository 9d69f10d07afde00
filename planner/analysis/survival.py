"""The smallest stock that survives losing any one lane or site for some days.

Two stages: the stock that stands at each site before its first troops is chosen before anybody
knows what will be lost; movements from the day of the loss on are chosen after. What is under way
on that day, to where troops already are, is what the plan without any loss sends: nobody sends more
in the right direction the day before.

Loss after loss, one solve finds the least that must be added to the stock found so far, so the sum
survives them all. It need not be the least of all: no stock can be below what the most demanding
loss asks for alone, and both are told. Stock policies count in the plan without any loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planner.analysis.ground import Ground, Progress, ground_of
from planner.analysis.losses import Exposed, carries_nothing, closed, exposed_of, losses_of
from planner.errors import Place, fault
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.analysis import Loss, LossSurvived, Overfull, Survival, SurvivalStock
from planner.scenario import Scenario
from planner.scenario.schema.days import show_day
from planner.sustainment.demand.daily import Floats
from planner.sustainment.goods.batches import item_of
from planner.sustainment.tonnes import tonnes_per_unit

NOISE_T = 1e-6


def survive(
    scenario: Scenario,
    days: int,
    options: SolveOptions | None = None,
    *,
    start: int | None = None,
    every: int | None = None,
    exact: bool = False,
    progress: Progress = lambda _: None,
) -> Survival:
    """The stock that survives losing any one lane or site for `days` days from `start` on.

    `start` is the day on which the first troops come where absent; with `every` losses begin then
    and every so many days later. Raises `InputError` for days that do not fit into the plan or
    where there is nothing to supply, `NoPlanError` where a limit comes before an answer.
    """
    options = options or SolveOptions()
    ground = ground_of(scenario, options, progress)
    starts = first_days(ground, days, start, every)
    return survived(ground, days, starts, options, exact, progress)


def survived(
    ground: Ground,
    days: int,
    starts: tuple[int, ...],
    options: SolveOptions,
    exact: bool,
    progress: Progress,
) -> Survival:
    """As `survive`, of a laydown and first days of loss that are known."""
    progress("the plan without any loss")
    exposed = exposed_of(ground, starts, days, options, exact)
    losses = [loss for day in starts for loss in losses_of(exposed, day, days)]
    wanted = [loss for loss in losses if not carries_nothing(exposed, loss)]
    skipped = tuple(loss for loss in losses if loss not in wanted)
    found = list(_added(exposed, wanted, progress))
    checked = list(_checked(exposed, found, progress))
    return _survival(ground, exposed, starts, days, tuple(checked), skipped)


def first_days(ground: Ground, days: int, start: int | None, every: int | None) -> tuple[int, ...]:
    """The days on which losses begin."""
    calendar = ground.scenario.calendar
    assert calendar is not None
    if days < 1:
        raise fault(said("loss-too-short"), place=Place("--days"), seen=str(days))
    if every is not None and every < 1:
        raise fault(said("losses-not-apart"), place=Place("--every"), seen=str(every))
    arrivals = [unit.arrival for unit in ground.laydown.units]
    first = min(arrivals, default=0) if start is None else start
    first = max(first, calendar.start) if start is None else first
    last = calendar.end - days
    if not calendar.start <= first <= last:
        what = said("loss-outside-plan", start=show_day(calendar.start), last=show_day(last))
        raise fault(what, place=Place("--from"), seen=show_day(first))
    return tuple(range(first, last + 1, every)) if every else (first,)


def _added(exposed: Exposed, losses: list[Loss], progress: Progress) -> Iterator[LossSurvived]:
    """Loss by loss, the least that must be added to the stock found before it."""
    without = float(sum(exposed.unmet))
    for number, loss in enumerate(losses, start=1):
        progress(f"loss {number} of {len(losses)}: {loss.kind} {loss.id}")
        with closed(exposed, loss):
            unmet, extra = exposed.least_added()
            extra = np.where(extra > NOISE_T, extra, 0.0)
            alone = exposed.least_stock() if extra.any() else None
        exposed.add(extra)
        added = float(extra @ exposed.mass)
        yield LossSurvived(loss, alone, added, float(sum(unmet)), without, checked=alone is None)


def _checked(
    exposed: Exposed, found: list[LossSurvived], progress: Progress
) -> Iterator[LossSurvived]:
    """Every loss that asked for more again, with the stock found in the end and nothing added.

    The others were solved so already: with a part of that stock, and nothing had to be added.
    """
    for entry in found:
        if entry.checked:
            yield entry
            continue
        progress(f"checking: {entry.loss.kind} {entry.loss.id}")
        with closed(exposed, entry.loss):
            yield replace(entry, checked=exposed.does_as_well(entry.unmet))


def _survival(
    ground: Ground,
    exposed: Exposed,
    starts: tuple[int, ...],
    days: int,
    losses: tuple[LossSurvived, ...],
    skipped: tuple[Loss, ...],
) -> Survival:
    without = float(exposed.first @ exposed.mass)
    return Survival(
        days=days,
        starts=starts,
        stocks=tuple(_stocks(ground, exposed, tonnes_per_unit(exposed.problem))),
        tonnes=float(exposed.found @ exposed.mass),
        without=without,
        bound=max([without, *(entry.alone for entry in losses if entry.alone is not None)]),
        losses=losses,
        skipped=skipped,
        overfull=tuple(
            Overfull(exposed.problem.sites[n], exposed.problem.groups[g], m3)
            for n, g, m3 in exposed.overfull()
        ),
    )


def _stocks(ground: Ground, exposed: Exposed, tonnes: Floats) -> Iterator[SurvivalStock]:
    for n, k, without, found in zip(
        exposed.site, exposed.item, exposed.first, exposed.found, strict=True
    ):
        if found > NOISE_T:
            item = item_of(exposed.problem.items[k])
            yield SurvivalStock(
                site=exposed.problem.sites[n],
                item=item,
                unit=ground.book.items[item].unit,
                without=float(without / tonnes[k]),
                quantity=float(found / tonnes[k]),
                tonnes=float(found * exposed.problem.mass[k] / tonnes[k]),
            )
