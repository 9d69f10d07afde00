"""Questions that need many plans of one scenario."""

from planner.analysis.assumed import assumed_in_all, assumed_shares, heavy_assumptions
from planner.analysis.compare import compare
from planner.analysis.explain import explain, explanation_of, shortages, shortages_of
from planner.analysis.lateness import lateness
from planner.analysis.prepare import prepare
from planner.analysis.provenance import provenance
from planner.analysis.risk.risk import risk
from planner.analysis.survival import survive
from planner.analysis.sweep.sweep import sweep
from planner.analysis.what_if import what_if

__all__ = [
    "assumed_in_all",
    "assumed_shares",
    "compare",
    "explain",
    "explanation_of",
    "heavy_assumptions",
    "lateness",
    "prepare",
    "provenance",
    "risk",
    "shortages",
    "shortages_of",
    "survive",
    "sweep",
    "what_if",
]
