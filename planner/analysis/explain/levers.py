"""What may be changed: values of a scenario that a planner can ask for, and how far each may go.

A scenario states them in `remedies`, each with its price. Where it states none, every quantity,
date and policy that stands in the way may give way: a quantity may be doubled, a policy dropped, a
day moved to the ends of the calendar; what is least is then reckoned in shares of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.messages import said
from planner.scenario import Scenario
from planner.scenario.document import KeyPath
from planner.scenario.replacing import replaced, value_at

# How far a quantity may go where the scenario does not say: as much again as is written.
AS_MUCH_AGAIN = 2.0
# Quantities are changed in steps of a hundredth of their own order of magnitude.
DIGITS = 2
DAY = "day"


@dataclass(frozen=True, eq=False)
class Lever:
    """One value that may be changed, from `before` as far as `furthest`.

    `step` is the smallest change that is told: 1 for what is counted and for days. `cost` is in US
    dollars for one unit of change, None where the scenario has no price for it. A switch goes from
    one word to another, and counts as one unit.
    """

    path: KeyPath
    title: str
    unit: str
    before: Any
    furthest: Any
    step: float
    cost: float | None = None
    weight: float = 1.0
    """What the whole change counts for where it has no price."""

    @property
    def is_switch(self) -> bool:
        """True for a value that is no number."""
        return not (_is_number(self.before) and _is_number(self.furthest))

    @property
    def most(self) -> float:
        """How much it may be changed, in `unit`, never below 0."""
        return 1.0 if self.is_switch else abs(float(self.furthest) - float(self.before))

    def at(self, amount: float) -> Any:
        """The value once so much is changed."""
        if amount >= self.most:
            return self.furthest
        if self.is_switch:
            return self.furthest if amount > 0 else self.before
        sign = 1 if self.furthest > self.before else -1
        value = float(f"{self.before + sign * amount:.12g}")
        return int(value) if self.unit == DAY and isinstance(self.before, int) else value

    def rounded(self, amount: float) -> float:
        """An amount of whole steps that is no less, as far as it may go."""
        steps = -(-(amount - 1e-6 * self.step) // self.step)
        return min(self.most, float(f"{max(0.0, steps) * self.step:.12g}"))

    def size(self, amount: float) -> float:
        """What a change counts for: its price, or its share of what is allowed."""
        return amount * self.cost if self.cost is not None else self.weight * amount / self.most

    def applied(self, scenario: Scenario, amount: float) -> Scenario:
        """The scenario with so much changed."""
        return replaced(scenario, self.path, self.at(amount)) if amount > 0 else scenario


def applied(scenario: Scenario, levers: Mapping[Lever, float]) -> Scenario:
    """The scenario with several values changed, each by its amount."""
    for lever, amount in levers.items():
        scenario = lever.applied(scenario, amount)
    return scenario


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def window(scenario: Scenario, path: KeyPath, title: str) -> Iterator[Lever]:
    """An earlier first day and a later last one, within the calendar."""
    calendar = scenario.calendar
    assert calendar is not None
    first, until = value_at(scenario, (*path, "from")), value_at(scenario, (*path, "until"))
    if first is not None and first > calendar.start:
        words = said("lever.first-day", title=title)
        yield Lever((*path, "from"), words, DAY, first, calendar.start, 1.0)
    if until is not None and until < calendar.end:
        words = said("lever.last-day", title=title)
        yield Lever((*path, "until"), words, DAY, until, calendar.end, 1.0)


def more(scenario: Scenario, path: KeyPath, title: str, unit: str) -> Iterator[Lever]:
    """As much again of a quantity; nothing where none is written."""
    before = value_at(scenario, path)
    if before:
        counted = unit in ("vehicle", "sortie")
        step = 1.0 if counted and float(before).is_integer() else step_of(before)
        furthest = float(f"{before * AS_MUCH_AGAIN:.12g}")
        yield Lever(path, title, unit, before, furthest, step)


def to(
    scenario: Scenario, path: KeyPath, title: str, unit: str, furthest: float, step: float
) -> Iterator[Lever]:
    """A value as far as `furthest`; nothing where none is written, or it is there already."""
    before = value_at(scenario, path)
    if before is not None and before != furthest:
        yield Lever(path, title, unit, before, furthest, step)


def step_of(value: float) -> float:
    """A hundredth of the order of magnitude of a value: 1 for 350, 0.1 for 42."""
    power = len(f"{int(abs(value))}") - 1 if abs(value) >= 1 else 0
    return float(f"{10.0 ** (power - DIGITS):.12g}")
