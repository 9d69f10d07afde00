"""Why there is no plan at all, in the scenario's own words."""

from __future__ import annotations

from planner.errors import NoPlanError
from planner.lp import LinearModel, Outcome, SolveOptions, SolverError, Status, conflict

LIMITS = {
    "storage": "the store (cubic metres) is too small for the stock that must stand there",
    "lane_capacity": "the lane's capacity (tonnes) is too small",
    "throughput": "the site's throughput (tonnes) is too small",
    "fleet": "the fleet has too few vehicle-days",
    "supply_total": "the supply has too little",
    "supply_least": "more must be taken than the plan can use, sell or keep",
}


def require_plan(model: LinearModel, outcome: Outcome, options: SolveOptions) -> None:
    """Raise `NoPlanError` where an outcome has no solution: with what contradicts what, where the
    hard limits do."""
    if outcome.status.has_solution:
        return
    if outcome.status is not Status.INFEASIBLE:
        raise NoPlanError("limit", f"there is no supply plan: {outcome.status.value}")
    hard = [rows.family for rows in model.row_families if rows.family != "balance"]
    try:
        found = conflict(model, options, soft=hard)
    except SolverError:  # the limit came before the reason: the verdict stands without it
        found = ()
    words = [
        f"{miss.label}: {LIMITS.get(miss.family, miss.family)} by {miss.amount:,.6g}"
        for miss in found
    ]
    raise NoPlanError("infeasible", "the scenario's hard limits contradict each other", words)
