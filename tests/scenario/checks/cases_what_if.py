"""Cases of the rules on what may turn out otherwise."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import what_if
from tests.scenario.checks.case import Case, Data
from tests.scenario.network import network


def moved(**slider: Any) -> Data:
    """The network with one slider, of the count of its carts where nothing else is said."""
    paths = {} if "steps" in slider else {"paths": ["fleets.carts.count"]}
    return network(what_if={"carts": {"title": "Carts", **paths, **slider}})


CASES = (
    Case(
        what_if.sliders_have_few_positions,
        "what_if",
        "too many positions: a plan is made for each; seen: 201; allowed: at most 200 in all",
        "what_if:",
        moved(values=list(range(201))),
        moved(values=list(range(200))),
    ),
    Case(
        what_if.sliders_can_be_moved,
        "what_if.carts.paths[0]",
        "names nothing in the scenario; seen: cart; allowed: carts; did you mean 'carts'?",
        "fleets.cart.count",
        moved(values=[1], paths=["fleets.cart.count"]),
        moved(values=[1]),
    ),
    Case(
        what_if.sliders_can_be_moved,
        "what_if.carts.values[1]",
        "out of range; seen: -1; allowed: a number of 0 or more",
        "-1",
        moved(values=[1, -1]),
        moved(values=[1, 0]),
    ),
    Case(
        what_if.sliders_can_be_moved,
        "what_if.carts.values[1]",
        "another position of the slider changes nothing either",
        "2 vehicles",
        moved(values=[2, "2 vehicles", 3]),
        moved(values=[2, 3], factors=[]),
    ),
)
