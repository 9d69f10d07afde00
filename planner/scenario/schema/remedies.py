"""What may be asked for where something is short: changes of the scenario, with prices."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from planner.catalogue.figure import Citation, Figure, Record
from planner.catalogue.measure import LARGEST, Measure
from planner.catalogue.refused import refused
from planner.messages import said

Text = Annotated[str, Field(min_length=1, max_length=500)]
PricePerStep = Annotated[Figure, Measure("USD", maximum=LARGEST)]
Step = Annotated[Figure, Measure("", maximum=LARGEST, above=True)]
NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")


def _number_or_text(seen: Any) -> float | str:
    if isinstance(seen, str) and seen:  # the cell of a table holds text
        return float(seen) if NUMBER.fullmatch(seen) else seen
    if isinstance(seen, bool) or not isinstance(seen, int | float) or not abs(seen) <= LARGEST:
        raise refused(said("not-a-number-or-text"), seen=seen)
    return float(seen)


NumberOrText = Annotated[
    Any,
    BeforeValidator(_number_or_text),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "minLength": 1}]}),
]


class Remedy(Record):
    """One value of the scenario that may be changed, how far, and at what price."""

    title: Text | None = None
    """What the change is called; its path where absent."""
    change: Text
    """Dotted path of the value: fleets.army-trucks.count, pledges.togo.available."""
    to: NumberOrText
    """How far it may go: a number in the unit of the field or with its own (16 t/day), a day
    (D+10), or a word (verified). Where it is that already there is nothing to ask for."""
    unit: Text | None = None
    """What one unit of the change is: vehicle, m3. `to`, `step` and `cost` are for it, where it
    converts to the unit of the value; else it is only shown."""
    step: Step | None = None
    """The smallest change that makes sense, in the unit of the value; where absent 1 of whole
    numbers and days, else a hundredth of the order of magnitude of the value."""
    cost: PricePerStep | None = None
    """Price of one unit of the change, US dollars: of one vehicle, one day earlier, one word."""
    source: Citation | None = None
    """Where the offer or the price is stated."""
    note: str | None = None
    """Anything a reader should know."""
