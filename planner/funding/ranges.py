"""Exact amounts at their low, base and high."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planner.catalogue.figure import Figure
from planner.catalogue.measure import PERCENT
from planner.records.funding import CENTS


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity that is not below nought, at its low, base and high."""

    low: Fraction
    base: Fraction
    high: Fraction

    @classmethod
    def of(cls, figure: Figure) -> Range:
        """A figure; its low and high are its value where it states none."""
        low = figure.value if figure.low is None else figure.low
        high = figure.value if figure.high is None else figure.high
        whole = 100 if figure.unit == PERCENT else 1
        return cls(exact(low) / whole, exact(figure.value) / whole, exact(high) / whole)

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.base + other.base, self.high + other.high)

    def __mul__(self, other: Range) -> Range:
        return Range(self.low * other.low, self.base * other.base, self.high * other.high)


NOUGHT = Range(Fraction(0), Fraction(0), Fraction(0))
ONE = Range(Fraction(1), Fraction(1), Fraction(1))


def exact(value: float) -> Fraction:
    """The decimal number that was written: 0.1, not the binary number nearest to it."""
    return Fraction(str(value))


def cents(amount: Fraction) -> int:
    """Whole cents, halves to the even one."""
    return round(amount * CENTS)
