"""Are we ready: benchmarks, gates, due diligence, and what falls due when. No solver."""

from planner.readiness.facts import Facts
from planner.readiness.readiness import readiness, waiting

__all__ = ["Facts", "readiness", "waiting"]
