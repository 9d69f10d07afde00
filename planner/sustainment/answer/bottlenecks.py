"""Which limits bind, in words, with what their relief saves: by the duals, and by a re-solve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.catalogue import Factbook
from planner.lp import Goal, LinearModel, Session, Solution, SolveOptions, Status
from planner.records.supply import Bottleneck
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import GoalName, Scenario
from planner.scenario.titles import fleet_title, lane_title, readable, short_title, supply_title
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
    GoalName.UNMET: "t of unmet demand",
    GoalName.POLICY: "tonne-days of missing stock",
    GoalName.PREPOSITIONED_TONNES: "t of pre-positioned stock",
    GoalName.COST: "USD",
    GoalName.FLEET: "vehicle-days",
    GoalName.TONNE_KM: "tonne-km",
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
    words = f"{entry.text} ({_figure(saved)} for the whole unit, solved again)"
    return replace(entry, verified=saved, text=words)


def _figure(saved: float) -> str:
    """Three digits, and none of them as a power of ten."""
    return f"{saved:,.0f}" if saved >= 1000 else f"{saved:,.3g}"


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
    when = f"between {show_day(start)} and {show_day(until)}"
    if limit.kind == "supply_total":
        start, when = grid.start, "in all"
    text = (
        f"{_relief(scenario, book, limit, problem)} {when} "
        f"would save about {_figure(min(limit.value, reached))} {SAVES[goal.name]}"
    )
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


def _relief(scenario: Scenario, book: Factbook, limit: Limit, problem: SupplyProblem) -> str:
    what = limit_title(scenario, book, limit, problem)
    if limit.kind in ("supply", "supply_total"):
        item = problem.items[problem.supplies[limit.key[0]].item]
        unit = "tonne" if problem.mass[list(problem.items).index(item)] > 0 else "unit"
        return f"one more {unit} {'a day ' if limit.kind == 'supply' else ''}from {what}"
    return {
        "fleet": f"one more vehicle fit for duty in {what}",
        "based": f"one more vehicle fit for duty of {what}",
        "convoy": f"one more vehicle a day in {what}",
        "lane_capacity": f"one more tonne a day on {what}",
        "shared_limit": f"one more a day of {what}",
        "storage": f"one more cubic metre of {what}",
        "throughput": f"one more tonne a day of {what}",
        "handling": f"one more tonne a day of {what}",
        "sorties": f"one more a day of {what}",
    }[limit.kind]


def limit_title(scenario: Scenario, book: Factbook, limit: Limit, problem: SupplyProblem) -> str:
    """What a limit is called where people read of it."""
    ids = _ids(limit, problem)
    match limit.kind:
        case "fleet":
            return f"fleet {fleet_title(scenario, ids[0])}"
        case "based":
            fleet, base = fleet_title(scenario, ids[0]), short_title(scenario, ids[1])
            return f"fleet {fleet} at {base}"
        case "convoy":
            return f"convoys on {lane_title(scenario, ids[0])}"
        case "lane_capacity":
            return f"lane {lane_title(scenario, ids[0])}"
        case "shared_limit":
            return f"shared limit {readable(ids[0])}"
        case "storage":
            group = book.storage_groups[problem.groups[limit.key[1]]].title.lower()
            return f"store at {short_title(scenario, ids[0])} ({group})"
        case "throughput":
            return f"handling at {short_title(scenario, ids[0])}"
        case "handling":
            return f"handling by {ids[1]} at {short_title(scenario, ids[0])}"
        case "sorties":
            return f"sorties at {short_title(scenario, ids[0])}"
        case _:
            return f"source {supply_title(scenario, ids[0])}"
