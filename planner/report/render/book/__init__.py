"""The plan's workbook: a summary, what the plan says, native charts, and its tables."""

from planner.report.render.book.make import book

__all__ = ["book"]
