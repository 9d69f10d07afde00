"""Rules and questions on due diligence."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.errors import nearest
from planner.messages import said
from planner.scenario.rules import Broken
from planner.scenario.schema.due_diligence import Risk, Ruling
from planner.scenario.schema.scenario import Scenario


def high_risks_are_reduced(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which recipients of high risk are cleared although nothing is done about it?"""
    for name, entry in scenario.due_diligence.items():
        cleared = entry.decision is Ruling.CLEARED and not entry.measures
        if cleared and entry.risk is Risk.HIGH:
            path = ("due_diligence", name, "decision")
            yield Broken(path, said("high-risk-cleared"), seen=entry.decision.value)


def contributors_give_support(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which assessments concern a contributor of whom nothing else is said?"""
    pledging = {pledge.contributor for pledge in scenario.pledges.values()}
    giving = {given.title for given in scenario.contributions.values()}
    known = sorted({*pledging, *scenario.contributors, *giving})
    for name, entry in scenario.due_diligence.items():
        if entry.contributor is not None and entry.contributor not in known:
            yield Broken(
                ("due_diligence", name, "contributor"),
                said("contributor-gives-nothing"),
                seen=entry.contributor,
                nearest=nearest(entry.contributor, known),
            )
