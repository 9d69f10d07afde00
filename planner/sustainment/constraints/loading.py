"""What vehicles carry."""

from __future__ import annotations

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.legs import Leg
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import SupplyVariables


def payload(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Vehicles carry no more than their payload.

    sum over k of mass[k] * flow[l,k,t] <= payload[l] * trips[l,t], for every leg with a fleet and
    period; tonnes. Violated, it reads: "vehicles on leg l are overloaded".
    """
    limit = np.array([leg.payload_t for leg in problem.legs])
    return _loads(model, problem, variables, "payload", problem.mass, limit)


def volume(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Vehicles carry no more than they have room for.

    sum over k of volume[k] * flow[l,k,t] <= room[l] * trips[l,t], for every leg with a fleet whose
    room can bind before its payload does; cubic metres. Violated, it reads: "vehicles on leg l are
    overfilled".
    """
    limit = np.array([leg.volume_m3 if _bulky(leg, problem) else np.inf for leg in problem.legs])
    return _loads(model, problem, variables, "volume", problem.volume, limit)


def _bulky(leg: Leg, problem: SupplyProblem) -> bool:
    """True where an item can fill the vehicle's room before it reaches its payload."""
    if leg.volume_m3 == np.inf:
        return False
    items = list(leg.items)
    per_load = problem.volume[items] / np.maximum(problem.mass[items], 1e-30) * leg.payload_t
    return bool(np.any(per_load > leg.volume_m3))


def _loads(
    model: LinearModel,
    problem: SupplyProblem,
    variables: SupplyVariables,
    family: str,
    weight: Floats,
    limit: Floats,
) -> Rows:
    """Each leg's load against its limit; a leg without vehicles has none."""
    flows, legs = problem.flows, np.isfinite(limit)
    leg, period = np.nonzero((variables.trips_at >= 0) & legs[:, None])
    row_of = np.full(variables.trips_at.shape, -1, dtype=np.int64)
    row_of[leg, period] = np.arange(len(leg))
    flow = flows.on(legs)
    return model.add_rows(
        family,
        {
            "lane": problem.lane_of_leg[leg],
            "fleet": problem.fleet_of_leg[leg],
            "period": period,
        },
        Sense.LE,
        np.zeros(len(leg)),
        [
            Terms(
                row_of[flows.leg[flow], flows.period[flow]],
                variables.flow.ids[flow],
                weight[flows.item[flow]],
            ),
            Terms(np.arange(len(leg)), variables.trips_at[leg, period], -limit[leg]),
        ],
    )
