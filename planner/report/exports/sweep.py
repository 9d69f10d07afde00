"""A sweep as a tidy table: a row a point, a column for each path and each number."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.sweep import Sweep
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario
from planner.scenario.what_if import as_written


def sweep_table(found: Sweep, scenario: Scenario) -> DataTable:
    """What was put at each path and the numbers of the plan then, with how they are known."""
    numbers = [found.is_numeric(place) for place in range(len(found.paths))]
    columns = (
        "point#",
        *(f"{path}{'#' * is_number}" for path, is_number in zip(found.paths, numbers, strict=True)),
        *(f"{name.value}#" for name in found.headlines),
        "how",
        "told",
    )
    return data_table("points", scenario, columns, _rows(found, numbers))


def _rows(found: Sweep, numbers: list[bool]) -> Iterator[tuple[Cell, ...]]:
    for number, point in enumerate(found.points):
        put = (
            float(value) if is_number else as_written(value)  # type: ignore[arg-type]
            for value, is_number in zip(point.put, numbers, strict=True)
        )
        values = (point.values.get(name) for name in found.headlines)
        yield (number, *put, *values, point.how.value, point.told or None)
