"""The funding room: what the plan costs, and which contributions pay which of it."""

from planner.funding.counts import Done
from planner.funding.solve import fund

__all__ = ["Done", "fund"]
