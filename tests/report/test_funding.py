"""Who pays, wherever a plan is told: reports, tables, JSON, plan files and comparisons."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Any

import jsonschema
import pytest

import planner
from planner.dossier import Dossier, packed
from planner.dossier.file import unpacked
from planner.errors import InputError
from planner.records.comparison import Measured
from planner.records.contract import schema_of
from planner.report.content import comparison_content, content_of
from planner.report.render.plain import plain
from tests.dossier.test_file import put, repacked
from tests.funding.test_supply import GOODS, mapping

MONEY = {
    "m": {
        "title": "Money",
        "channel": "gifts",
        "pledged": {"value": 60, "unit": "EUR", "source": "S/2012/894 §97"},
        "condition": "A council agrees.",
    },
    "carts": {"title": "Carts", "channel": "gifts", "fleets": ["carts"]},
}
EURO = {"EUR": {"dollars": 1.25, "on": "2013-01-29"}}


@cache
def paid(*, cents: bool = False) -> planner.Plan:
    """Goods for 114, of which 14 are given in kind and 75 are paid: 25 are missing."""
    more = {"more": {"title": "More", "channel": "gifts", "pledged": 20}} if cents else {}
    written = mapping({"all": GOODS}, contributions=MONEY | more, currencies=EURO)
    return planner.plan(planner.from_mapping(written))


def test_the_plan_is_not_met_where_something_is_not_paid() -> None:
    supply = paid().sustainment
    assert supply is not None
    assert supply.is_met
    assert paid().status == "unmet"


def test_the_report_tells_it_first_and_in_a_section_of_its_own() -> None:
    text = "".join(plain(content_of(Dossier(paid())).blocks))
    told = "Not paid for: 25 of 114 US dollars, first in D+0, if all money that is pledged comes."
    headline, _, section = text.partition("Who pays")
    assert told in headline
    assert told in section
    assert "On a condition, Money: A council agrees." in section
    assert "1 EUR is 1.25 US dollars, at the rate of 2013-01-29." in section


def test_the_tables_add_up() -> None:
    tables = {table.name: table for table in content_of(Dossier(paid())).tables}

    def total(name: str, column: str) -> float:
        place = [one.name for one in tables[name].columns].index(column)
        return sum(float(row[place] or 0) for row in tables[name].rows)

    assert total("cost-lines", "amount_usd") == total("cost-rows", "amount_usd") == 114
    assert total("cost-lines", "funded_usd") == total("transfers", "amount_usd") == 89
    assert total("contributions", "used_usd") == 89
    assert total("money-by-month", "spent_usd") == 75
    assert total("money-by-month", "in_kind_usd") == 14
    assert total("cost-lines", "unfunded_usd") == total("money-by-month", "unfunded_usd") == 25


def test_the_json_has_it() -> None:
    found = paid().to_dict()
    jsonschema.validate(found, schema_of("result"))
    assert found["funding"]["unfunded"] == 25
    assert found["funding"]["exchange"] == [{"currency": "EUR", "usd": 1.25, "on": "2013-01-29"}]


def body() -> tuple[dict[str, Any], Any]:
    """The head and the body of the plan's file."""
    head, rest = gzip.decompress(packed(Dossier(paid()))).splitlines()
    return json.loads(head), json.loads(rest)


def test_a_plan_file_keeps_it() -> None:
    assert unpacked(packed(Dossier(paid())), "a.plan").plan.funding == paid().funding


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("lines", 0, "month"), 9),
        (("rows", 0, "month"), -1),
        (("cash", 0, "month"), 99),
        (("uses", 0, "to_month"), 3),
        (("transfers", 0, "line"), 77),
        (("tight", 0, "lines"), [5]),
        (("unfunded",), []),
        (("marginal",), []),
        (("lines", 0, "cost"), "another"),
        (("uses", 0, "contribution"), "another"),
    ],
)
def test_a_plan_file_that_was_written_by_hand_is_refused(
    path: tuple[str | int, ...], value: object
) -> None:
    head, data = body()
    with pytest.raises(InputError):
        unpacked(repacked(head, put(data, ("plan", "funding", *path), value)), "a.plan")


def test_plans_side_by_side() -> None:
    found = planner.compare([paid(), paid(cents=True)], ["one", "two"])
    amounts = {change.name: change.amounts for change in found.headlines}
    assert amounts[Measured.FUNDING_COST] == (114, 114)
    assert amounts[Measured.UNFUNDED] == (25, 5)
    assert amounts[Measured.FIRST_UNFUNDED] == (0, 0)
    assert amounts[Measured.UNUSED] == (0, 0)
    assert [(one.id, one.dollars) for one in found.unfunded] == [("all", (25, 5))]
    told = {one.id: one.dollars for one in found.paying}
    assert told == {"carts": (14, 14), "m": (75, 75), "more": (0, 20)}
    content = comparison_content([Dossier(paid()), Dossier(paid(cents=True))], ["one", "two"])
    jsonschema.validate(json.loads(content.json()), schema_of("comparison"))
    assert "What nobody pays" in "".join(plain(content.blocks))
    assert {"unfunded-usd", "paying-usd"} <= {table.name for table in content.tables}
