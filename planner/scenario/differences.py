"""Where scenarios differ: path by path, what each of them has there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from planner.catalogue.figure import Figure
from planner.scenario.document import KeyPath, dotted
from planner.scenario.schema.scenario import Scenario

# what a scenario is called, how it came to be and what is asked of it beside its plan; the figures
# that a plan is made of are all below the other keys
NAMES = frozenset(
    {"format", "id", "title", "summary", "classification", "extends", "changes", "sources"}
    | {"remedies", "what_if", "uncertainty", "disruptions"}
)

Found = tuple[str, tuple[Any, ...]]


def differences(scenarios: Sequence[Scenario]) -> Iterator[Found]:
    """Dotted path and what each scenario has there, in the order of the format.

    A figure is one thing, with its unit and origin; what one scenario lacks is None for it, and
    of an entry that one lacks the whole entry is given. Days and words are as they are written.
    """
    for name, info in Scenario.model_fields.items():
        if name not in NAMES:
            values = tuple(getattr(scenario, name) for scenario in scenarios)
            yield from _between(values, tuple(map(_plain(name), scenarios)), (info.alias or name,))


def _between(values: Sequence[Any], written: Sequence[Any], path: KeyPath) -> Iterator[Found]:
    """`written` are the values as they stand in a file."""
    if all(value == values[0] for value in values[1:]):
        return
    first = values[0]
    kinds = {type(value) for value in values}
    if len(kinds) == 1 and isinstance(first, BaseModel) and not isinstance(first, Figure):
        yield from _in_records(values, path)
    elif len(kinds) == 1 and isinstance(first, dict):
        yield from _in_entries(values, written, path)
    elif kinds == {tuple} and len({len(value) for value in values}) == 1:
        for i in range(len(first)):
            below = [w[i] if w else None for w in written]
            yield from _between([v[i] for v in values], below, (*path, i))
    else:
        yield dotted(path), tuple(map(_shown, values, written))


def _in_records(values: Sequence[Any], path: KeyPath) -> Iterator[Found]:
    for name, info in type(values[0]).model_fields.items():
        below = [getattr(value, name) for value in values]
        yield from _between(below, list(map(_plain(name), values)), (*path, info.alias or name))


def _in_entries(values: Sequence[Any], written: Sequence[Any], path: KeyPath) -> Iterator[Found]:
    names = dict.fromkeys(name for value in values for name in value)
    for name in names:
        below = [value.get(name) for value in values]
        as_written = [(entries or {}).get(name) for entries in written]
        yield from _between(below, as_written, (*path, name))


def _plain(name: str) -> Any:
    """Reads a field of a record as it is written."""
    return lambda record: record.model_dump(
        mode="json", by_alias=True, exclude_unset=True, include={name}
    ).get(type(record).model_fields[name].alias or name)


def _shown(value: Any, written: Any) -> Any:
    """A figure or a whole entry as it is; anything else as it is written, or by default."""
    return value if written is None or isinstance(value, BaseModel) else written
