"""Small cases of risk in round numbers."""

from __future__ import annotations

from typing import Any

from planner.analysis.risk.coverage import Held, held_of
from planner.analysis.trial import fielded
from planner.generation import as_solved
from planner.lp import SolveOptions
from planner.scenario import Scenario, factbook_of, from_mapping
from tests.forces.support import case, need, offer
from tests.scenario.network import carts, network, road, source


def pledged(count: int, wanted: int, **unknown: Any) -> Scenario:
    """So many battalions offered, so many wanted over 100 days, with one unknown of all offers."""
    pledges = {f"p{n}": offer(contributor=f"C{n}") for n in range(count)}
    uncertainty = {"it": {"title": "It", **unknown}} if unknown else {}
    return case({"foot": need(wanted)}, pledges, uncertainty=uncertainty)


def cut_off(**unknown: Any) -> Scenario:
    """A camp that asks once, on D+5, for 100 t give or take 40; nothing reaches it that leaves
    after D-4, and who plans sends 100 t."""
    asked = source("camp", per_day={"value": 100, "low": 60, "high": 140})
    return from_mapping(
        network(
            calendar={"start": "D-10", "end": "D+10"},
            lanes={"road": road(closures=[{"from": "D-3"}])},
            fleets={"carts": carts("road", count=100)},
            demands={"works": asked | {"from": "D+5", "until": "D+6"}},
            uncertainty={"asked": {"title": "What is asked for", **unknown}},
        )
    )


def held(scenario: Scenario) -> Held:
    """The fill of a scenario's plan."""
    book = factbook_of(scenario)
    found, _ = fielded(scenario, book, SolveOptions())
    assert found is not None
    return held_of(as_solved(scenario), book, found)
