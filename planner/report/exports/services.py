"""Services as typed tables: points, who is served from where, who is without."""

from __future__ import annotations

from dataclasses import astuple

from planner.records.services import ServicePlan, ServicePoint, Unserved
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario

POINTS = (
    "service",
    "site",
    "points#",
    "standing#",
    "needed_from@",
    "until@",
    "serves",
    "persons#",
    "person_days#",
    "farthest_hours#",
    "cost_usd#",
)
SERVED = (
    "service",
    "site",
    "point",
    "from@",
    "until@",
    "persons#",
    "person_days#",
    "hours#",
)
UNSERVED = (
    "service",
    "site",
    "from@",
    "until@",
    "persons#",
    "person_days#",
    "cause",
    "reason",
)


def service_tables(placed: ServicePlan, scenario: Scenario) -> tuple[DataTable, ...]:
    """Points, who is served from where, who is without."""
    return (
        data_table("points", scenario, POINTS, map(_point, placed.points)),
        data_table("served", scenario, SERVED, map(astuple, placed.served)),
        data_table("unserved", scenario, UNSERVED, map(_unserved, placed.unserved)),
    )


def _point(point: ServicePoint) -> tuple[Cell, ...]:
    row = astuple(point)
    serves = row.index(point.serves)
    return (*row[:serves], " ".join(point.serves) or None, *row[serves + 1 :])


def _unserved(entry: Unserved) -> tuple[Cell, ...]:
    return (*astuple(entry)[:-2], entry.cause.value, entry.reason)
