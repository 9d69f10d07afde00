"""Questions that need many plans of one scenario."""

from planner.analysis.lateness import lateness
from planner.analysis.provenance import provenance
from planner.analysis.survival import survive

__all__ = ["lateness", "provenance", "survive"]
