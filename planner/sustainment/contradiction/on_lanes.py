"""The hard limits of lanes, fleets, and what several of them share."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.lp import Group, Part
from planner.messages import said
from planner.sustainment.contradiction.limits import Limit, Source, by_key, rows_part


def capacities(source: Source) -> Iterator[Limit]:
    """What leaves on a lane in a day; a season leaves a share of that."""
    problem, rows = source.problem, source.rows("lane_capacity")
    for (a,), members in by_key(rows.keys["lane"]):
        lane = problem.lanes[a]
        figure = source.scenario.lanes[lane].capacity
        amount = figure.value if figure else 0.0
        period = rows.keys["period"][members]
        days = problem.grid.lengths[period].astype(np.float64)
        yield Limit(
            path=("lanes", lane, "capacity"),
            code="limits.lane-capacity",
            values={"lane": lane},
            amount=amount,
            unit="t/day",
            group=Group(
                rows_part(
                    rows,
                    members,
                    problem.lane_capacity[a, period] / amount if amount > 0 else days,
                ),
                size=amount,
            ),
            days=source.days_of(rows, members),
        )


def convoys(source: Source) -> Iterator[Limit]:
    """The vehicles of a convoy."""
    problem, rows = source.problem, source.rows("convoy")
    for (a,), members in by_key(rows.keys["lane"]):
        lane = problem.lanes[a]
        entry = source.scenario.lanes[lane].convoys
        if entry is not None:
            days = problem.grid.lengths[rows.keys["period"][members]]
            yield Limit(
                path=("lanes", lane, "convoys", "vehicles"),
                code="limits.convoys",
                values={"lane": lane},
                amount=entry.vehicles.value,
                unit=said("limits.unit-vehicles"),
                group=Group(
                    rows_part(rows, members, days / entry.every_days.value),
                    size=entry.vehicles.value,
                ),
                days=source.days_of(rows, members),
            )


def smallest_loads(source: Source) -> Iterator[Limit]:
    """What a lane that is opened carries in the whole plan."""
    problem, rows = source.problem, source.rows("smallest_load")
    for (a,), members in by_key(rows.keys["lane"]):
        lane = problem.lanes[a]
        load = float(problem.openings.lane_smallest[problem.openings.lanes == a][0])
        yield Limit(
            path=("lanes", lane, "opening", "smallest_load"),
            code="limits.lane-smallest-load",
            values={"lane": lane},
            amount=load,
            unit="t",
            group=Group(rows_part(rows, members), size=load),
            sign=-1.0,
        )


def smallest_runs(source: Source) -> Iterator[Limit]:
    """What a lane carries on a day on which it runs."""
    problem, rows = source.problem, source.rows("smallest_run")
    for (a,), members in by_key(rows.keys["lane"]):
        lane = problem.lanes[a]
        load = float(problem.openings.run_smallest[problem.openings.runs == a][0])
        days = problem.grid.lengths[rows.keys["period"][members]].astype(np.float64)
        yield Limit(
            path=("lanes", lane, "runs", "smallest_load"),
            code="limits.run-smallest-load",
            values={"lane": lane},
            amount=load,
            unit="t",
            group=Group(rows_part(rows, members, days), size=load),
            sign=-1.0,
            days=source.days_of(rows, members),
        )


def fleets(source: Source) -> Iterator[Limit]:
    """The vehicles of a fleet, on any day, or where they are based on the first."""
    problem = source.problem
    free, home = source.rows("fleet"), source.rows("basing")
    at_base = problem.basing.base[home.keys["fleet"]] == home.keys["site"]
    at_base &= home.keys["period"] == 0
    for v, fleet in enumerate(problem.fleets):
        mine = np.flatnonzero(free.keys["fleet"] == v)
        based = np.flatnonzero(at_base & (home.keys["fleet"] == v))
        if not mine.size + based.size:
            continue
        count = source.scenario.fleets[fleet].count.value
        fit = float(problem.fit[v])
        parts = [rows_part(free, mine, fit), rows_part(home, based, fit)]
        days = [source.days_of(free, mine), source.days_of(home, based)]
        yield Limit(
            path=("fleets", fleet, "count"),
            code="limits.fleet",
            values={"fleet": fleet},
            amount=count,
            unit=said("limits.unit-vehicles"),
            group=Group(
                Part(
                    np.concatenate([part.ids for part in parts]),
                    np.concatenate([part.each for part in parts]),
                ),
                size=count,
                less=count,
            ),
            days=(
                np.concatenate([first for first, _ in days]),
                np.concatenate([last for _, last in days]),
            ),
        )


def shared(source: Source) -> Iterator[Limit]:
    """What lanes and supplies share in a day."""
    problem, rows = source.problem, source.rows("shared_limit")
    for (s,), members in by_key(rows.keys["limit"]):
        name = problem.limits.ids[s]
        figure = source.scenario.limits[name].per_day
        unit = (figure.unit or "").removesuffix("/day")
        days = problem.grid.lengths[rows.keys["period"][members]].astype(np.float64)
        yield Limit(
            path=("limits", name, "per_day"),
            code="limits.shared",
            values={"limit": name, "unit": unit},
            amount=figure.value,
            unit=f"{unit}/day" if unit else said("limits.unit-a-day"),
            group=Group(rows_part(rows, members, days), size=figure.value),
            days=source.days_of(rows, members),
        )
