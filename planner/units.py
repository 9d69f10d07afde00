"""Text with a unit to a canonical number, at the door; inside, the unit stands in the name.

Canonical units: day, tonne, cubic metre, kilometre, US dollar, person, and each supply item's own
unit (litre, ration, kilogram).
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from planner.messages import Said, said

if TYPE_CHECKING:
    from pint import Quantity, UnitRegistry

LONGEST_QUANTITY = 100
LONGEST_UNIT = 40
QUANTITY = re.compile(r"([-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?:\s*([A-Za-zµ%].*))?")

# Names with small powers, multiplied and divided: enough for every rate of the format, and nothing
# that makes a unit library compute (kg**9**9**9). A number may stand below the line: L/100km.
NAME = r"[A-Za-zµ][A-Za-z_]*(?:(?:\*\*|\^)?-?[1-3]|[²³])?"
BELOW = re.compile(r"/ ?(\d+) ?")
UNIT = re.compile(rf"(?:1/)?{NAME}(?: ?(?:/ ?(?:[1-9]\d{{0,3}} ?)?|[*·] ?){NAME})*")

COUNTS = (
    "person",
    "ration",
    "unit",
    "vehicle",
    "aircraft",
    "battalion",
    "company",
    "sortie",
    "pallet",
    "container",
    "meal",
    "run",
)


# what people write for a nautical mile and a metric tonne means something else to a computer, and
# a ton is one of three
MISTAKEN = {
    "nm": "nautical_mile",
    "mt": "t",
    "MT": "t",
    "ton": "t",
    "tons": "t",
}
WORD = re.compile(r"[A-Za-z_]+")


class UnitError(ValueError):
    """A unit that is unknown, or that cannot be turned into the one needed; `what` says it."""

    def __init__(self, what: Said) -> None:
        self.what = what
        super().__init__(what)


def parse_quantity(text: str) -> tuple[float, str]:
    """Split "20 m3/day" into 20.0 and "m3/day"; the unit is "" where none is written."""
    match = QUANTITY.fullmatch(text.strip()) if len(text) <= LONGEST_QUANTITY else None
    if match is None:
        raise UnitError(said("not-a-quantity", text=_short(text)))
    return float(match[1].replace("_", "")), match[2] or ""


def convert(value: float, unit: str, wanted: str) -> float:
    """`value` in `unit`, expressed in `wanted`.

    Rounded to 12 significant digits: 20 m3 are 20,000 L, not 19,999.999999999996.
    """
    if unit == wanted:
        return value
    if not unit or not wanted:
        raise _unreadable(unit, wanted)
    return float(f"{value * _factor(unit, wanted):.12g}")


@cache
def _factor(unit: str, wanted: str) -> float:
    for text in (unit, wanted):
        if len(text) > LONGEST_UNIT or not UNIT.fullmatch(text):
            raise _unreadable(unit, wanted)
    for word in WORD.findall(unit):
        if word in MISTAKEN:
            meant = MISTAKEN[word]
            raise UnitError(said("unit-mistaken", unit=_short(unit), word=word, meant=meant))
    registry = _registry()
    from pint.errors import PintError  # noqa: PLC0415 (imported with the registry)

    try:
        # "L/100km" is a litre per 100 and per km: pint would multiply by the km
        have: Quantity = 1 * registry(BELOW.sub(r"/\1/", unit))
        want: Quantity = 1 * registry(BELOW.sub(r"/\1/", wanted))
        factor = float(have.to(want.units).magnitude / want.magnitude)
    except PintError:
        raise _unreadable(unit, wanted) from None
    if not math.isfinite(factor) or factor <= 0:
        raise _unreadable(unit, wanted)
    return factor


def plural(count: str) -> str:
    """The plural of a counted thing: companies, battalions, aircraft."""
    if count.endswith("craft"):
        return count
    return f"{count[:-1]}ies" if count.endswith("y") else f"{count}s"


def _unreadable(unit: str, wanted: str) -> UnitError:
    return UnitError(said("unit-unreadable", unit=_short(unit), wanted=_short(wanted)))


def _short(text: str) -> str:
    return repr(text if len(text) <= LONGEST_UNIT else text[:LONGEST_UNIT] + "…")


@cache
def _registry() -> UnitRegistry[Any]:
    # pint takes half a second to import: only a scenario that writes a foreign unit pays for it
    import pint  # noqa: PLC0415

    registry: UnitRegistry[Any] = pint.UnitRegistry(cache_folder=None)
    registry.define("USD = [money]")
    registry.define("m3 = meter ** 3")
    for count in COUNTS:
        registry.define(f"{count} = [{count}_count] = _ = {plural(count)}")
    return registry
