"""Rules on what is not known when the plan is made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue import Factbook
from planner.errors import listed, nearest
from planner.messages import said
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.uncertainty import EFFECTS
from planner.scenario.sound_part import require_whole
from planner.scenario.unknowns import correlations_of, members_of

# Correlations that contradict each other by less than this do so by rounding.
ROUNDING = 1e-9


def unknowns_concern_something(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does every unknown concern something that the scenario has?"""
    for name, unknown in scenario.uncertainty.items():
        target = EFFECTS[unknown.effect]
        if target != "figures" and not members_of(scenario, book, unknown):
            what = said("unknown-without-entries", section=target)
            yield Broken(("uncertainty", name), what, seen=unknown.effect, about_key=True)
        for i, pattern in enumerate(unknown.figures):
            require_whole(scenario)  # figures are looked for everywhere
            alone = unknown.model_copy(update={"figures": (pattern,)})
            if not members_of(scenario, book, alone):
                what = said("unknown-without-figures")
                yield Broken(("uncertainty", name, "figures", i), what, seen=pattern)


def unknowns_move_figures_once(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is no figure moved by two unknowns?"""
    moved: dict[str, str] = {}
    for name, unknown in scenario.uncertainty.items():
        if not unknown.figures:
            continue
        require_whole(scenario)  # figures are looked for everywhere
        mine = members_of(scenario, book, unknown)
        twice = [path for path in mine if path in moved]
        if twice:
            what = said("figure-moved-twice", other=moved[twice[0]])
            yield Broken(("uncertainty", name, "figures"), what, seen=listed(twice))
        moved |= dict.fromkeys(mine, name)


def correlations_are_of_two(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every correlation one with another unknown, and stated once?"""
    names = list(scenario.uncertainty)
    for name, unknown in scenario.uncertainty.items():
        for other in unknown.correlated:
            path = ("uncertainty", name, "correlated", other)
            if other not in names:
                near = nearest(other, names)
                what = said("unknown-uncertainty")
                yield Broken(path, what, other, listed(names), near, about_key=True)
            elif other == name:
                yield Broken(path, said("correlated-with-itself"), seen=other, about_key=True)
            elif name in scenario.uncertainty[other].correlated and names.index(other) < (
                names.index(name)
            ):
                yield Broken(path, said("correlated-twice"), seen=other, about_key=True)


def correlations_can_hold(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Can all correlations hold at once, and does what is correlated go together in itself?"""
    if not scenario.uncertainty or any(correlations_are_of_two(scenario, book)):
        return
    unknowns = dict(sorted(scenario.uncertainty.items()))
    named = {n for n, u in unknowns.items() if u.correlated}
    named |= {other for unknown in unknowns.values() for other in unknown.correlated}
    for name in sorted(named):
        unknown = unknowns[name]
        if unknown.figures:
            require_whole(scenario)  # figures are looked for everywhere
        if unknown.together.value == 0 and len(members_of(scenario, book, unknown)) > 1:
            yield Broken(("uncertainty", name), said("correlated-apart"), seen="together: 0")
    if np.linalg.eigvalsh(correlations_of(unknowns)).min(initial=1.0) < -ROUNDING:
        what = said("correlations-contradict")
        yield Broken(("uncertainty",), what, seen=listed(sorted(named)), about_key=True)
