"""A plan, or the error that says why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from planner.catalogue import Factbook
from planner.errors import HardLimit, LimitConflict, NoPlanError, six_digits
from planner.lp import Contradiction, Member, Outcome, SolveOptions, Status, contradictions
from planner.messages import said
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.contradiction import at_sites, of_goods, on_lanes
from planner.sustainment.contradiction.limits import Limit, Source
from planner.sustainment.contradiction.model import hard_model
from planner.sustainment.problem import SupplyProblem

Kind = Callable[[Source], Iterator[Limit]]

KINDS: tuple[Kind, ...] = (
    of_goods.opening_stocks,
    of_goods.supplies_in_all,
    of_goods.a_day,
    at_sites.stores,
    at_sites.throughputs,
    at_sites.by_mode,
    at_sites.airfields,
    at_sites.lanes_in_use,
    at_sites.smallest_loads,
    at_sites.expansions,
    on_lanes.capacities,
    on_lanes.convoys,
    on_lanes.smallest_loads,
    on_lanes.smallest_runs,
    on_lanes.fleets,
    on_lanes.shared,
)


def require_plan(
    scenario: Scenario,
    book: Factbook,
    problem: SupplyProblem,
    outcome: Outcome,
    options: SolveOptions,
) -> None:
    """Raise `NoPlanError` where an outcome has no solution: with what contradicts what, where the
    hard limits do. `problem` is the one that was solved, in tonnes."""
    if outcome.status.has_solution:
        return
    if outcome.status is not Status.INFEASIBLE:
        raise NoPlanError("limit", said("no-supply-plan", why=outcome.words))
    raise contradiction(scenario, book, problem, options)


def contradiction(
    scenario: Scenario, book: Factbook, problem: SupplyProblem, options: SolveOptions
) -> NoPlanError:
    """The hard limits of a problem in tonnes that contradict each other, in the scenario's words.

    At the time limit of the options it names what is known by then.
    """
    source = Source(scenario, book, hard_model(problem))
    limits = [limit for kind in KINDS for limit in kind(source)]
    told = contradictions(source.hard.matrix, [limit.group for limit in limits], options)
    conflicts = [_in_words(limits, found) for found in told.found if found.members]
    # found without members, or all found: the time was enough, and there is nothing to name
    what = said("limits.contradict")
    if not conflicts:
        in_time = bool(told.found or told.are_all)
        what = said("limits.unexplained") if in_time else said("limits.contradict-unknown")
    why = [member.words for found in conflicts for member in found.members]
    return NoPlanError("infeasible", what, why, conflicts, are_all=told.are_all)


def _in_words(limits: list[Limit], found: Contradiction) -> LimitConflict:
    members = tuple(_member(limits[member.group], member) for member in found.members)
    return LimitConflict(members, found.is_irreducible, found.is_smallest)


def _member(limit: Limit, member: Member) -> HardLimit:
    values = dict(limit.values)
    if limit.amount is not None:
        values["amount"] = six_digits(limit.amount)
    return HardLimit(
        path=limit.path,
        words=said(limit.code, **values),
        amount=limit.amount,
        unit=limit.unit,
        days=_days(limit, member),
        missing=_missing(limit, member),
    )


def _missing(limit: Limit, member: Member) -> float | None:
    """How much more the value would have to be, in its own unit; below 0 how much less."""
    if limit.gated or member.more is None or member.less is None:
        return None
    return (limit.sign * member.more - member.less) * limit.per_way


def _days(limit: Limit, member: Member) -> tuple[int, int] | None:
    """The first and the last day on which it stands in the way."""
    if limit.days is None or not member.binding:
        return None
    first, last = (np.asarray(days)[list(member.binding)] for days in limit.days)
    return int(first.min()), int(last.max())
