"""Rules on what may be asked for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.messages import said
from planner.scenario.remedies import change_of
from planner.scenario.rewriting import Written
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario


def remedies_change_a_value(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does every remedy change a number, a day or a word of the scenario into one that may stand
    there?"""
    # what is written is read in the unit of its item: without items nothing can be said
    remedies = scenario.remedies if book.items else {}
    written = Written(scenario)
    for name, remedy in remedies.items():
        if change_of(written, remedy) is None:
            what = said("remedy-changes-nothing", change=remedy.change)
            yield Broken(("remedies", name, "change"), what, seen=f"{remedy.change} to {remedy.to}")
