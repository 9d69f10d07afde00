"""Sustainment and pre-positioning: how much of what must stand where before the troops arrive."""

from planner.sustainment.demand.gap import self_sufficiency_gap
from planner.sustainment.solve import plan_supply

__all__ = ["plan_supply", "self_sufficiency_gap"]
