"""Cases of the rules on what is not known when the plan is made."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import uncertainty
from tests.scenario.checks.case import Case, Data
from tests.scenario.network import network, source

ASKED = {"works": source("camp", per_day={"value": 5, "low": 3, "high": 9})}


def unknown(**fields: Any) -> dict[str, Any]:
    """An unknown: the figures of what is asked for, where nothing else is said."""
    effect = {} if fields.keys() & {"closed_days", "days_late", "loss"} else {"figures": FIGURES}
    return {"title": "It", **effect, **fields}


FIGURES = ["demands.*"]


def unsure(**entries: dict[str, Any]) -> Data:
    """The network with unknowns."""
    return network(demands=ASKED, uncertainty=entries)


def three(one: float, two: float, between: float) -> Data:
    """Three unknowns, and how they go with each other."""
    return unsure(
        a=unknown(),
        b=unknown(loss=0.1, correlated={"a": one}),
        c=unknown(closed_days=3, correlated={"a": two, "b": between}),
    )


CASES = (
    Case(
        uncertainty.unknowns_concern_something,
        "uncertainty.a",
        "the scenario has no pledges that this could concern",
        "a:",
        unsure(a=unknown(days_late=3)),
        unsure(a=unknown(closed_days=3)),
    ),
    Case(
        uncertainty.unknowns_concern_something,
        "uncertainty.a.figures[0]",
        "no figure that can be drawn has such a path; seen: fleets.*",
        "fleets.*",
        unsure(a=unknown(figures=["fleets.*"])),
        unsure(a=unknown(figures=["fleets.*"], times={"value": 1, "low": 0.5})),
    ),
    Case(
        uncertainty.unknowns_move_figures_once,
        "uncertainty.b.figures",
        "the unknown a moves this figure too; seen: demands.works.per_day",
        "- demands.works.per_day",
        unsure(a=unknown(), b=unknown(figures=["demands.works.per_day"])),
        unsure(a=unknown(), b=unknown(loss=0.1)),
    ),
    Case(
        uncertainty.correlations_are_of_two,
        "uncertainty.b.correlated.aa",
        "names no unknown; seen: aa; allowed: a, b; did you mean 'a'?",
        "aa: 0.5",
        unsure(a=unknown(), b=unknown(loss=0.1, correlated={"aa": 0.5})),
        unsure(a=unknown(), b=unknown(loss=0.1, correlated={"a": 0.5})),
    ),
    Case(
        uncertainty.correlations_are_of_two,
        "uncertainty.a.correlated.a",
        "an unknown is not correlated with itself",
        "a: 0.5",
        unsure(a=unknown(correlated={"a": 0.5})),
        unsure(a=unknown()),
    ),
    Case(
        uncertainty.correlations_are_of_two,
        "uncertainty.b.correlated.a",
        "the correlation is stated by the other unknown already",
        "a: 0.5",
        unsure(a=unknown(correlated={"b": 0.5}), b=unknown(loss=0.1, correlated={"a": 0.5})),
        unsure(a=unknown(), b=unknown(loss=0.1, correlated={"a": 0.5})),
    ),
    Case(
        uncertainty.correlations_can_hold,
        "uncertainty",
        "the correlations contradict each other: no unknowns can go together so; seen: a, b, c",
        "uncertainty:",
        three(0.9, 0.9, -0.9),
        three(0.9, 0.9, 0.9),
    ),
    Case(
        uncertainty.correlations_can_hold,
        "uncertainty.b",
        "concerns several things that do not go together; seen: together: 0",
        "correlated:",
        network(
            demands={**ASKED, "walls": source("camp", per_day={"value": 5, "low": 3})},
            uncertainty={"a": unknown(loss=0.1), "b": unknown(correlated={"a": 0.5})},
        ),
        network(
            demands={**ASKED, "walls": source("camp", per_day={"value": 5, "low": 3})},
            uncertainty={"a": unknown(loss=0.1), "b": unknown(correlated={"a": 0.5}, together=0.2)},
        ),
    ),
)
