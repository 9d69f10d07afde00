"""Pictures drawn: the blocks of pictures as SVG, PNG, and charts for notebooks."""

from planner.report.draw.drawing import chart, png, svg
from planner.report.draw.palette import PALETTE

__all__ = ["PALETTE", "chart", "png", "svg"]
