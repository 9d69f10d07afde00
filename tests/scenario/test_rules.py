"""Rules that span sections."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import InputError
from planner.scenario import from_mapping


def network(**lane: Any) -> dict[str, Any]:
    """Two sites, one lane, one fleet of one vehicle."""
    return {
        "format": 1,
        "id": "network",
        "calendar": {"start": "D+0", "end": "D+10"},
        "sites": {"a": {"title": "A"}, "b": {"title": "B"}},
        "lanes": {"a-b": {"origin": "a", "destination": "b", "mode": "road"} | lane},
        "fleets": {"one": {"title": "One", "vehicle": "rigid-truck", "count": 1, "lanes": ["a-b"]}},
    }


def test_a_trip_that_takes_no_time_is_refused() -> None:
    data = network(transit_days=0)
    with pytest.raises(InputError, match="takes no time"):
        from_mapping(data)
    data["fleets"]["one"]["loading_days"] = 0.5
    assert from_mapping(data).fleets
    del data["fleets"]["one"]["loading_days"]
    data["fleets"]["one"]["trips_per_day"] = 2
    assert from_mapping(data).fleets


def test_months_need_the_date_of_d_day() -> None:
    data = network(transit_days=1, seasons=[{"months": [7], "capacity": 0}])
    with pytest.raises(InputError, match="date of D-day"):
        from_mapping(data)
    data["calendar"]["d_day"] = "2013-01-20"
    assert from_mapping(data).lanes
