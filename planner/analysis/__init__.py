"""Questions that need many plans of one scenario."""

from planner.analysis.assumed import assumed_in_all, assumed_shares, heavy_assumptions
from planner.analysis.lateness import lateness
from planner.analysis.survival import survive

__all__ = ["assumed_in_all", "assumed_shares", "heavy_assumptions", "lateness", "survive"]
