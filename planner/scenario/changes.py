"""Dotted-path changes to a scenario: `extends` with `changes`, and `--set path=value`."""

from __future__ import annotations

from typing import Any

from planner.catalogue.figure import Figure
from planner.errors import Fault, InputError, Place, fault, listed
from planner.messages import said
from planner.scenario.document import LONGEST_SEEN, Document, KeyPath, Places, as_index, parts_of
from planner.scenario.limits import DEEPEST, MOST_CHANGES, MOST_FAULTS
from planner.scenario.near import Suggestions
from planner.scenario.schema.scenario import Scenario
from planner.units import UnitError, parse_quantity


def apply_changes(document: Document, changes: dict[str, Any], places: Places, at: KeyPath) -> None:
    """Change `document` in place. `places` knows where the changes were written, below `at`.

    Raises `InputError` with every change that names a path that is not there, and every pair of
    changes of which one lies inside the other.
    """
    if len(changes) > MOST_CHANGES:
        what = said("limit.changes", most=MOST_CHANGES)
        raise fault(what, place=places.of_key(at), seen=f"{len(changes):,}")
    faults = _overlaps(changes, places, at)
    gone: list[KeyPath] = []
    new: dict[KeyPath, KeyPath] = {}
    near = Suggestions()
    for path, value in changes.items():
        if len(faults) >= MOST_FAULTS:
            break
        try:
            target = _apply(document, path, value, (places, (*at, path)), near)
        except InputError as error:
            faults.extend(error.faults)
            continue
        gone.append(target)
        if value is not None:
            new[*at, path] = target
    if faults:
        raise InputError(faults)
    document.places.cut(*gone)
    document.places.graft_all(new, places)


def _overlaps(changes: dict[str, Any], places: Places, at: KeyPath) -> list[Fault]:
    faults: list[Fault] = []
    written: dict[tuple[str, ...], str] = {}
    for path in sorted(changes, key=lambda path: len(parts_of(path))):
        parts = tuple(parts_of(path))
        found = (written.get(parts[:end]) for end in range(1, len(parts) + 1))
        other = next((name for name in found if name is not None), None)
        if other is not None:
            seen = said("seen.two", one=other, other=path)
            faults.append(Fault(said("changes-overlap"), path, places.of_key((*at, path)), seen))
        written[parts] = path
    return faults


def _apply(
    document: Document, path: str, value: Any, written: tuple[Places, KeyPath], near: Suggestions
) -> KeyPath:
    """Change the data; the path of what was changed."""
    places, at = written
    parts = parts_of(path)
    if len(parts) > DEEPEST:
        raise fault(said("limit.depth", most=DEEPEST), place=places.of_key(at), seen=path[:40])
    holder, keys = _holder(document, parts, places.of_key(at), path, near)
    target = (*keys, _key(holder, parts[-1]))
    known = _has(holder, target[-1])
    may_be_new = isinstance(holder, dict) and (keys or parts[-1] in Scenario.model_fields)
    if not known and (value is None or not may_be_new):
        raise _unknown(path, parts[-1], holder, places.of_key(at), near)
    if value is None and isinstance(holder, list):
        what = said("null-in-list", whole=".".join(parts[:-1]))
        raise fault(what, path=path, place=places.of_value(at))
    if value is None:
        del holder[target[-1]]
    else:
        holder[target[-1]] = value
    return target


def _holder(
    document: Document, parts: list[str], place: Place, path: str, near: Suggestions
) -> tuple[Any, KeyPath]:
    holder: Any = document.data
    keys: KeyPath = ()
    for depth, part in enumerate(parts[:-1]):
        if depth == 0 and holder.get(part) is None and part in Scenario.model_fields:
            holder[part] = {}
        key = _key(holder, part)
        if not _has(holder, key):
            raise _unknown(path, part, holder, place, near)
        if parts[depth + 1] in Figure.model_fields:
            holder[key] = _as_figure(holder[key])
        holder, keys = holder[key], (*keys, key)
        if not isinstance(holder, dict | list):
            raise fault(
                said("path-into-value", whole=".".join(parts[: depth + 1])),
                place=place,
                path=path,
                seen=repr(holder)[:40],
            )
    return holder, keys


def _as_figure(value: Any) -> Any:
    """A figure written as a number or as text, as the mapping that it stands for."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"value": value}
    if isinstance(value, str):
        try:
            number, unit = parse_quantity(value)
        except UnitError:
            return value
        return {"value": number} | ({"unit": unit} if unit else {})
    return value


def _key(holder: Any, part: str) -> str | int:
    index = as_index(part) if isinstance(holder, list) else None
    return part if index is None else index


def _has(holder: Any, key: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(key, int) and key < len(holder)
    return isinstance(holder, dict) and key in holder


def _unknown(path: str, part: str, holder: Any, place: Place, near: Suggestions) -> InputError:
    names = list(holder) if isinstance(holder, dict) else [str(i) for i in range(len(holder))]
    if part == parts_of(path)[0]:
        names = list({*names, *Scenario.model_fields})
    return fault(
        said("change-of-nothing"),
        place=place,
        path=path,
        seen=part,
        allowed=listed(names),
        nearest=near.nearest(part[:LONGEST_SEEN], names),
    )
