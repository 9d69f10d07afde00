"""One value of a scenario replaced by another, without going back to its file."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel

from planner.catalogue.figure import Figure
from planner.scenario.document import KeyPath
from planner.scenario.schema.scenario import Scenario


def value_at(record: Any, path: KeyPath) -> Any:
    """The value at a path of a scenario; of a figure its number. Raises KeyError, IndexError or
    TypeError where none is."""
    found = written_at(record, path)
    return found.value if isinstance(found, Figure) else found


def written_at(record: Any, path: KeyPath) -> Any:
    """As `value_at`, but a figure as a whole."""
    for place, step in enumerate(path):
        if not place or isinstance(record, BaseModel):
            record = _attribute(record, str(step))
        else:
            record = record[step]
    return record


def replaced[Whole: BaseModel](record: Whole, path: KeyPath, value: Any) -> Whole:
    """A copy of a scenario, or another record, with another value at a path; a figure keeps all but
    its number and its range. The value is not validated: it is one of the kind that is there."""
    changed: Whole = _replaced(record, path, value)
    return changed


def _replaced(record: Any, path: KeyPath, value: Any) -> Any:
    if not path:
        return _put(record, value)
    step, rest = path[0], path[1:]
    if isinstance(record, BaseModel):
        name = _field(record, str(step))
        return record.model_copy(update={name: _replaced(getattr(record, name), rest, value)})
    if isinstance(record, dict):
        return {**record, step: _replaced(record.get(step), rest, value)}
    return tuple(
        _replaced(entry, rest, value) if place == step else entry
        for place, entry in enumerate(record)
    )


def _put(old: Any, new: Any) -> Any:
    if isinstance(old, Figure) and isinstance(new, int | float):
        return old.model_copy(update={"value": float(new), "low": None, "high": None})
    if isinstance(old, Enum) and new in [member.value for member in type(old)]:
        return type(old)(new)
    return new


def _attribute(record: Any, name: str) -> Any:
    """A field of a record, or of a scenario of which only a part is sound."""
    if isinstance(record, BaseModel):
        name = _field(record, name)
    elif name not in Scenario.model_fields:
        raise KeyError(name)
    return getattr(record, name)


def _field(record: BaseModel, name: str) -> str:
    for field, info in type(record).model_fields.items():
        if name in (info.alias, field):
            return field
    raise KeyError(name)
