"""Contracts, lift and patients as the report tells them."""

from __future__ import annotations

from typing import Any

import planner
from planner.lp import SolveOptions
from planner.planning import Plan
from planner.report.blocks import Heading, Line, Table
from planner.report.sections.external import external
from planner.scenario import from_mapping
from tests.sustainment.support import SAND, lane, site

CONTRACT = {"title": "Trader", "force": "blue", "prices": {"sand": 3}, "late_days": 2}
LIFT = {"from": "port", "window_days": 2, "ready_days": 2}


def plan_of(contract: bool = True, lift: bool = True, sick: bool = True) -> Plan:
    """100 persons at the camp from D+4 to D+20, each using 0.1 t of sand a day."""
    pledge: dict[str, Any] = {"title": "Unit", "contributor": "AAA", "force": "blue"}
    pledge |= {"capability": "infantry", "quantity": 1}
    pledge |= {"personnel": 100, "status": "verified", "available": "D+4", "equipment_mass": 20}
    kinds = {"sick": {"title": "Sick", "per_thousand": 20}} if sick else {}
    scenario = {
        "format": 1,
        "id": "external",
        "calendar": {"start": "D+0", "end": "D+20"},
        "items": {"sand": SAND},
        "forces": {"blue": {"title": "Blue", "personnel": 100, "required_days": 5}},
        "requirements": {
            "r": {"title": "R", "force": "blue", "capability": "infantry", "quantity": 1}
            | {"site": "camp", "from": "D+4"}
        },
        "pledges": {"unit": pledge | ({"lift": LIFT} if lift else {})},
        "sites": {"port": site(), "camp": site(0)},
        "lanes": {"road": lane("port", "camp", 1)},
        "supplies": {"pit": {"site": "port", "item": "sand"}},
        "consumption": {"sand": {"item": "sand", "driver": "person-day", "rate": 0.1}},
        "casualties": kinds,
        "contracts": {"trader": CONTRACT} if contract else {},
        "objective": ["unmet"],
    }
    return planner.plan(from_mapping(scenario), SolveOptions())


def test_contracts_lift_and_patients() -> None:
    # the contract is agreed for D+4 + 5 = D+9 and two days late: D+11 to D+19, 9 days x 100
    # persons, 9 x 10 t x 3 USD. Equipment is ready on D+2 with a day on the road: 10 t, those of
    # D+2, are late. 2 patients a day for 16 days.
    plan = plan_of()
    assert plan.sustainment is not None
    blocks = list(external(plan, plan.sustainment))
    contracts, lifts = (block for block in blocks if isinstance(block, Table))
    [trader] = contracts.rows
    assert trader[0] == "Trader"
    assert trader[1] == "D+11"
    assert trader[2:4] == ("2", "900")
    assert trader[5] == "270"
    [equipment] = lifts.rows
    assert equipment[1:3] == ("Site", "Site")
    assert equipment[5:] == ("20", "10")
    lines = [block.text for block in blocks if isinstance(block, Line)]
    assert any("sick: 32 in all, at most 2 a day" in line for line in lines)


def test_nothing_is_told_of_what_is_not_there() -> None:
    plan = plan_of(contract=False, lift=False, sick=False)
    assert plan.sustainment is not None
    assert not [b for b in external(plan, plan.sustainment) if isinstance(b, Heading | Line)]
