"""What to choose before it is known which disruption comes."""

from planner.analysis.prepare.prepare import prepare

__all__ = ["prepare"]
