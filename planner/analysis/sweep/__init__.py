"""Plans over many points of a scenario: which points, and the numbers at each."""

from planner.analysis.sweep.points import (
    Axis,
    Points,
    axis_of,
    grid,
    latin,
    listed_points,
    points_in,
)
from planner.analysis.sweep.sweep import sweep

__all__ = ["Axis", "Points", "axis_of", "grid", "latin", "listed_points", "points_in", "sweep"]
