"""The records of a plan as typed tables for other programs, at full precision."""

from planner.report.exports.deployment import deployment_tables, lacks_told
from planner.report.exports.forces import force_tables, generation_tables
from planner.report.exports.plan import plan_tables
from planner.report.exports.provenance import provenance_tables
from planner.report.exports.services import service_tables
from planner.report.exports.sustainment import supply_tables
from planner.report.exports.typed import data_table

__all__ = [
    "data_table",
    "deployment_tables",
    "force_tables",
    "generation_tables",
    "lacks_told",
    "plan_tables",
    "provenance_tables",
    "service_tables",
    "supply_tables",
]
