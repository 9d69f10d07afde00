"""The truth of the workbook: every number of the plan's JSON stands in its tables, to the bit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner
from planner.dossier import Dossier
from planner.report import report_blocks
from planner.report.exports import plan_tables
from planner.report.render.book import book
from planner.report.render.tables import DataColumn, DataTable, Kind
from planner.report.render.xlsx import to_xlsx
from tests.report.book.reader import Rows, records, sheets
from tests.report.support import MISSION, plan_of

PLANS = ("first", "short", "mission")
Json = dict[str, Any]

# by table: where the result has its entries; below a dot entries that each of a list has
TABLES = {
    "requirements": "forces.requirements",
    "reasons": "forces.requirements.reasons",
    "fills": "forces.requirements.periods",
    "assignments": "forces.assignments",
    "unused": "forces.unused",
    "asks": "forces.ask_lists.*.lines",
    "force-list": "forces.deployment.force_list",
    "closures": "forces.deployment.closures",
    "milestones": "forces.deployment.milestones",
    "strength": "forces.deployment.strength",
    "equipment": "forces.host.equipment",
    "courses": "forces.host.courses",
    "host-strength": "forces.host.strength.steps",
    "gap": "gap.forces",
    "gap-items": "gap.forces.items",
    "prepositioned": "sustainment.prepositioned",
    "failures": "sustainment.failures",
    "unmet": "sustainment.unmet",
    "breaches": "sustainment.breaches",
    "stocks": "sustainment.stocks",
    "movements": "sustainment.movements",
    "departures": "sustainment.departures",
    "receipts": "sustainment.receipts",
    "fleet-use": "sustainment.uses",
    "lane-use": "sustainment.uses",
    "site-use": "sustainment.uses",
    "population": "sustainment.demand.population",
    "classes": "sustainment.demand.classes",
    "patients": "sustainment.demand.patients",
    "demand": "sustainment.item_demand",
    "turnovers": "sustainment.turnovers",
    "bottlenecks": "sustainment.bottlenecks",
    "points": "services.points",
    "served": "services.served",
    "register": "assumptions.figures",
}
# what a table calls otherwise than the result does
RENAMED = {
    ("assignments", "arrival"): "from",
    ("assignments", "until"): "to",
    ("bottlenecks", "until"): "to",
    ("milestones", "requirements"): "counted",
    ("population", "personnel"): "persons",
    ("unmet", "from"): "day",
}
# lists whose numbers are told elsewhere: the rank of an ask beside its line; stations and reliefs
# in words beside the unit, as is what a milestone lacks
ELSEWHERE = {
    "forces.asks",
    "forces.ask_lists.*.ranking",
    "forces.ask_lists.*.still_short",
    "forces.deployment.force_list.reliefs",
    "forces.deployment.force_list.stays",
    "forces.deployment.milestones.held_back_by",
    "forces.deployment.milestones.lost_by",
    "sustainment.prepositioned.way",
}
GOALS = {"forces.goals", "forces.fills.goals", "sustainment.goals", "services.goals"}
# what their entries have stands beside the lists below them
ABOVE = {"forces.fills", "forces.host.strength"}
DAY = re.compile(r"D[+-]\d+")


@cache
def planned(name: str) -> planner.Plan:
    return planner.plan(planner.load(MISSION)) if name == "mission" else plan_of(name)


@cache
def result(name: str) -> Json:
    return planned(name).to_dict()


@cache
def made(name: str) -> dict[str, Rows]:
    plan = planned(name)
    return sheets(book(report_blocks(plan), plan_tables(Dossier(plan))))


def is_told(value: Any) -> bool:
    """True for a number or a day."""
    if isinstance(value, str):
        return DAY.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def entries(node: Any, path: str) -> Iterator[Json]:
    """The entries at a path, those of lists within lists too."""
    key, _, rest = path.partition(".")
    if isinstance(node, list):
        for part in node:
            yield from entries(part, path)
    elif not path:
        yield node
    elif key == "*":
        for part in node.values():
            yield from entries(part, rest)
    elif key in node:
        if rest or not isinstance(node[key], list):
            yield from entries(node[key], rest)
        else:
            yield from node[key]


def wanted(table: str, data: Json) -> list[Json]:
    """What a table has to hold, an entry a row."""
    found = list(entries(data, TABLES[table]))
    match table:
        case "stocks":
            return [day for entry in found if any(entry["quantity"]) for day in days_of(entry)]
        case "asks":
            return [ask_of(entry) for entry in found]
        case "fleet-use" | "lane-use" | "site-use":
            return [entry for entry in found if f"{entry['kind']}-use" == table]
    return found


def days_of(stock: Json) -> Iterator[Json]:
    """The days of a stock, which the result has as lists."""
    first = int(stock["from"].removeprefix("D"))
    for i, quantity in enumerate(stock["quantity"]):
        yield {
            "day": f"D{first + i:+d}",
            "quantity": quantity,
            "days_of_supply": stock["days_of_supply"][i],
            "policy_low": stock["low"][i] if stock["low"] else None,
            "policy_high": stock["high"][i] if stock["high"] else None,
        }


def ask_of(line: Json) -> Json:
    """A line of a list of asks: `units` are units there, and what they amount to a quantity."""
    strength = {"personnel": line["personnel"]} if line["strength_known"] else {}
    others = {"latest_arrival": line["latest_arrival"], "cost": line["cost"]}
    return {"units": line["count"], "quantity": line["units"], **strength, **others}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", PLANS)
def test_every_number_and_day_of_the_result_is_in_its_table(name: str, table: str) -> None:
    asked = wanted(table, result(name))
    found = records(made(name)[table]) if asked else []
    assert len(found) == len(asked)
    for row, entry in zip(found, asked, strict=True):
        cost = {"cost": row.get("cost_usd")}
        named = cost | {RENAMED.get((table, name), name): cell for name, cell in row.items()}
        told = {key: value for key, value in entry.items() if is_told(value)}
        assert {key: named.get(key) for key in told} == told


@pytest.mark.parametrize("name", PLANS)
def test_goals_are_those_of_the_result(name: str) -> None:
    asked = [goal for path in sorted(GOALS) for goal in entries(result(name), path)]
    found = records(made(name)["goals"])

    def told(goals: list[Json]) -> list[tuple[Any, ...]]:
        return sorted((g["goal"], str(g["priority"]), g["value"], str(g["bound"])) for g in goals)

    assert told([{**goal, "priority": _whole(goal["priority"])} for goal in found]) == told(asked)


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


@pytest.mark.parametrize("name", PLANS)
def test_no_list_of_the_result_is_forgotten(name: str) -> None:
    there = {re.sub(r"(shortest|cheapest)", "*", path) for path in lists_of(result(name))}
    assert there - set(TABLES.values()) - ELSEWHERE - GOALS - ABOVE == set()


def lists_of(node: Any, path: str = "") -> Iterator[str]:
    """The path of every list of entries that have a number or a day."""
    if isinstance(node, dict):
        for key, part in node.items():
            yield from lists_of(part, f"{path}.{key}".lstrip("."))
    elif isinstance(node, list):
        for part in node:
            if isinstance(part, dict):
                if any(map(is_told, part.values())):
                    yield path
                yield from lists_of(part, path)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_every_digit(number: float) -> None:
    table = DataTable("n", (DataColumn("n", Kind.NUMBER),), ((number,),))
    [[_, [cell]]] = sheets(to_xlsx([table])).values()
    assert cell == number
