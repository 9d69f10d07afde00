"""What to choose before it is known which disruption comes: two stages, many futures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.analysis.prepare.asked import criterion_of, method_of, name_of
from planner.analysis.prepare.first import first_of, links_of
from planner.analysis.prepare.futures import Future, broken_by, check_judged, futures_of
from planner.analysis.prepare.order import solved_in_order
from planner.analysis.prepare.outcomes import unmet_of
from planner.analysis.prepare.stages import Stage, Stages, priorities_of
from planner.analysis.prepare.told import choices_of, stocks_of, values_of
from planner.analysis.prepare.traces import with_traces
from planner.analysis.risk.supply import Given, given_of
from planner.analysis.risk.turned import Turned, laydown_then
from planner.analysis.trial import fielded, supply_case, supply_model
from planner.analysis.witness import is_same
from planner.errors import InputError, NoPlanError, fault
from planner.generation import with_phases_placed
from planner.lp import SolveOptions
from planner.lp.two_stage import Criterion
from planner.lp.two_stage.clock import Clock
from planner.lp.two_stage.solve import Method
from planner.messages import said
from planner.records.analysis import KILOGRAM_T
from planner.records.laydown import Laydown
from planner.records.prepare import FutureUnmet, Prepared
from planner.scenario import Scenario, factbook_of
from planner.sustainment.demand.daily import Floats
from planner.sustainment.proof.attempt import Case

Progress = Callable[[str], None]
Unmet = tuple[float, ...]
# Who serves where is held as planned; nothing else is.
AS_PLANNED = Turned({}, {}, {}, {})


def prepare(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    criterion: str | None = None,
    level: float | None = None,
    at_once: int | None = None,
    method: Method = "auto",
    progress: Progress = lambda _: None,
) -> Prepared:
    """The stock at each site before its first troops, and what is opened and built, that serve the
    disruptions of a scenario best before it is known which of them comes.

    Least unmet demand counts first, priority by priority, by the criterion over all futures: the
    `mean`, `cvar` (the mean of the worst 1 - level of what may come, a tenth where no `level` is
    given) or the `worst`; then what openings and additions cost; then tonnes of stock. Who serves
    where is held as planned, and all movements are chosen once it is known what comes. With
    `at_once` any so many of the disruptions may come together, whatever their chances, and the
    worst counts. `method` is that of `planner.lp.two_stage`. The time limit is for all solves.

    Raises `InputError` where no disruption is stated, there is nothing to supply, demand that goes
    unmet is no goal, or a disruption makes no sense; `NoPlanError` as `plan` does, and where some
    future has no plan.
    """
    by = criterion_of(criterion, level, at_once)
    method = method_of(method)
    _check(scenario)
    options = options or SolveOptions()
    clock = Clock(options.time_limit)
    scenario = with_phases_placed(scenario, options, progress)
    futures = futures_of(scenario, at_once)
    progress("the plan as it is")
    given = _given(scenario, options)
    stages = _stages(given, futures, by)
    asked = _Asked(given, stages, options, clock, progress)
    known = [_sure(unmet) for unmet in asked.each(None)]
    planned = stages.first.planned(given.chosen)
    x, goals = solved_in_order(stages, known, options, method, clock, progress)
    told = _told(futures, stages, asked.each(planned), asked.each(x), known)
    return Prepared(
        criterion=name_of(by),
        level=by.level if name_of(by) == "cvar" else None,
        at_once=at_once,
        priorities=stages.priorities,
        futures=told,
        stocks=stocks_of(stages.first, planned, x, factbook_of(scenario)),
        choices=choices_of(stages.first, planned, x),
        values=values_of(stages, told),
        goals=goals,
        blocks=given.asked.blocks,
    )


def _check(scenario: Scenario) -> None:
    if not scenario.disruptions:
        raise fault(said("nothing-to-prepare-for"), path=scenario.id)
    if not scenario.plans_supply:
        raise fault(said("nothing-to-prepare"), path=scenario.id)
    check_judged(scenario)


def _given(scenario: Scenario, options: SolveOptions) -> Given:
    """The plan as it is, with no block of days over the first arrival at a site."""
    found, laydown = fielded(scenario, factbook_of(scenario), options)
    return given_of(scenario, found, laydown, options, _cuts(scenario, laydown))


def _cuts(scenario: Scenario, laydown: Laydown) -> list[int]:
    arrivals = (laydown.first_arrival(site) for site in scenario.sites)
    return sorted({0 if day is None else day for day in arrivals})


def _stages(given: Given, futures: tuple[Future, ...], criterion: Criterion) -> Stages:
    undisturbed, *others = [_case(given, future) for future in futures]
    cases = [with_traces(undisturbed, others), *others]
    models = [supply_model(case, given.asked, given.cuts) for case in cases]
    plain = supply_model(undisturbed, given.asked, given.cuts)
    first = first_of(models, given.chosen)
    stages = tuple(
        Stage(
            future.title,
            1 / len(futures) if future.chance is None else future.chance,
            supply,
            links_of(first, supply, given.chosen),
            as_undisturbed=not future.disruptions or is_same(plain, supply),
        )
        for future, supply in zip(futures, models, strict=True)
    )
    return Stages(first, stages, priorities_of(models), criterion)


def _case(given: Given, future: Future) -> Case:
    """What the supply plan of a future is made of, with who serves where held as planned."""
    try:
        laydown = laydown_then(future.scenario, given.assigned, AS_PLANNED)
        return supply_case(future.scenario, laydown, given.asked.options)
    except InputError as error:
        raise broken_by(future.disruptions, error) if future.disruptions else error from None


@dataclass(frozen=True)
class _Asked:
    """What each future is asked, and how."""

    given: Given
    stages: Stages
    options: SolveOptions
    clock: Clock
    progress: Progress

    def each(self, x: Floats | None) -> list[tuple[float, ...] | None]:
        """What goes unmet, future after future, with the decisions x or where it was known."""
        count, found = len(self.stages.futures), []
        for number, future in enumerate(self.stages.futures, start=1):
            self.progress(f"future {number} of {count}: {future.title}")
            start = self.given.witness.start_for(future.supply)
            found.append(unmet_of(self.stages, future, x, self.options, self.clock, start))
        return found


def _told(
    futures: Sequence[Future],
    stages: Stages,
    planned: Sequence[Unmet | None],
    prepared: Sequence[Unmet | None],
    known: Sequence[Unmet],
) -> tuple[FutureUnmet, ...]:
    return tuple(
        FutureUnmet(
            disruptions=one.disruptions,
            title=one.title,
            chance=one.chance,
            planned=None if before is None else _seen(before),
            prepared=_seen(_sure(after)),
            known=_seen(best),
            as_undisturbed=stage.as_undisturbed,
        )
        for one, stage, before, after, best in zip(
            futures, stages.futures, planned, prepared, known, strict=True
        )
    )


def _seen(unmet: Unmet) -> Unmet:
    """Without what is less than a kilogram."""
    return tuple(tonnes if tonnes > KILOGRAM_T else 0.0 for tonnes in unmet)


def _sure(found: Unmet | None) -> Unmet:
    """What is found where the first stage leaves every future a plan."""
    if found is None:
        raise NoPlanError("infeasible", said("prepare.no-first-stage"))
    return found
