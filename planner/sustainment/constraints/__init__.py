"""The constraint families of sustainment, in reading order (formulation, section 3)."""

from __future__ import annotations

from collections.abc import Callable

from planner.lp import LinearModel, Rows
from planner.sustainment.constraints.balance import balance
from planner.sustainment.constraints.capacity import (
    handling,
    lane_capacity,
    shared_limit,
    storage,
    throughput,
)
from planner.sustainment.constraints.loading import payload, volume
from planner.sustainment.constraints.opening import (
    lanes_in,
    lanes_out,
    opened_conversion,
    opened_lane,
    opened_site,
    opened_supply,
    runs,
    smallest_load,
    smallest_run,
    smallest_site,
)
from planner.sustainment.constraints.policy import policy
from planner.sustainment.constraints.sources import supply_least, supply_total
from planner.sustainment.constraints.tighter import enough_opened, joint_load
from planner.sustainment.constraints.vehicles import based, basing, convoy, fleet, sorties
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import SupplyVariables

__all__ = ["FAMILIES", "Family"]

Family = Callable[[LinearModel, SupplyProblem, SupplyVariables], Rows]

FAMILIES: tuple[Family, ...] = (
    balance,
    payload,
    volume,
    fleet,
    based,
    basing,
    convoy,
    lane_capacity,
    shared_limit,
    storage,
    throughput,
    handling,
    sorties,
    supply_total,
    supply_least,
    opened_site,
    opened_supply,
    opened_conversion,
    opened_lane,
    joint_load,
    smallest_site,
    smallest_load,
    lanes_out,
    lanes_in,
    runs,
    smallest_run,
    enough_opened,
    policy,
)
