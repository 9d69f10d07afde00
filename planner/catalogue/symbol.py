"""Codes of the unit symbols of APP-6: as they are written, and whole, with the echelon."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from planner.catalogue.refused import refused
from planner.messages import said

WHOLE = 20
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


def whole_code(code: str, measure: str) -> str:
    """All twenty digits of a symbol.

    Of a unit on land the echelon follows from the measure, and it is one's own: host-nation forces
    are friends too. A whole code stands as it was written.
    """
    if len(code) == WHOLE:
        return code
    headquarters = HEADQUARTERS if measure == "headquarters" else NO_HEADQUARTERS
    return f"{OWN_LAND_UNIT}{headquarters}{ECHELONS.get(measure, NO_ECHELON)}{code}"
