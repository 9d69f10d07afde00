"""Measures: the unit that a figure of a field is kept in, and the values it may take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from planner.catalogue.figure import NUMBERS, Figure
from planner.catalogue.refused import refused
from planner.messages import Said, said
from planner.units import COUNTS, UnitError, convert, parse_quantity, plural

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
            raise refused(said("not-a-figure"), seen=seen, allowed=said("allowed.figure"))
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
            raise refused(said("not-a-figure"), at=key, seen=seen, allowed=self.example)
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
            what = error.what if self.unit else said("unit-on-pure-number", unit=unit)
            raise refused(what, of_unit=True, allowed=self.allowed_unit) from None

    @property
    def allowed_unit(self) -> Said:
        """The units in which this field may be written, in words."""
        if self.unit:
            return said("allowed.unit", unit=self.unit)
        return said("allowed.unit-counted" if self.counts else "allowed.unit-percent")

    def _check(self, figure: Figure, seen: Any) -> None:
        numbers = (figure.value, figure.low, figure.high)
        for key, number in zip(NUMBERS, numbers, strict=True):
            if number is not None and not self._allows(number):
                context = {"allowed": self.allowed, **self._as_written(number, key, seen)}
                if self._is_broken(number):
                    # 6 months are 182.625 days: the 6 that was written is whole
                    if isinstance(context["seen"], str):
                        turned = f"{number:g} {self.unit}"
                        raise refused(said("not-whole-in-unit", turned=turned), **context)
                    raise refused(said("not-a-whole-number"), **context)
                raise refused(said("out-of-range"), **context)

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
    def allowed(self) -> Said:
        """The values this field takes, in words."""
        kind = said("number.whole" if self.whole else "number.any")
        span = said(
            "number.above" if self.above else "number.of-or-more", number=kind, least=self.minimum
        )
        if not math.isinf(self.maximum):
            span = said("number.and-at-most", number=span, most=self.maximum)
        if self.is_share:
            return said("number.such-as-share", number=span)
        return said("number.in-unit", number=span, unit=self.unit) if self.unit else span

    @property
    def example(self) -> Said:
        """What may be written here, in words and by an example in the field's own unit."""
        if self.unit == "day":
            return said("allowed.days")
        if self.any_unit:
            return said(
                "allowed.number-and-unit", sample="3 USD/L" if self.minimum < 0 else "20 m3"
            )
        unit = plural(self.unit) if self.unit in COUNTS else self.unit
        if self.counts:
            return said("allowed.number-counted")
        sample = "80 %" if self.is_share else unit and f"20 {unit}"
        return said("allowed.number-or", sample=sample) if sample else said("allowed.number")


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
        raise refused(error.what, **within, seen=seen, allowed=measure.example) from None


def _in_one_unit(number: float, own: str, unit: str, context: dict[str, Any]) -> float:
    """A number of a figure in the unit of the whole figure."""
    try:
        return convert(number, own, unit)
    except UnitError:
        what = said("two-units-in-figure" if own and unit else "unit-on-one-number")
        raise refused(what, **context) from None


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
