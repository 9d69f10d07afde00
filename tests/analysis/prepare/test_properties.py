"""What holds of every small network, whatever may happen to it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis import prepare
from planner.records.prepare import Prepared, PreparedValue
from tests.analysis.prepare.support import Data, read
from tests.scenario.network import carts, network, place, road, source

DAYS = {"start": "D-3", "end": "D+6"}
# A goal that is held may come back by a millionth of its size.
OFF = 1e-2
amounts = st.integers(0, 30)
closures = st.builds(
    lambda first, days: [{"from": f"D{first:+d}", "until": f"D{first + days:+d}"}],
    st.integers(-2, 3),
    st.integers(1, 4),
)
CHANGED: dict[str, st.SearchStrategy[Any]] = {
    "demands.works.per_day": amounts,
    "demands.walls.per_day": amounts,
    "lanes.road.closures": closures,
    "lanes.track.closures": closures,
    "lanes.road.capacity": amounts,
}
disruptions = st.lists(
    st.fixed_dictionaries({}, optional=CHANGED).filter(len), min_size=1, max_size=3
)


@st.composite
def networks(draw: st.DrawFn) -> Data:
    """Two places that one port serves, with little room, and up to three disruptions."""
    changes = draw(disruptions)
    found = {
        f"d{n}": {"title": f"D{n}", "chance": draw(st.integers(1, 10)) / 40, "changes": one}
        for n, one in enumerate(changes)
    }
    room = st.integers(0, 60)
    return network(
        calendar=DAYS,
        sites={
            "camp": place(storage={"open": draw(room)}),
            "post": place(storage={"open": draw(room)}),
            "port": place(),
        },
        lanes={"road": road(capacity=draw(amounts)), "track": road("camp", "post", capacity=20)},
        fleets={"carts": carts("road", "track", count=20)},
        supplies={"pit": source(total=draw(st.integers(0, 200)))},
        demands={
            "works": source("camp", per_day=7, **{"from": "D+0"}),
            "walls": source("post", per_day=6, **{"from": "D+1"}),
        },
        objective=["unmet", "prepositioned_tonnes"],
        disruptions=found,
    )


def prepared(data: Data, **arguments: Any) -> Prepared:
    """What is prepared, of a case in which every disruption changes something."""
    return prepare(read(data), **arguments)


def is_idle(data: Data) -> bool:
    """Whether a disruption changes nothing, which is a fault."""
    base = {"demands.works.per_day": 7, "demands.walls.per_day": 6, "lanes.road.capacity": None}
    base["lanes.road.capacity"] = data["lanes"]["road"]["capacity"]
    return any(
        all(base.get(path) == value for path, value in one["changes"].items())
        for one in data["disruptions"].values()
    )


cases = networks().filter(lambda data: not is_idle(data))


@settings(max_examples=25, deadline=None)
@given(cases, st.sampled_from(["mean", "cvar", "worst"]))
def test_preparing_is_never_worse_than_not_and_never_better_than_knowing(
    data: Data, criterion: str
) -> None:
    """VSS >= 0 and EVPI >= 0 (Birge & Louveaux, chapter 4), and as many tonnes as can be there."""
    found = prepared(data, criterion=criterion)
    [value, every] = found.values
    assert value.of_preparing is not None
    assert value.of_preparing >= -OFF
    assert value.of_knowing >= -OFF
    assert (every.prepared, every.known) == pytest.approx((value.prepared, value.known))
    rooms = {name: site["storage"]["open"] for name, site in data["sites"].items()}
    assert all(one.prepared_t <= rooms[str(one.site)] + OFF for one in found.stocks)


@settings(max_examples=15, deadline=None)
@given(cases, st.sampled_from(["mean", "cvar", "worst"]))
def test_both_methods_find_the_same_optimum(data: Data, criterion: str) -> None:
    one = prepared(data, criterion=criterion, method="extensive")
    other = prepared(data, criterion=criterion, method="l-shaped")
    assert _told(one.values) == pytest.approx(_told(other.values), abs=OFF)
    assert one.prepared_t == pytest.approx(other.prepared_t, rel=1e-3, abs=OFF)


def _told(values: tuple[PreparedValue, ...]) -> list[float]:
    return [number for one in values for number in (one.prepared, one.known)]
