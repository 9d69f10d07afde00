"""Texts and numbers as plain data, to be kept in a file and said in another language afterwards."""

from __future__ import annotations

import math
from typing import Any, cast

from planner.messages.catalogue import PARTS
from planner.messages.said import Number, Said

# the largest whole number that a float is exactly
MOST = 2**53
NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def text_out(text: str) -> Any:
    """A text; a message or a number as what it is made of, to be said in another language."""
    if isinstance(text, Said):
        parts: tuple[Any, ...] = text.__reduce__()[1]
        named = {name: _value_out(value) for name, value in parts[2].items()}
        return {"said": [*parts[:2], named, *map(_value_out, parts[3:])]}
    if isinstance(text, Number):
        return {"number": [_value_out(part) for part in text.__reduce__()[1]]}
    return str(text)


def text_from(seen: Any) -> str:
    """The text that `text_out` made the data of; raises TypeError or ValueError for any other."""
    match seen:
        case str():
            return seen
        case {"said": [str(), str(), dict(), *_] as parts} if len(seen) == 1:
            code, part, values = parts[:3]
            if part not in PARTS:
                raise ValueError(part)
            named = {name: _value_back(value) for name, value in values.items()}
            return Said(code, part, named, *map(_value_back, parts[3:]))
        case {"number": [str(), str(), _] as parts} if len(seen) == 1:
            return Number(*map(_value_back, parts))
    raise TypeError(seen)


def _value_out(value: object) -> Any:
    """What a message speaks of: a text, a number, a truth value or nothing."""
    if isinstance(value, str):
        return text_out(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return {"float": float_out(value)}
    if (item := getattr(value, "item", None)) is not None:  # a number of numpy
        return _value_out(item())
    raise TypeError(value)


def _value_back(seen: Any) -> Any:
    if seen is None or isinstance(seen, bool | int):
        return seen
    if isinstance(seen, dict) and seen.keys() == {"float"}:
        return float_from(seen["float"])
    return text_from(seen)


def float_out(number: float) -> float | str:
    """A number as JSON has it: what is not finite as a word."""
    if math.isfinite(number):
        return number if type(number) in (int, float) else float(number)
    return next(name for name, other in NOT_FINITE.items() if str(other) == str(float(number)))


def float_from(seen: Any) -> float:
    """The number that `float_out` wrote; raises TypeError, or KeyError for an unknown word."""
    if type(seen) is float or (type(seen) is int and abs(seen) <= MOST):
        return cast(float, seen)
    if isinstance(seen, str):
        return NOT_FINITE[seen]
    raise TypeError(seen)
