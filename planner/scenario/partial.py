"""Rules on a scenario of which some sections do not pass the schema.

A rule is run on the sections that are sound. Where it asks for one that is not, its answer would
rest on what cannot be known, and nothing of it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from pydantic import ValidationError

from planner.catalogue import Factbook
from planner.scenario.book import SECTIONS, factbook_of
from planner.scenario.checks import RULES, Rule, found_by
from planner.scenario.quantities import in_item_units
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sound_part import SoundPart, UnsoundError

IN_THE_BOOK = frozenset((*SECTIONS, "consumption"))


def broken_in_part(
    data: Mapping[str, Any], unsound: Iterable[str], context: dict[str, Any]
) -> list[Broken]:
    """What breaks a rule in the sections that are not `unsound`.

    `context` is that of the validation in which these were found. Nothing is found where what is
    left is no scenario, such as one without its `id`.
    """
    bad = frozenset(unsound)
    try:
        left = {name: value for name, value in data.items() if name not in bad}
        scenario = Scenario.model_validate(left, context=context)
    except ValidationError:
        return []
    broken: list[Broken] = []
    if not bad & IN_THE_BOOK:
        scenario, broken = in_item_units(scenario)
    sound = cast(Scenario, SoundPart(scenario, bad))
    book = cast(Factbook, SoundPart(factbook_of(scenario), bad))
    return [*broken, *(found for rule in RULES for found in _found(rule, sound, book))]


def _found(rule: Rule, scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    try:
        yield from found_by((rule,), scenario, book)
    except UnsoundError:
        return
