"""A report as one page for a browser: one file that asks for nothing outside itself."""

from planner.report.render.html.compose import page

__all__ = ["page"]
