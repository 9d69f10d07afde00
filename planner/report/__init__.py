"""What a plan says, as blocks, and the renderers that put blocks on a screen or into a file."""

from planner.report.render import FORMATS, render
from planner.report.sections import SECTIONS, generation_blocks, report_blocks

__all__ = ["FORMATS", "SECTIONS", "generation_blocks", "render", "report_blocks"]
