"""What flows on lanes day by day, and how much of what they could carry that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import FleetId, LaneId
from planner.messages import said
from planner.records.flow import Use, UseKind
from planner.records.supply import SupplyPlan
from planner.report.blocks import Days
from planner.scenario import Scenario
from planner.scenario.titles import fleet_title

Floats = NDArray[np.float64]
Indices = NDArray[np.int16]
LANE_ITSELF = 0


@dataclass(frozen=True, eq=False)
class LaneUse:
    """[L, D] tonnes that leave a day; the share used of the tightest limit, NaN where there is
    none; and which of `limits` that is, -1 for none."""

    flow: Floats
    share: Floats
    limit: Indices
    limits: tuple[str, ...]


def lane_use(
    scenario: Scenario, supply: SupplyPlan, days: Days, lanes: tuple[LaneId, ...]
) -> LaneUse:
    """The use of lanes, from movements and uses.

    A lane is as full as the fullest of its own capacity and of the fleets that carry anything on
    it on the day. Its own share is that of the day; a fleet's is that of the week.
    """
    fleets = tuple(sorted(scenario.fleets))
    flow, carried = _moved(supply, days, lanes, fleets)
    share = _own_share(supply, days, lanes, flow)
    limit = np.where(np.isnan(share), -1, LANE_ITSELF).astype(np.int16)
    busy = _fleet_share(supply, days, fleets)
    for (lane, fleet), on in carried.items():
        tighter = on & ~(busy[fleet] <= share[lane]) & ~np.isnan(busy[fleet])
        share[lane, tighter] = busy[fleet, tighter]
        limit[lane, tighter] = fleet + 1
    titles = (fleet_title(scenario, fleet) for fleet in fleets)
    return LaneUse(flow, share, limit, (said("network.lane-itself"), *titles))


def _moved(
    supply: SupplyPlan, days: Days, lanes: tuple[LaneId, ...], fleets: tuple[FleetId, ...]
) -> tuple[Floats, dict[tuple[int, int], NDArray[np.bool_]]]:
    """[L, D] tonnes that leave on each day; the days on which each fleet carries on each lane."""
    row = {lane: number for number, lane in enumerate(lanes)}
    mine = [entry for entry in supply.movements if entry.lane in row]
    rows = np.array([row[entry.lane] for entry in mine], dtype=np.intp)
    first = np.array([entry.start for entry in mine], dtype=np.intp) - days.start
    until = np.array([entry.until for entry in mine], dtype=np.intp) - days.start
    tonnes = np.array([entry.tonnes for entry in mine])
    flow = np.zeros((len(lanes), len(days)))
    # a movement goes evenly over its days: day by day there are few, and nothing is left over as
    # there is of running sums
    for ahead in range(int((until - first).max(initial=0))):
        on = first + ahead < until
        np.add.at(flow, (rows[on], first[on] + ahead), tonnes[on] / (until - first)[on])
    carried: dict[tuple[int, int], NDArray[np.bool_]] = {}
    column = {fleet: number for number, fleet in enumerate(fleets)}
    for entry in mine:
        if entry.fleet is not None:
            pair = (row[entry.lane], column[entry.fleet])
            on = carried.setdefault(pair, np.zeros(len(days), dtype=np.bool_))
            on[entry.start - days.start : entry.until - days.start] = True
    return flow, carried


def _own_share(supply: SupplyPlan, days: Days, lanes: tuple[LaneId, ...], flow: Floats) -> Floats:
    """[L, D] what flows of what may leave: the week's limit, evenly; NaN without one."""
    share = np.full(flow.shape, np.nan)
    row = {lane: number for number, lane in enumerate(lanes)}
    for use in _of(supply, UseKind.LANE):
        number = row.get(LaneId(use.id))
        if number is not None and use.available:
            span = _span(use, days)
            part = flow[number, span] * (use.until - use.start) / use.available
            # where a season ends within the week the limit is not even: no day was fuller than
            # the records say
            share[number, span] = np.minimum(part, max(use.peak_share or 0.0, use.share or 0.0))
    return share


def _fleet_share(supply: SupplyPlan, days: Days, fleets: tuple[FleetId, ...]) -> Floats:
    """[V, D] vehicles on the road of those fit for duty, week by week; NaN where none are."""
    share = np.full((len(fleets), len(days)), np.nan)
    row = {fleet: number for number, fleet in enumerate(fleets)}
    for use in _of(supply, UseKind.FLEET):
        if use.share is not None:
            share[row[FleetId(use.id)], _span(use, days)] = use.share
    return share


def _of(supply: SupplyPlan, kind: UseKind) -> list[Use]:
    return [use for use in supply.uses if use.kind is kind]


def _span(use: Use, days: Days) -> slice:
    return slice(use.start - days.start, use.until - days.start)
