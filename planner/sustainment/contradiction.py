"""Why there is no plan at all, in the scenario's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.errors import NoPlanError
from planner.lp import Conflict, LinearModel, Outcome, SolveOptions, SolverError, Status, conflict

LIMITS = {
    "storage": "the store (cubic metres) is too small for the stock that must stand there",
    "lane_capacity": "the lane's capacity (tonnes) is too small",
    "throughput": "the site's throughput (tonnes) is too small",
    "handling": "what can be handled by the mode (tonnes) is too little",
    "sorties": "the airfield takes too few sorties",
    "convoy": "the convoys take too few vehicles",
    "shared_limit": "what is shared is too little",
    "fleet": "the fleet has too few vehicle-days",
    "supply_total": "the supply has too little",
    "supply_least": "more must be taken than the plan can use, sell or keep",
}
DAY = re.compile(r"D[+-][0-9]+")


def require_plan(model: LinearModel, outcome: Outcome, options: SolveOptions) -> None:
    """Raise `NoPlanError` where an outcome has no solution: with what contradicts what, where the
    hard limits do."""
    if outcome.status.has_solution:
        return
    if outcome.status is not Status.INFEASIBLE:
        raise NoPlanError("limit", f"there is no supply plan: {outcome.words}")
    hard = [rows.family for rows in model.row_families if rows.family in LIMITS]
    try:
        found = conflict(model, options, soft=hard)
    except SolverError:  # the limit came before the reason: the verdict stands without it
        found = ()
    words = list(_in_words(found))
    raise NoPlanError("infeasible", "the scenario's hard limits contradict each other", words)


def _in_words(found: tuple[Conflict, ...]) -> Iterator[str]:
    """One line for each limit: by how much it is missed at the worst, and on how many days."""
    by_limit: dict[tuple[str, str], list[Conflict]] = {}
    for miss in found:
        inside = miss.label.partition("[")[2].rstrip("]")
        named = ",".join(part for part in inside.split(",") if not DAY.fullmatch(part))
        by_limit.setdefault((miss.family, named), []).append(miss)
    for (family, named), misses in by_limit.items():
        worst = max(misses, key=lambda miss: miss.amount)
        rows = f", in {len(misses)} places of the plan" if len(misses) > 1 else ""
        words = family.replace("_", " ")
        yield f"{words} {named}: {LIMITS[family]} by {worst.amount:,.6g}{rows}"
