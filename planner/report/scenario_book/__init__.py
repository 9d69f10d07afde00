"""A scenario as a workbook that planners fill in, and that is read as the same scenario.

`planner/scenario/layout.py` says what stands where; here it gets its looks, its drop-down lists and
its explanations.
"""

from planner.report.scenario_book.book import scenario_workbook, to_workbook
from planner.report.scenario_book.template import template

__all__ = ["scenario_workbook", "template", "to_workbook"]
