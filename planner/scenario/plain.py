"""A scenario as plain data in one way of writing, whatever it was read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from planner.scenario.cells import NUMBERS, number_of
from planner.scenario.fields import SCENARIO, Form, Kind

OF_A_VARIANT = frozenset({"extends", "changes"})


def plain_scenario(data: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of a scenario that stands alone: the changes to a parent are made in it.

    What is null is left out, as it means the same; a figure with nothing but a value is a number;
    and a number that stood in a cell as text is a number.
    """
    whole = {name: value for name, value in data.items() if name not in OF_A_VARIANT}
    found: dict[str, Any] = plain(whole, SCENARIO)
    return found


def plain(value: Any, kind: Kind | None) -> Any:
    """The value in the way that `plain_scenario` describes."""
    if kind is None or kind.is_free or kind.form is Form.ANY:  # null may mean something there
        return value
    if isinstance(value, Mapping):
        parts = {key: plain(part, kind.at(key)) for key, part in value.items() if part is not None}
        return parts["value"] if kind.form is Form.FIGURE and parts.keys() == {"value"} else parts
    if isinstance(value, list | tuple):
        inner = kind.entry if kind.form is Form.LIST else None
        return [plain(part, inner) for part in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and kind.form in NUMBERS:
        number = number_of(value.strip())
        return value if number is None else number
    return value
