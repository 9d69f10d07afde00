"""Measures: the unit that a figure of a field is kept in, and the values it may take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from planner.catalogue.figure import NUMBERS, Figure
from planner.units import COUNTS, UnitError, convert, parse_quantity, plural

ONE_UNIT = "a unit with each of value, low and high, or once under unit; each converts to the other"
PERCENT = "%"
# a share below it, such as 1.2, is rather a slip than a percentage without its sign
LEAST_PERCENT = 2
COUNTED = frozenset(COUNTS) | {plural(count) for count in COUNTS}


@dataclass(frozen=True, slots=True)
class Measure:
    """Marks a `Figure` field with its canonical unit and the values it may take.

    A plain number is taken to be in the canonical unit; text such as "20 m3" and a mapping with
    another unit are converted. A figure without a canonical unit is a pure number, which may be
    written in percent; `counts` lets the thing counted stand for a unit (60 vehicles), `any_unit`
    leaves the unit to a check that knows the item.

    In a mapping, too, a number may be text with its unit, so that a source can be put beside what
    stood there alone: `60 %` becomes `{value: 60 %, source: ...}`. A unit then stands with each of
    value, low and high, or once under `unit`, and all convert into each other. One number with a
    unit beside one without is a fault, for nobody could tell whether the 1 of
    `{value: 2 weeks, low: 1}` is a day or a week.
    """

    unit: str
    minimum: float = 0.0
    maximum: float = math.inf
    whole: bool = False
    above: bool = False
    counts: bool = False
    any_unit: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._validated, handler(source))

    def _validated(self, seen: Any, handler: ValidatorFunctionWrapHandler) -> Figure:
        figure: Figure = handler(self._canonical(seen))
        self._check(figure, seen)
        return figure

    def _canonical(self, seen: Any) -> Any:
        if isinstance(seen, Figure):
            return seen
        if isinstance(seen, str):
            return _read(self, seen)
        if isinstance(seen, int | float) and not isinstance(seen, bool):
            return _plain(_as_float(seen))
        if not isinstance(seen, dict):
            allowed = "a number, or a mapping with a value and its source"
            context = {"seen": seen, "allowed": allowed}
            raise PydanticCustomError("figure_type", "not a figure", context)
        return self._in_canonical_unit(self._with_numbers(seen))

    def _with_numbers(self, seen: dict[str, Any]) -> dict[str, Any]:
        """The mapping with its numbers as numbers, and the unit written with them under `unit`.

        A cell of a CSV table holds text, with a unit or without.
        """
        read = {key: self._number(seen[key], key) for key in NUMBERS if seen.get(key) is not None}
        numbers = {key: number for key, (number, _) in read.items()}
        if not any(unit for _, unit in read.values()):
            return seen | numbers
        above = seen.get("unit")
        unit = next(unit for _, unit in read.values()) if above is None else above
        if not isinstance(unit, str):
            return seen | numbers
        for key, (number, own) in read.items():
            if own != unit and (own or above is None):
                numbers[key] = _in_one_unit(number, own, unit, {"at": key, "seen": seen[key]})
        return seen | numbers | {"unit": unit}

    def _number(self, seen: Any, key: str) -> tuple[float, str]:
        if isinstance(seen, str):
            return _quantity(self, seen, {"at": key})
        if isinstance(seen, bool) or not isinstance(seen, int | float):
            context = {"at": key, "seen": seen, "allowed": self.example}
            raise PydanticCustomError("figure_type", "not a figure", context)
        return _as_float(seen), ""

    def _in_canonical_unit(self, seen: dict[str, Any]) -> dict[str, Any]:
        unit = seen.get("unit")
        if not isinstance(unit, str) or unit == self.unit or self.any_unit:
            return seen
        if self.counts and unit in COUNTED:
            return seen
        return seen | {
            "unit": self.unit or None,
            **{key: self._converted(seen[key], unit) for key in NUMBERS if key in seen},
        }

    def _converted(self, number: float | None, unit: str) -> float | None:
        if number is None:
            return None
        if unit == PERCENT and not self.unit:
            return float(f"{number / 100:.12g}")
        try:
            return convert(number, unit, self.unit)
        except UnitError as error:
            why = str(error) if self.unit else f"unit {unit!r} on a number that has none"
            context = {"why": why, "allowed": self.allowed_unit}
            raise PydanticCustomError("figure_unit", "{why}", context) from None

    @property
    def allowed_unit(self) -> str:
        """The units in which this field may be written, in words."""
        if self.unit:
            return f"{self.unit}, or a unit that converts to it"
        return (
            "no unit, or the thing counted: vehicle, battalion" if self.counts else "no unit, or %"
        )

    def _check(self, figure: Figure, seen: Any) -> None:
        numbers = (figure.value, figure.low, figure.high)
        for key, number in zip(NUMBERS, numbers, strict=True):
            if number is not None and not self._allows(number):
                context = {"allowed": self.allowed, **self._as_written(number, key, seen)}
                if self._is_broken(number):
                    # 6 months are 182.625 days: the 6 that was written is whole
                    turned = f": {number:g} {self.unit}" if isinstance(context["seen"], str) else ""
                    what = "not a whole number{turned}"
                    raise PydanticCustomError("figure_whole", what, {**context, "turned": turned})
                raise PydanticCustomError("figure_bounds", "out of range", context)

    def _as_written(self, number: float, key: str, seen: Any) -> dict[str, Any]:
        """Where a number of a figure stands, and how: 6 months, not 182.625."""
        within = {"at": key} if isinstance(seen, dict) else {}
        written, unit = (seen[key], seen.get("unit")) if isinstance(seen, dict) else (seen, None)
        if isinstance(written, str) and parse_quantity(written)[1]:
            return {**within, "seen": written.strip()}
        if unit:
            return {**within, "seen": f"{written} {unit}"}
        percent = {"nearest": f"{number:g} {PERCENT}"} if self._is_percent(number) else {}
        return {**within, **percent, "seen": number}

    def _is_percent(self, number: float) -> bool:
        """True where a share was written as so many of a hundred: 80 for 80 %."""
        return self.is_share and number >= LEAST_PERCENT and self._allows(number / 100)

    @property
    def is_share(self) -> bool:
        """True for a part of a whole."""
        return not (self.unit or self.counts or self.any_unit) and self.maximum <= 1

    def _is_broken(self, number: float) -> bool:
        """True for 2.5 where a whole number must stand; infinity is out of range."""
        return self.whole and math.isfinite(number) and not float(number).is_integer()

    def _allows(self, number: float) -> bool:
        if self._is_broken(number) or not math.isfinite(number):
            return False
        if self.above and number <= self.minimum:
            return False
        return self.minimum <= number <= self.maximum

    @property
    def allowed(self) -> str:
        """The values this field takes, in words."""
        kind = "a whole number" if self.whole else "a number"
        low = f"above {self.minimum:g}" if self.above else f"of {self.minimum:g} or more"
        high = "" if math.isinf(self.maximum) else f" and at most {self.maximum:g}"
        unit = ", such as 0.8 or 80 %" if self.is_share else f" ({self.unit})" if self.unit else ""
        return f"{kind} {low}{high}{unit}"

    @property
    def example(self) -> str:
        """What may be written here, in words and by an example in the field's own unit."""
        if self.unit == "day":
            return "a number of days, or 2 weeks"
        if self.any_unit:
            price = self.minimum < 0
            return f"a number, or a number and its unit: {'3 USD/L' if price else '20 m3'}"
        unit = plural(self.unit) if self.unit in COUNTS else self.unit
        if self.counts:
            return "a number, or a number of what is counted: 20 vehicles"
        sample = "80 %" if self.is_share else unit and f"20 {unit}"
        return f"a number, or {sample}" if sample else "a number"


