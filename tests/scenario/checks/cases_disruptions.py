"""Cases of the rules on what may happen to a plan once it runs."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import disruptions
from tests.scenario.checks.case import Case, Data
from tests.scenario.network import network


def disrupted(chance: float = 0.5, **changes: Any) -> Data:
    """The network with two disruptions, of its carts where nothing else is said."""
    changes = {path.replace("__", "."): to for path, to in changes.items()}
    lost = {"title": "Carts are lost", "chance": 0.5, "changes": {"fleets.carts.count": 1}}
    other = {"title": "More is lost", "chance": chance}
    other["changes"] = changes or {"fleets.carts.count": 0}
    return network(disruptions={"lost": lost, "more": other})


CASES = (
    Case(
        disruptions.disruptions_exclude_each_other,
        "disruptions",
        "the chances of all disruptions are more than 1 together; seen: 1.1; allowed: 1 at most",
        "disruptions:",
        disrupted(0.6),
        disrupted(0.5),
    ),
    Case(
        disruptions.disruptions_change_something,
        "disruptions.more.changes.fleets.cart.count",
        "names nothing in the scenario; seen: cart; allowed: carts; did you mean 'carts'?",
        "fleets.cart.count: 0",
        disrupted(fleets__cart__count=0),
        disrupted(fleets__carts__count=0),
    ),
    Case(
        disruptions.disruptions_change_something,
        "disruptions.more.changes.fleets.carts.count",
        "out of range; seen: -1; allowed: a number of 0 or more",
        "-1",
        disrupted(fleets__carts__count=-1),
        disrupted(fleets__carts__count=0),
    ),
    Case(
        disruptions.disruptions_change_something,
        "disruptions.more",
        "the disruption leaves the scenario as it is",
        "more:",
        disrupted(fleets__carts__count="2 vehicles"),
        disrupted(fleets__carts__count=3),
    ),
)
