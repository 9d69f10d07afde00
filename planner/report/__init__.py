"""What a plan says, as blocks, and the renderers that put blocks on a screen or into a file."""

from planner.report.render import FORMATS, render
from planner.report.sections import SECTIONS, report_blocks

__all__ = ["FORMATS", "SECTIONS", "render", "report_blocks"]
