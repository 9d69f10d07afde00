"""Assumptions behind the self-sufficiency gap, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.analysis import assumed_in_all, assumed_shares, heavy_assumptions
from planner.cli.app import app
from planner.scenario import from_mapping, load
from tests.scenario.helpers import as_yaml, write
from tests.scenario.network import SAND, network

SOURCES = {"doc": {"title": "A document", "kind": "document"}}


def sure(value: float) -> dict[str, Any]:
    return {"value": value, "source": "doc"}


def assumed(value: float) -> dict[str, Any]:
    return {"value": value, "assumption": "a test"}


def rate(item: str, figure: dict[str, Any]) -> dict[str, Any]:
    return {"item": item, "driver": "person-day", "rate": figure}


def case(**force: Any) -> dict[str, Any]:
    """100 persons lack ten days: 1,000 person-days.

    Of sand 2 kg a day by an assumed rate and 1 kg by a sure one, of salt 1 kg by a sure one: 2 t,
    1 t and 1 t.
    """
    goods = SAND | {"unit": "kg", "mass": sure(1), "volume": sure(0.001)}
    days = {"planned_days": sure(0), "required_days": sure(10)}
    return network(
        sources=SOURCES,
        items={"sand": goods, "salt": goods},
        consumption={
            "sand-guess": rate("sand", assumed(2)),
            "sand-known": rate("sand", sure(1)),
            "salt-known": rate("salt", sure(1)),
        },
        forces={"blue": {"title": "Blue", "personnel": sure(100), **days, **force}},
        supplies={},
        demands={},
    )


def test_a_rate_carries_what_it_adds() -> None:
    scenario = from_mapping(case())
    [one] = assumed_shares(scenario)
    assert one.path == ("consumption", "sand-guess", "rate")
    assert one.share == pytest.approx(2 / 4)
    assert assumed_in_all(scenario) == pytest.approx(2 / 4)


def test_the_strength_of_a_force_carries_all_of_it() -> None:
    scenario = from_mapping(case(personnel=assumed(100)))
    first, second = assumed_shares(scenario)
    assert first.path == ("forces", "blue", "personnel")
    assert second.path == ("consumption", "sand-guess", "rate")
    assert [first.share, second.share] == pytest.approx([1, 2 / 4])
    assert assumed_in_all(scenario) == pytest.approx(1)  # one tonne counts once in the total


def test_the_mass_of_an_item_carries_its_tonnes() -> None:
    data = case()
    data["items"]["salt"] = data["items"]["salt"] | {"mass": assumed(1)}
    shares = {one.path: one.share for one in assumed_shares(from_mapping(data))}
    assert shares[("items", "salt", "mass")] == pytest.approx(1 / 4)
    assert assumed_in_all(from_mapping(data)) == pytest.approx(3 / 4)


def test_only_what_is_above_the_share_is_named() -> None:
    data = case()
    data["items"]["salt"] = data["items"]["salt"] | {"mass": assumed(1)}
    scenario = from_mapping(data)  # half by the rate, a quarter by the mass: three quarters in all
    named = [doubt.path for doubt in heavy_assumptions(scenario, 0.3)]
    assert named == [("consumption", "sand-guess", "rate"), ("forces",)]
    assert [doubt.path for doubt in heavy_assumptions(scenario, 0.5)] == [("forces",)]
    assert heavy_assumptions(scenario, 0.75) == ()
    assert {doubt.check for doubt in heavy_assumptions(scenario, 0)} == {"heavy-assumptions"}


def test_without_a_gap_nothing_is_carried() -> None:
    scenario = from_mapping(case(planned_days=assumed(10)))
    assert assumed_shares(scenario) == ()
    assert heavy_assumptions(scenario, 0) == ()


def test_figures_of_the_catalogue_are_named_as_such() -> None:
    mali = load(Path(__file__).parents[2] / "scenarios" / "mali-2012.yaml")
    shares = {one.path: one.share for one in assumed_shares(mali)}
    # 2,661 t of diesel among 10,734 t: planner gap
    assert shares["catalogue", "consumption", "diesel-person", "rate"] == pytest.approx(
        2661 / 10734, abs=1e-3
    )
    # with 264 t of ammunition, 145 of medical supplies and 238 of spares
    assert assumed_in_all(mali) == pytest.approx(3308 / 10734, abs=1e-3)


def test_it_is_asked_only_where_a_share_is_stated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(write(tmp_path, as_yaml(case())))
    for options, told in (((), False), (("--assumed-share", "0.4"), True)):
        app(["check", file, *options], standalone_mode=False)
        assert ("sand-guess.rate: this assumption" in capsys.readouterr().err) is told
