"""Why a number of a plan is what it is, and the cheapest change that would make it another."""

from planner.analysis.explain.explain import explain, explanation_of
from planner.analysis.explain.shortages import shortages, shortages_of

__all__ = ["explain", "explanation_of", "shortages", "shortages_of"]
