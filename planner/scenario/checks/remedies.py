"""Rules on what may be asked for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.messages import said
from planner.scenario.remedies import kind_of_change, path_of, value_of
from planner.scenario.replacing import fits, value_at
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario


def remedies_change_a_value(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every remedy change a number, a day or a word of the scenario into another that may
    stand there?"""
    for name, remedy in scenario.remedies.items():
        path = ("remedies", name)
        if kind_of_change(scenario, remedy) is None:
            what = said("remedy-changes-nothing", change=remedy.change)
            yield Broken((*path, "change"), what, seen=f"{remedy.change} to {remedy.to}")
            continue
        target, value = path_of(remedy.change), value_of(scenario, remedy)
        if value == value_at(scenario, target):
            yield Broken((*path, "to"), said("remedy-is-there"), seen=str(remedy.to))
        elif not fits(scenario.model_copy(), target, value):
            what = said("remedy-does-not-fit", change=remedy.change)
            yield Broken((*path, "to"), what, seen=str(remedy.to))
