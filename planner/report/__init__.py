"""What a plan says, as blocks, and the renderers that put blocks on a screen or into a file.

What tells of a plan is imported when it is first used: a command that tells only of faults takes
their form from this room, and waits for none of the sections.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.report.render import FORMATS, render

if TYPE_CHECKING:
    from planner.report.sections import SECTIONS, generation_blocks, report_blocks

LATER = ("SECTIONS", "generation_blocks", "report_blocks")

__all__ = ["FORMATS", "SECTIONS", "generation_blocks", "render", "report_blocks"]


def __getattr__(name: str) -> Any:
    if name not in LATER:
        raise AttributeError(f"module 'planner.report' has no attribute {name!r}")
    return getattr(import_module("planner.report.sections"), name)
