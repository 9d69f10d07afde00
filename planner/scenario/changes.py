"""Dotted-path changes to a scenario: `extends` with `changes`, and `--set path=value`."""

from __future__ import annotations

from typing import Any

from planner.catalogue.figure import Figure
from planner.errors import Fault, InputError, Place, fault, listed, nearest
from planner.scenario.document import Document, KeyPath, Places
from planner.scenario.schema.scenario import Scenario


def apply_changes(document: Document, changes: dict[str, Any], places: Places, at: KeyPath) -> None:
    """Change `document` in place. `places` knows where the changes were written, below `at`.

    Raises `InputError` with every change that names a path that is not there, and every pair of
    changes of which one lies inside the other.
    """
    faults = _overlaps(changes, places, at)
    for path, value in changes.items():
        try:
            _apply(document, path, value, places, (*at, path))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)


def _overlaps(changes: dict[str, Any], places: Places, at: KeyPath) -> list[Fault]:
    return [
        Fault(
            "two changes of which one lies inside the other",
            path,
            places.of_key((*at, path)),
            seen=f"{other} and {path}",
            allowed="one change of a value",
        )
        for path in changes
        for other in changes
        if path.startswith(f"{other}.")
    ]


def _apply(document: Document, path: str, value: Any, places: Places, at: KeyPath) -> None:
    parts = path.split(".")
    holder, keys = _holder(document, parts, places.of_key(at), path)
    target = (*keys, _key(holder, parts[-1]))
    known = _has(holder, target[-1])
    if not known and (value is None or isinstance(holder, list)):
        raise _unknown(path, parts[-1], holder, places.of_key(at))
    document.places.cut(target)
    if value is None and isinstance(holder, dict):
        del holder[target[-1]]
        return
    holder[target[-1]] = value
    document.places.graft(target, places, at)


def _holder(document: Document, parts: list[str], place: Place, path: str) -> tuple[Any, KeyPath]:
    holder: Any = document.data
    keys: KeyPath = ()
    for depth, part in enumerate(parts[:-1]):
        if depth == 0 and part not in holder and part in Scenario.model_fields:
            holder[part] = {}
        key = _key(holder, part)
        if not _has(holder, key):
            raise _unknown(path, part, holder, place)
        if _is_number(holder[key]) and parts[depth + 1] in Figure.model_fields:
            holder[key] = {"value": holder[key]}
        holder, keys = holder[key], (*keys, key)
    if not isinstance(holder, dict | list):
        raise fault(
            "the path leads into a single value",
            place=place,
            path=path,
            seen=repr(holder),
            allowed=f"a change of {'.'.join(parts[:-1])} as a whole",
        )
    return holder, keys


def _key(holder: Any, part: str) -> str | int:
    return int(part) if isinstance(holder, list) and part.isdigit() else part


def _has(holder: Any, key: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(key, int) and key < len(holder)
    return isinstance(holder, dict) and key in holder


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unknown(path: str, part: str, holder: Any, place: Place) -> InputError:
    names = list(holder) if isinstance(holder, dict) else [str(i) for i in range(len(holder or ()))]
    return fault(
        "the change names nothing in the scenario",
        place=place,
        path=path,
        seen=part,
        allowed=listed(names),
        nearest=nearest(part, names),
    )
