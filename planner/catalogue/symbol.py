"""Unit symbols of APP-6: their codes, and that of a capability with its echelon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from planner.catalogue.ids import CapabilityId
from planner.catalogue.refused import refused
from planner.messages import said

if TYPE_CHECKING:
    from planner.catalogue.schema import Factbook

CODE = re.compile(r"(?:[0-9]{10}){1,2}")
# the first ten digits of an own unit on land: version, reality, friend, land unit, present
OWN_LAND_UNIT = "1003100"
HEADQUARTERS, NO_HEADQUARTERS = "2", "0"
NO_ECHELON = "00"
# by the measure of a capability: the digits of the echelon
ECHELONS = {
    "team": "11",
    "crew": "11",
    "squad": "12",
    "section": "13",
    "platoon": "14",
    "company": "15",
    "battery": "15",
    "squadron": "15",
    "battalion": "16",
    "regiment": "17",
    "brigade": "18",
    "division": "21",
}


def _code(seen: Any) -> Any:
    """The digits as text: without quotation marks YAML takes them for a number."""
    if isinstance(seen, bool) or not isinstance(seen, str | int):
        return seen
    text = str(seen).strip()
    if not CODE.fullmatch(text):
        raise refused(said("symbol-code"), seen=seen)
    return text


SymbolCode = Annotated[
    str,
    BeforeValidator(_code),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": "^([0-9]{10}){1,2}$"}, {"type": "integer"}]}
    ),
]
"""Ten digits for a unit on land (entity and modifiers), or the whole code of twenty."""


def symbol_of(book: Factbook, capability: CapabilityId | str) -> str:
    """The whole code of a capability's symbol, twenty digits; blank where it has none.

    Of a unit on land the echelon follows from the measure, and it is one's own: host-nation forces
    are friends too. A whole code stands as it was written.
    """
    entry = book.capabilities.get(CapabilityId(capability))
    if entry is None or entry.symbol is None:
        return ""
    if len(entry.symbol) == 20:
        return entry.symbol
    headquarters = HEADQUARTERS if entry.measure == "headquarters" else NO_HEADQUARTERS
    echelon = ECHELONS.get(entry.measure, NO_ECHELON)
    return f"{OWN_LAND_UNIT}{headquarters}{echelon}{entry.symbol}"
