"""The readiness of the Mali scenarios, each change of which needs a dated reason.

`PLANNER_RENEW_GOLDEN=1 PLANNER_RENEW_REASON="…" pytest tests/golden/test_readiness.py` renews them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

import planner

FOLDER = Path(__file__).parent
SCENARIOS = FOLDER.parents[1] / "scenarios"
RENEW, REASON = "PLANNER_RENEW_GOLDEN", "PLANNER_RENEW_REASON"
NAMES = ("mali-2012", "mali-2012-gated")


def told(plan: planner.Plan) -> dict[str, Any]:
    """What the Council would quote of a plan's readiness."""
    part = plan.to_dict()["readiness"]
    supply = plan.to_dict()["sustainment"]
    return {
        "broken": [
            [one["phase"], one["begins"], one["gate"], one["opens"]] for one in part["broken"]
        ],
        "all_met_on": part["all_met_on"],
        "benchmarks": {
            one["benchmark"]: [one["at_gate"], one["at_end"], one["reached_on"], one["met_on"]]
            for one in part["benchmarks"]
        },
        "gates": {one["gate"]: one["opens"] for one in part["gates"]},
        "phases": {one["phase"]: [one["written"], one["begins"]] for one in part["phases"]},
        "support": {one["id"]: one["opens"] for one in part["due_diligence"]},
        "calendar": [[one["from"], one["kind"], one["id"]] for one in part["calendar"]],
        # a phase that waits moves the demand, and so what must stand where, by when
        "need_by": {stock["site"]: stock["need_by"] for stock in supply["prepositioned"]},
    }


@pytest.mark.parametrize("name", NAMES)
def test_readiness_is_that_of_its_file(name: str) -> None:
    found = told(planner.plan(planner.load(SCENARIOS / f"{name}.yaml")))
    file = FOLDER / f"readiness-{name}.json"
    if os.environ.get(RENEW):
        reasons = json.loads(file.read_text("utf-8"))["reason"] if file.exists() else []
        reasons.append(f"{dt.date.today()}: {os.environ[REASON]}")
        text = json.dumps({"reason": reasons, **found}, indent=1, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")
    golden = json.loads(file.read_text("utf-8"))
    assert golden.pop("reason")
    assert found == golden
