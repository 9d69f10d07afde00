"""Questions that need many plans of one scenario."""

from planner.analysis.explain import explain, explanation_of, shortages, shortages_of
from planner.analysis.lateness import lateness
from planner.analysis.survival import survive

__all__ = ["explain", "explanation_of", "lateness", "shortages", "shortages_of", "survive"]
