"""The workbook that a planner starts from: the first scenario, and sheets for what it lacks."""

from __future__ import annotations

from planner.messages import Language
from planner.report.scenario_book.book import scenario_workbook
from planner.scenario.document import parse_document

ALSO: dict[str, tuple[()] | dict[str, object]] = {
    "contributors": {},
    "stocks": {},
    "demands": {},
    "decisions": (),
    "milestones": {},
}
"""Sections that a planner will want, each with its columns and no entry yet."""


def template(text: str, language: Language = "en") -> bytes:
    """The scenario in a YAML text as a workbook to fill in. Raises as `scenario_workbook` does."""
    data = parse_document(text, "scenario.yaml").data
    return scenario_workbook({**ALSO, **data}, language)
