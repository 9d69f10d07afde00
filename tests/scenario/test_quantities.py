"""Units of conversions and shared limits, which belong to no item: converted, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.scenario import from_mapping
from tests.scenario.helpers import refused, written
from tests.scenario.network import network

WELL = {"site": "camp", "gives": {"sand": 1}}


def press(**fields: Any) -> dict[str, Any]:
    return network(conversions={"press": WELL | fields})


def ferry(per_day: str, uses: str) -> dict[str, Any]:
    limit = {"title": "Ferry", "per_day": per_day, "uses": {"sand": uses}, "lanes": ["road"]}
    return network(limits={"ferry": limit})


@pytest.mark.parametrize(
    ("data", "path", "what", "text"),
    [
        (press(per_day="3 kg/day"), "conversions.press.per_day", "'kg/day' cannot be", "3 kg/day"),
        (press(cost="3 USD/kg"), "conversions.press.cost", "'USD/kg' cannot be", "3 USD/kg"),
        (ferry("5 hour/day", "2 kg"), "limits.ferry.uses.sand", "'kg' cannot be read", "2 kg"),
        (ferry("5", "2 kg/day"), "limits.ferry.uses.sand", "'kg/day' cannot be", "2 kg/day"),
    ],
)
def test_units_that_do_not_fit(
    tmp_path: Path, data: dict[str, Any], path: str, what: str, text: str
) -> None:
    found = refused(tmp_path, data)
    assert found.path == path
    assert what in found.what
    assert written(tmp_path, data, [found]) == [text]


def test_units_that_fit() -> None:
    # 2 cents a run, 21 runs a week are 3 a day, 30 minutes are half an hour
    made = from_mapping(press(per_day="21 runs/week", cost="0.02 USD")).conversions["press"]
    assert made.per_day is not None
    assert made.cost is not None
    assert (made.per_day.value, made.cost.value) == pytest.approx((3, 0.02))
    plain = from_mapping(press(per_day="3 runs")).conversions["press"].per_day
    assert plain is not None
    assert plain.value == 3
    limit = from_mapping(ferry("5 hour/day", "30 minute")).limits["ferry"]
    assert [use.value for use in limit.uses.values()] == pytest.approx([0.5])
    assert [
        use.value for use in from_mapping(ferry("5", "2 kg")).limits["ferry"].uses.values()
    ] == [2]
