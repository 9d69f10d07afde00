"""What may happen to a plan once it runs: a cut road, a lost site, more consumed than thought."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from planner.catalogue.figure import Citation, Record
from planner.catalogue.measure import Share
from planner.scenario.schema.what_if import Text, Value, by_paths

Changes = Annotated[dict[Text, Value], BeforeValidator(by_paths), Field(min_length=1)]


class Disruption(Record):
    """Something that may happen, and what of the scenario is then otherwise.

    Disruptions exclude each other: one of them happens, or nothing does.
    """

    title: Text
    """What happens."""
    chance: Share
    """Chance that this one happens; with what is left of all chances nothing does."""
    changes: Changes
    """Dotted path of a value to another one, as in `changes` of a step of `what_if`."""
    source: Citation | None = None
    """Where it is stated."""
    note: str | None = None
    """Anything a reader should know."""
