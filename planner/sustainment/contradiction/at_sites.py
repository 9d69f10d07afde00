"""The hard limits of sites: stores, what they handle, airfields, and what opening them asks for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.lp import Group, Part
from planner.messages import said
from planner.sustainment.contradiction.limits import Limit, Source, by_key, rows_part
from planner.sustainment.network.openings import KINDS


def stores(source: Source) -> Iterator[Limit]:
    """The room of each store; none where the site has no store for the group."""
    problem, rows = source.problem, source.rows("storage")
    for (n, g), members in by_key(rows.keys["site"], rows.keys["group"]):
        site, group = problem.sites[n], problem.groups[g]
        figure = source.scenario.sites[site].storage.get(group)
        room = float(problem.stores.room[n, g])
        yield Limit(
            path=("sites", site, "storage", group),
            code="limits.storage" if figure else "limits.no-store",
            values={"site": site, "group": group},
            amount=room,
            unit="m3",
            group=Group(rows_part(rows, members), size=room),
            days=source.days_of(rows, members),
            gated=n in problem.openings.sites,
        )


def throughputs(source: Source) -> Iterator[Limit]:
    """What a site handles in a day."""
    problem, rows = source.problem, source.rows("throughput")
    for (n,), members in by_key(rows.keys["site"]):
        site, limit = problem.sites[n], float(problem.throughput[n])
        first, last = days = source.days_of(rows, members)
        yield Limit(
            path=("sites", site, "throughput"),
            code="limits.throughput",
            values={"site": site},
            amount=limit,
            unit="t/day",
            group=Group(
                rows_part(rows, members, (last - first + 1).astype(np.float64)), size=limit
            ),
            days=days,
            gated=n in problem.openings.sites,
        )


def by_mode(source: Source) -> Iterator[Limit]:
    """What a site handles in a day by one mode."""
    problem, rows = source.problem, source.rows("handling")
    for (n, m), members in by_key(rows.keys["site"], rows.keys["mode"]):
        site, mode = problem.sites[n], problem.handling.modes[m]
        mine = (problem.handling.site == n) & (problem.handling.mode == m)
        limit = float(problem.handling.tonnes[mine][0])
        first, last = days = source.days_of(rows, members)
        yield Limit(
            path=("sites", site, "handling", mode),
            code="limits.handling",
            values={"site": site, "mode": mode},
            amount=limit,
            unit="t/day",
            group=Group(
                rows_part(rows, members, (last - first + 1).astype(np.float64)), size=limit
            ),
            days=days,
        )


def airfields(source: Source) -> Iterator[Limit]:
    """The sorties that an airfield takes in a day."""
    problem, rows = source.problem, source.rows("sorties")
    for (n,), members in by_key(rows.keys["site"]):
        site, limit = problem.sites[n], float(problem.handling.sorties[n])
        first, last = days = source.days_of(rows, members)
        yield Limit(
            path=("sites", site, "airfield", "sorties_per_day"),
            code="limits.sorties",
            values={"site": site},
            amount=limit,
            unit=said("limits.unit-sorties-a-day"),
            group=Group(
                rows_part(rows, members, (last - first + 1).astype(np.float64)), size=limit
            ),
            days=days,
        )


def lanes_in_use(source: Source) -> Iterator[Limit]:
    """The number of lanes that lead to and from a site."""
    problem = source.problem
    for family, most, field in (
        ("lanes_in", problem.openings.most_in, "most_lanes_in"),
        ("lanes_out", problem.openings.most_out, "most_lanes_out"),
    ):
        rows = source.rows(family)
        for (n,), members in by_key(rows.keys["site"]):
            yield Limit(
                path=("sites", problem.sites[n], field),
                code=f"limits.{family.replace('_', '-')}",
                values={"site": problem.sites[n]},
                amount=float(most[n]),
                unit=said("limits.unit-lanes"),
                group=Group(rows_part(rows, members), size=float(most[n])),
            )


def smallest_loads(source: Source) -> Iterator[Limit]:
    """What a site that is opened has to receive."""
    problem, rows = source.problem, source.rows("smallest_site")
    for (n,), members in by_key(rows.keys["site"]):
        site = problem.sites[n]
        load = float(problem.openings.site_smallest[problem.openings.sites == n][0])
        yield Limit(
            path=("sites", site, "opening", "smallest_load"),
            code="limits.site-smallest-load",
            values={"site": site},
            amount=load,
            unit="t",
            group=Group(rows_part(rows, members), size=load),
            sign=-1.0,
        )


def expansions(source: Source) -> Iterator[Limit]:
    """What can be added at the most: to a store, a throughput, a lane, a fleet."""
    problem = source.problem
    more, ids = problem.expansions, source.hard.variables.expanded.ids
    for e, (kind, index) in enumerate(zip(more.kind.tolist(), more.index.tolist(), strict=True)):
        path, code, values, unit = _added(source, KINDS[kind], index, int(more.group[e]))
        most = float(more.most[e])
        yield Limit(
            path=(*path, "most"),
            code=code,
            values=values,
            amount=most,
            unit=unit,
            group=Group(upper=Part(np.array([ids[e]])), size=most),
        )


def _added(
    source: Source, kind: str, index: int, group: int
) -> tuple[tuple[str, ...], str, dict[str, object], str]:
    problem = source.problem
    if kind == "lane":
        lane = problem.lanes[index]
        return ("lanes", lane, "more_capacity"), "limits.more-capacity", {"lane": lane}, "t/day"
    if kind == "fleet":
        fleet, vehicles = problem.fleets[index], said("limits.unit-vehicles")
        return ("fleets", fleet, "hire"), "limits.hire", {"fleet": fleet}, vehicles
    site = problem.sites[index]
    if kind == "throughput":
        named: dict[str, object] = {"site": site}
        return ("sites", site, "more_throughput"), "limits.more-throughput", named, "t/day"
    name = problem.groups[group]
    named = {"site": site, "group": name}
    return ("sites", site, "more_storage", name), "limits.more-storage", named, "m3"
