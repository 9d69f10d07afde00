"""The document: a report as a DOCX annex, in a template that a headquarters may replace."""

from planner.report.render.document.make import document

__all__ = ["document"]
