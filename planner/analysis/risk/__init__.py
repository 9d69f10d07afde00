"""How sure a plan is when what nobody knows turns out in many ways."""

from planner.analysis.risk.risk import risk

__all__ = ["risk"]
