"""The positions of a slider: what each changes, what it is called, and which changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from pydantic.fields import FieldInfo

from planner.catalogue.figure import Figure
from planner.catalogue.measure import Measure
from planner.errors import InputError
from planner.messages import Number, joined, number, said
from planner.scenario.document import path_of
from planner.scenario.faults import model_at
from planner.scenario.rewriting import Changes, Written, found_at, is_same
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.what_if import Slider

LONGEST_LABEL = 80
# changes of a step that are told where nobody gave it a name
MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Position:
    """A position of a slider: its name and its changes, none for the scenario as it is."""

    label: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of a slider in order; `base` is the one that changes nothing."""

    all: tuple[Position, ...]
    base: int


def positions_of(scenario: Scenario, slider: Slider) -> Positions:
    """The positions of a slider that breaks no rule, with the scenario as it is among them: where
    nobody wrote it, it goes where its size puts it, else before the others."""
    if slider.steps:
        return _of_steps(slider)
    return _of_factors(scenario, slider) if slider.factors else _of_values(scenario, slider)


def changes_of(scenario: Scenario, slider: Slider) -> Iterator[Changes]:
    """What each position that was written changes, in their order."""
    yield from (step.changes for step in slider.steps)
    yield from (dict.fromkeys(slider.paths, value) for value in slider.values)
    for factor in slider.factors:
        yield {path: multiplied(scenario, path, factor) for path in slider.paths}


def multiplied(scenario: Scenario, path: str, factor: float) -> object:
    """The number at a path times so much, as it may be written there; None where there is none."""
    figure = found_at(scenario, path)
    if not isinstance(figure, Figure):
        return None
    number = float(f"{figure.value * factor:.12g}")
    return number if figure.unit is None else {"value": number, "unit": figure.unit}


# ------------------------------------------------------------------------------ steps and factors


def _of_steps(slider: Slider) -> Positions:
    found = [Position(step.label or _told(step.changes), step.changes) for step in slider.steps]
    there = [number for number, step in enumerate(slider.steps) if not step.changes]
    if there:
        return Positions(tuple(found), there[0])
    return Positions((Position(said("what-if.as-it-is"), {}), *found), 0)


def _told(changes: Changes) -> str:
    """What changes set, where nobody gave it a name."""
    if not changes:
        return said("what-if.as-it-is")
    told = [
        said("what-if.set", path=path, value=as_written(value)) for path, value in changes.items()
    ]
    shown, rest = joined("list.comma", told[:MOST_TOLD]), len(told) - MOST_TOLD
    return said("list.more", shown=shown, rest=rest) if rest > 0 else shown


def _of_factors(scenario: Scenario, slider: Slider) -> Positions:
    pairs = zip(slider.factors, changes_of(scenario, slider), strict=True)
    found = [Position(_times(factor), {} if factor == 1 else to) for factor, to in pairs]
    if 1 in slider.factors:
        return Positions(tuple(found), slider.factors.index(1))
    place = _place(1.0, slider.factors)
    found.insert(place, Position(_times(1.0), {}))
    return Positions(tuple(found), place)


def _times(factor: float) -> str:
    return said("what-if.times", factor=_plain(factor))


# ----------------------------------------------------------------------------------------- values


def _of_values(scenario: Scenario, slider: Slider) -> Positions:
    written = Written(scenario)
    values = [_Value(written, slider.paths, value) for value in slider.values]
    found = [Position(value.label, {} if value.is_base else value.changes) for value in values]
    there = [number for number, value in enumerate(values) if value.is_base]
    if there:
        return Positions(tuple(found), there[0])
    label, size = _as_it_is(written, slider.paths)
    sizes = [value.size for value in values]
    known = [one for one in sizes if one is not None]
    place = 0 if size is None or len(known) < len(sizes) else _place(size, known)
    found.insert(place, Position(label, {}))
    return Positions(tuple(found), place)


@dataclass(frozen=True)
class _Value:
    """A value that is put at every path of a slider."""

    written: Written
    paths: Sequence[str]
    value: object

    @property
    def changes(self) -> Changes:
        return dict.fromkeys(self.paths, self.value)

    @cached_property
    def is_base(self) -> bool:
        return self.written.is_as_it_is(self.changes)

    @cached_property
    def read(self) -> Any:
        """As the schema reads it; None where it does not."""
        try:
            return found_at(self.written.read(self.changes), self.paths[0])
        except InputError:
            return None

    @property
    def size(self) -> float | None:
        """By which values are put in order; None for one that has none."""
        return _size(self.read)

    @property
    def label(self) -> str:
        if isinstance(self.read, Figure):
            return _measured(self.read, self.paths[0])
        return as_written(self.value)


def _as_it_is(written: Written, paths: Sequence[str]) -> tuple[str, float | None]:
    """What the position is called that changes nothing, and its size, as far as it has one: paths
    may lead to different values."""
    first, *others = (found_at(written.scenario, path) for path in paths)
    if first is None or not all(is_same(first, other) for other in others):
        return said("what-if.as-it-is"), None
    if isinstance(first, Figure):
        return _measured(first, paths[0]), first.value
    return said("what-if.as-it-is"), _size(first)


def _size(value: Any) -> float | None:
    if isinstance(value, Figure):
        return value.value
    return float(value) if isinstance(value, int | float) else None


def _place(size: float, others: Sequence[float]) -> int:
    """Where a size goes among others that rise or fall; before all that do neither."""
    if list(others) == sorted(others):
        return sum(other < size for other in others)
    if list(others) == sorted(others, reverse=True):
        return sum(other > size for other in others)
    return 0


# ---------------------------------------------------------------------------------------- in words


def _measured(figure: Figure, path: str) -> str:
    """The number at a path with its unit, that of the field where none is written."""
    unit = figure.unit or unit_at(path)
    if unit == "day":
        one = figure.value == 1
        return said("what-if.day") if one else said("what-if.days", days=_plain(figure.value))
    told = _plain(figure.value)
    return said("amount.in-unit", amount=told, unit=unit) if unit else told


def _plain(value: float) -> Number:
    """A number with all its digits."""
    return number(f"{value:.12g}", value)


def unit_at(path: str) -> str:
    """The unit of a field that holds figures; blank for a pure number, or one of its item's."""
    measure = measure_at(path)
    return "" if measure is None else measure.unit


def measure_at(path: str) -> Measure | None:
    """The measure of a field that holds figures; None for any other."""
    *above, name = path_of(path)
    model = model_at(Scenario, above)
    return None if model is None else next(_measures(model.model_fields.get(str(name))), None)


def _measures(field: FieldInfo | None) -> Iterator[Measure]:
    """The measures of a field, wherever in its type they stand."""
    if field is not None:
        yield from (mark for mark in field.metadata if isinstance(mark, Measure))
        for kind in get_args(field.annotation):
            yield from (mark for mark in get_args(kind) if isinstance(mark, Measure))


def as_written(value: object) -> str:
    """A value as it stands in a scenario, as far as that is short."""
    if value is None:
        return said("what-if.without")
    if isinstance(value, bool):
        return said("value.yes" if value else "value.no")
    if isinstance(value, float | int):
        return _plain(value)
    return value[:LONGEST_LABEL] if isinstance(value, str) else said("what-if.changed")
