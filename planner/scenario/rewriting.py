"""A scenario as it would be written, with some values written otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from planner.catalogue.figure import Figure
from planner.errors import Fault, InputError
from planner.scenario.changes import apply_changes
from planner.scenario.document import Document, KeyPath, Places, copied, dotted, path_of
from planner.scenario.faults import faults_of
from planner.scenario.known import known_ids
from planner.scenario.quantities import in_item_units
from planner.scenario.replacing import value_at, written_at
from planner.scenario.rules import Broken
from planner.scenario.schema.days import d_day_of
from planner.scenario.schema.scenario import Scenario
from planner.scenario.sound_part import unsound_in

Changes = Mapping[str, Any]
"""Dotted path of a value to another one, as in `changes` of a scenario that extends one."""
# What the values of any section are read with: days by the calendar, quantities by their items.
READ_WITH = ("format", "id", "calendar", "items", "consumption")
# What changes the scenario itself, and would be read beside what was changed.
BESIDE = ("what_if", "disruptions")


@dataclass(frozen=True)
class Written:
    """A scenario that is to be changed, without its sliders and disruptions: they are no part of
    what is planned, and one that moves a value cannot be read beside another one there."""

    scenario: Scenario

    @cached_property
    def data(self) -> dict[str, Any]:
        """The sections as they would be written."""
        data = self.scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return {name: part for name, part in data.items() if name not in BESIDE}

    def changed(self, changes: Changes) -> dict[str, Any]:
        """The data with changes; raises `InputError` for a path that names nothing."""
        data = dict(self.data)
        for section, entries in _touched(changes).items():
            if section in data:
                data[section] = _copied(data[section], entries)
        apply_changes(Document(data, Places()), dict(changes), Places(), ())
        return data

    def read(self, changes: Changes) -> Scenario:
        """The entries that changes lead into, as the schema reads them; raises `InputError` where
        they may not stand so. Rules that span entries are not looked at. The same is read once."""
        key = repr(changes)
        if key not in self._outcomes:
            try:
                self._outcomes[key] = self._read(changes)
            except InputError as error:
                self._outcomes[key] = error.faults
        outcome = self._outcomes[key]
        if isinstance(outcome, Scenario):
            return outcome
        raise InputError(outcome)

    @cached_property
    def _outcomes(self) -> dict[str, Scenario | Sequence[Fault]]:
        """What came of reading changes: what stands there then, or what is wrong with them."""
        return {}

    def _read(self, changes: Changes) -> Scenario:
        data = self.changed(changes)
        part = {name: data[name] for name in READ_WITH if name in data}
        for section, entries in _touched(changes).items():
            if section in data and section not in READ_WITH:
                part[section] = _only(data[section], entries)
        known = known_ids(data, unsound_in(self.scenario))
        context = {"known": known, "d_day": d_day_of(data)}
        try:
            read, broken = in_item_units(Scenario.model_validate(part, context=context))
        except ValidationError as error:
            raise InputError(faults_of(error, Scenario, Places(), known)) from None
        if faults := _of(changes, map(_as_fault, broken)):
            raise InputError(faults)
        return read

    def refusals(self, changes: Changes) -> list[Fault]:
        """Why the values of changes may not stand at their paths; nothing of what they do to other
        values."""
        try:
            self.read(changes)
        except InputError as error:
            return _of(changes, error.faults)
        return []

    def read_as(self, path: KeyPath, value: float | int | str) -> Any:
        """The value that stands at a path once `value` is written there, as the schema reads it: in
        the unit that is kept, a day as a number. None where nothing such may stand there."""
        old = found_at(self.scenario, dotted(path))
        unit = old.unit if isinstance(old, Figure) and not isinstance(value, str) else None
        try:
            read = self.read({dotted(path): {"value": value, "unit": unit} if unit else value})
        except InputError:
            return None
        return value_at(read, path)

    def is_as_it_is(self, changes: Changes) -> bool:
        """Whether changes leave every value as it is, whatever it rests on."""
        try:
            read = self.read(changes)
        except InputError:
            return False
        return all(is_same(found_at(self.scenario, path), found_at(read, path)) for path in changes)


def _of(changes: Changes, faults: Iterable[Fault]) -> list[Fault]:
    """The faults of what stands at the paths of changes, or below."""
    paths = tuple(dotted(path_of(path)) for path in changes)
    below = tuple(path + step for path in paths for step in ".[")
    return [f for f in faults if f.path in paths or f.path.startswith(below)]


def _touched(changes: Changes) -> dict[str, set[str | int]]:
    """By section, the entries that changes lead into; none where one changes the whole section."""
    touched: dict[str, set[str | int]] = {}
    whole = {str(path_of(path)[0]) for path in changes if len(path_of(path)) == 1}
    for path in changes:
        section, *below = path_of(path)
        touched.setdefault(str(section), set()).update(below[:1])
    return {section: set() if section in whole else touched[section] for section in touched}


def _copied(section: Any, entries: set[str | int]) -> Any:
    """A section of which these entries, or all, can be changed without changing the old one."""
    if not isinstance(section, dict) or not entries:
        return copied(section)
    return {name: copied(entry) if name in entries else entry for name, entry in section.items()}


def _only(section: Any, entries: set[str | int]) -> Any:
    """These entries of a section of entries; all of any other section."""
    whole = (
        not entries or not isinstance(section, dict) or not all(map(_is_entry, section.values()))
    )
    return section if whole else {n: entry for n, entry in section.items() if n in entries}


def _is_entry(value: object) -> bool:
    return isinstance(value, dict)


def found_at(scenario: Scenario, path: str) -> Any:
    """The value at a dotted path, a figure as a whole; None where nothing is there."""
    try:
        return written_at(scenario, path_of(path))
    except (KeyError, IndexError, TypeError, AttributeError):
        return None


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same; of figures their numbers, for a unit that is not written is
    the field's own."""
    if isinstance(one, Figure) and isinstance(other, Figure):
        units = {one.unit, other.unit} - {None}
        return one.value == other.value and len(units) < 2
    return bool(one == other)


def _as_fault(broken: Broken) -> Fault:
    path = dotted(broken.path)
    return Fault(broken.what, path, Places().of_key(()), broken.seen, broken.allowed)
