"""Text with a unit to a canonical number, at the door; inside, the unit stands in the name.

Canonical units: day, tonne, cubic metre, kilometre, US dollar, person, and each supply item's own
unit (litre, ration, kilogram).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pint import UnitRegistry

QUANTITY = re.compile(r"\s*([-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*")
COUNTS = ("person", "ration", "unit", "vehicle", "aircraft", "battalion", "company", "sortie")


class UnitError(ValueError):
    """A unit that is unknown, or that cannot be turned into the one needed."""


def parse_quantity(text: str) -> tuple[float, str]:
    """Split "20 m3/day" into 20.0 and "m3/day"; the unit is "" where none is written."""
    match = QUANTITY.fullmatch(text)
    if match is None:
        raise UnitError(f"{text!r} is not a number")
    return float(match[1].replace("_", "")), match[2]


def convert(value: float, unit: str, wanted: str) -> float:
    """`value` in `unit`, expressed in `wanted`.

    Rounded to 12 significant digits: 20 m3 are 20,000 L, not 19,999.999999999996.
    """
    if unit == wanted:
        return value
    if not unit or not wanted:
        raise UnitError(f"unit {unit!r} cannot be read as {wanted!r}")
    return float(f"{value * _factor(unit, wanted):.12g}")


@cache
def _factor(unit: str, wanted: str) -> float:
    registry = _registry()
    try:
        return float((1 * registry.parse_units(unit)).to(registry.parse_units(wanted)).magnitude)
    except Exception as error:
        raise UnitError(f"unit {unit!r} cannot be read as {wanted!r}") from error


@cache
def _registry() -> UnitRegistry[Any]:
    # pint takes half a second to import: only a scenario that writes a foreign unit pays for it
    import pint  # noqa: PLC0415

    registry: UnitRegistry[Any] = pint.UnitRegistry(cache_folder=None)
    registry.define("USD = [money]")
    registry.define("m3 = meter ** 3")
    for count in COUNTS:
        registry.define(f"{count} = [{count}_count]")
    return registry