@lru_cache(maxsize=4096)
def _read(measure: Measure, text: str) -> Figure | dict[str, Any]:
    """The figure that a text stands for: the cells of a table say the same one many times."""
    value, unit = _quantity(measure, text, {})
    canonical = measure._in_canonical_unit({"value": value, "unit": unit or None})
    return Figure(**canonical) if math.isfinite(canonical["value"]) else canonical


@lru_cache(maxsize=4096)
def _plain(number: float) -> Figure | dict[str, Any]:
    return Figure(value=number) if math.isfinite(number) else {"value": number}


def _quantity(measure: Measure, seen: str, within: dict[str, str]) -> tuple[float, str]:
    try:
        return parse_quantity(seen)
    except UnitError as error:
        context = {**within, "why": str(error), "seen": seen, "allowed": measure.example}
        raise PydanticCustomError("figure_text", "{why}", context) from None


def _in_one_unit(number: float, own: str, unit: str, context: dict[str, Any]) -> float:
    """A number of a figure in the unit of the whole figure."""
    try:
        return convert(number, own, unit)
    except UnitError:
        alike = "two units in one figure" if own and unit else "a unit on one number and not on all"
        context = {**context, "allowed": ONE_UNIT}
        raise PydanticCustomError("figure_text", alike, context) from None


def _as_float(seen: float) -> float:
    try:
        return float(seen)
    except OverflowError:
        return math.inf


# A figure larger than this is a slip of the keyboard, and would spoil the arithmetic of a solve.
LARGEST = 1e12

Persons = Annotated[Figure, Measure("person", maximum=1e7, whole=True)]
Count = Annotated[Figure, Measure("", maximum=1e9, counts=True)]
Whole = Annotated[Figure, Measure("", maximum=1e6, whole=True, counts=True)]
Days = Annotated[Figure, Measure("day", maximum=1e5)]
WholeDays = Annotated[Figure, Measure("day", maximum=1e5, whole=True)]
Share = Annotated[Figure, Measure("", maximum=1.0)]
Factor = Annotated[Figure, Measure("", maximum=1e3)]
Tonnes = Annotated[Figure, Measure("t", maximum=LARGEST)]
TonnesPerDay = Annotated[Figure, Measure("t/day", maximum=LARGEST)]
CubicMetres = Annotated[Figure, Measure("m3", maximum=LARGEST)]
Kilograms = Annotated[Figure, Measure("kg", maximum=LARGEST)]
Kilometres = Annotated[Figure, Measure("km", maximum=50_000)]
KilometresPerDay = Annotated[Figure, Measure("km/day", maximum=50_000, above=True)]
KilometresPerHour = Annotated[Figure, Measure("km/hour", maximum=5_000, above=True)]
LitresPer100Km = Annotated[Figure, Measure("L/100km", maximum=10_000)]
Quantity = Annotated[Figure, Measure("", maximum=LARGEST, any_unit=True)]
Price = Annotated[Figure, Measure("", minimum=-LARGEST, maximum=LARGEST, any_unit=True)]
