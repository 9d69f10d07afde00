"""Which limits bind, in words, with what their relief saves: by the duals, and by a re-solve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.catalogue import Factbook
from planner.lp import Goal, LinearModel, Session, Solution, SolveOptions, Status
from planner.messages import Number, Said, number, said
from planner.records.supply import Bottleneck
from planner.scenario.schema.days import read_day
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.scenario.titles import (
    fleet_title,
    lane_title,
    mode_name,
    readable,
    short_title,
    store_title,
    supply_title,
)
from planner.sustainment.answer.limits import SMALL, Limit, limits_of
from planner.sustainment.decided import decided
from planner.sustainment.objective import SupplyGoal, goals
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.result import Answer
from planner.sustainment.tonnes import in_tonnes

MOST = 12
# One unit a day that saves less than a thousandth of what is missing is no lever: it would take a
# thousand of them.
TRIFLE = 1e-3
# As many as a report shows are solved again.
VERIFIED = 5
# A first solve takes about half a second at 20 thousand columns and a minute at 200 thousand
# (formulation, "Size"): beyond this the check would cost as much as the plan.
VERIFIED_COLUMNS = 100_000
SAVES = {
    GoalName.UNMET: "saves.unmet",
    GoalName.POLICY: "saves.policy",
    GoalName.PREPOSITIONED_TONNES: "saves.prepositioned",
    GoalName.COST: "saves.cost",
    GoalName.FLEET: "saves.fleet",
    GoalName.TONNE_KM: "saves.tonne-km",
}
RELIEFS = {
    "fleet": "relief.fleet",
    "based": "relief.based",
    "convoy": "relief.convoy",
    "lane_capacity": "relief.lane",
    "shared_limit": "relief.one-a-day",
    "storage": "relief.store",
    "throughput": "relief.throughput",
    "handling": "relief.throughput",
    "sorties": "relief.one-a-day",
}


def bottlenecks(
    scenario: Scenario, book: Factbook, answer: Answer, options: SolveOptions
) -> tuple[Bottleneck, ...]:
    """The limits that bind most, the worst first; none where every goal is met in full."""
    found = binding_goal(answer)
    if found is None:
        return ()
    goal, reached, solution = found
    worth = max(SMALL, TRIFLE * reached)
    limits = [limit for limit in limits_of(answer, solution) if limit.value > worth]
    ranked = sorted(limits, key=lambda x: (-round(x.value, 6), x.kind, x.key))[:MOST]
    saved = relieved(answer, goal, ranked[:VERIFIED], options)
    told = [_in_words(scenario, book, limit, goal, answer.problem, reached) for limit in ranked]
    # a slope may promise what no whole unit brings
    return tuple(
        entry if by is None else _with_check(entry, min(by, reached))
        for entry, by in zip(told, (*saved, *[None] * len(told)), strict=False)
        if by is None or by > SMALL
    )


def binding_goal(answer: Answer) -> tuple[SupplyGoal, float, Solution] | None:
    """The first goal with a value above zero, that value, and its solution, if that has duals."""
    ordered = goals(answer.problem, answer.variables)
    for goal, reached in zip(ordered, answer.goals, strict=False):
        solution = answer.outcome.by_goal.get(goal.goal.name)
        if reached.value > SMALL:
            if solution is None or solution.duals is None:
                return None
            return goal, solution.objective, solution
    return None


def relieved(
    answer: Answer, goal: SupplyGoal, limits: Sequence[Limit], options: SolveOptions
) -> tuple[float | None, ...]:
    """What one more unit a day of each limit, over its window, saves of a goal: solved again.

    The goals before it are nought (it is the first that is not), so their columns are kept there.
    Whole decisions stay as they are. None where the model is too large for it, or the solver does
    not keep its basis or comes to its limit.
    """
    unknown = (None,) * len(limits)
    if not limits or answer.size["columns"] > VERIFIED_COLUMNS:
        return unknown
    model = answer.model.copy()
    if model.has_integers:
        model = decided(model, answer.outcome.solution.values)
    session = Session(model, options)
    if not session.keeps_basis:
        return unknown
    scaled = in_tonnes(answer.in_model)
    ordered = [entry.goal for entry in goals(scaled, answer.variables)]
    place = [entry.name for entry in ordered].index(goal.goal.name)
    _keep_at_zero(model, ordered[:place])
    solved = answer.outcome.by_goal[goal.goal.name]
    before = session.minimise(ordered[place], basis=solved.basis)
    if before.status is not Status.OPTIMAL:
        return unknown
    return tuple(_saved(session, ordered[place], limit, before.objective) for limit in limits)


def _keep_at_zero(model: LinearModel, done: Sequence[Goal]) -> None:
    for goal in done:
        ids = np.flatnonzero(goal.costs(model.num_columns))
        nought = np.zeros(len(ids))
        model.set_column_bounds(ids, nought, nought)


def _saved(session: Session, goal: Goal, limit: Limit, before: float) -> float | None:
    """Relieve, solve from the last basis, and put back."""
    model = session.model
    more = np.where(limit.inside, limit.a_day, 0.0)
    if limit.kind == "supply":
        ids = model.columns("received").ids[limit.which]
        matrix = model.matrix()
        lower, upper = matrix.lower[ids].copy(), matrix.upper[ids].copy()
        model.set_column_bounds(ids, lower, upper + more)
        found = session.minimise(goal)
        model.set_column_bounds(ids, lower, upper)
    else:
        rows = model.rows(limit.kind)
        rhs = model.matrix().rhs[rows.part].copy()
        eased = rhs.copy()
        eased[limit.which] += more
        session.set_rhs(rows, eased)
        found = session.minimise(goal)
        session.set_rhs(rows, rhs)
    return before - found.objective if found.status is Status.OPTIMAL else None


def _with_check(entry: Bottleneck, saved: float) -> Bottleneck:
    words = said("bottleneck.checked", text=entry.text, saved=_figure(saved))
    return replace(entry, verified=saved, text=words)


def _figure(saved: float) -> Number:
    """Three digits, and none of them as a power of ten."""
    return number(f"{saved:,.0f}" if saved >= 1000 else f"{saved:,.3g}", saved)


def _in_words(
    scenario: Scenario,
    book: Factbook,
    limit: Limit,
    goal: SupplyGoal,
    problem: SupplyProblem,
    reached: float,
) -> Bottleneck:
    grid, binding = problem.grid, limit.binding
    start, until = int(grid.starts[binding[0]]), int(grid.edges[binding[-1] + 1])
    saved = said(SAVES[goal.name], amount=_figure(min(limit.value, reached)))
    told = {"relief": _relief(scenario, book, limit, problem), "saved": saved}
    if limit.kind == "supply_total":
        start, text = grid.start, said("bottleneck.in-all", **told)
    else:
        days = {"first": read_day(start), "last": read_day(until)}
        text = said("bottleneck.between", **told, **days)
    id_ = "/".join(_ids(limit, problem))
    return Bottleneck(limit.kind, id_, start, until, limit.value, goal.goal.name, text)


def _ids(limit: Limit, problem: SupplyProblem) -> list[str]:
    """The ids of what a limit speaks of."""
    axes_of = {
        "fleet": (problem.fleets,),
        "based": (problem.fleets, problem.sites),
        "convoy": (problem.lanes,),
        "lane_capacity": (problem.lanes,),
        "shared_limit": (problem.limits.ids,),
        "storage": (problem.sites, problem.groups),
        "throughput": (problem.sites,),
        "handling": (problem.sites, problem.handling.modes),
        "sorties": (problem.sites,),
        "supply": ([source.id for source in problem.supplies],),
        "supply_total": ([source.id for source in problem.supplies],),
    }
    return [str(ids[i]) for ids, i in zip(axes_of[limit.kind], limit.key, strict=True)]


def _relief(scenario: Scenario, book: Factbook, limit: Limit, problem: SupplyProblem) -> Said:
    what = limit_title(scenario, book, limit, problem)
    if limit.kind not in ("supply", "supply_total"):
        return said(RELIEFS[limit.kind], what=what)
    has_mass = problem.mass[problem.supplies[limit.key[0]].item] > 0
    if limit.kind == "supply":
        return said("relief.tonne-a-day" if has_mass else "relief.unit-a-day", what=what)
    return said("relief.tonne" if has_mass else "relief.unit", what=what)


def limit_title(scenario: Scenario, book: Factbook, limit: Limit, problem: SupplyProblem) -> Said:
    """What a limit is called where people read of it."""
    ids = _ids(limit, problem)
    match limit.kind:
        case "fleet":
            return said("binding.fleet", fleet=fleet_title(scenario, ids[0]))
        case "based":
            base = short_title(scenario, ids[1])
            return said("binding.based", fleet=fleet_title(scenario, ids[0]), site=base)
        case "convoy":
            return said("binding.convoys", lane=lane_title(scenario, ids[0]))
        case "lane_capacity":
            return said("binding.lane", lane=lane_title(scenario, ids[0]))
        case "shared_limit":
            return said("binding.shared", limit=readable(ids[0]))
        case "storage":
            group = problem.groups[limit.key[1]]
            store = store_title(group, book.storage_groups[group].title)
            return said("binding.store", site=short_title(scenario, ids[0]), store=store)
        case "throughput":
            return said("binding.throughput", site=short_title(scenario, ids[0]))
        case "handling":
            site = short_title(scenario, ids[0])
            return said("binding.handling", mode=mode_name(ids[1]), site=site)
        case "sorties":
            return said("binding.sorties", site=short_title(scenario, ids[0]))
        case _:
            return said("binding.source", supply=supply_title(scenario, ids[0]))
