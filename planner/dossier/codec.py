"""Records as data that JSON can hold, and back: the same values, arrays to the last bit.

Records become mappings of their fields, a message of the catalogue keeps its code and its values,
and what pydantic has checked once is dumped and checked by pydantic. Reading takes nothing that
writing does not make: no other key, no other type, no number for a text. Nothing is ever executed.
"""

from __future__ import annotations

import base64
import binascii
import math
import operator
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, cast, get_args, get_origin

import numpy as np
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping
from pydantic import BaseModel

from planner.messages import Number, Said
from planner.messages.catalogue import PARTS
from planner.scenario.document import KeyPath
from planner.scenario.known import known_ids
from planner.scenario.replacing import replaced, written_at
from planner.scenario.schema.days import d_day_of
from planner.scenario.schema.scenario import Scenario

# As JSON has no number for them.
# the largest whole number that a float is exactly
MOST = 2**53
NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
# Kinds of arrays that records hold, in the order of bytes in which they are written.
DTYPES = {"float64": np.dtype("<f8"), "int64": np.dtype("<i8"), "bool": np.dtype("|b1")}


class StrangeDataError(ValueError):
    """Data that is no such record; `path` leads to what is wrong with it, as far as is known."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


def as_data(record: object) -> Any:
    """A record, such as a dossier, as mappings, lists, texts and numbers."""
    return _converter().unstructure(record)


def from_data[T](data: object, kind: type[T]) -> T:
    """The record that `as_data` made the data of; raises `StrangeDataError` for any other."""
    if not isinstance(data, dict):
        raise StrangeDataError("$")
    try:
        return _converter().structure(data, kind)
    except BaseValidationError as error:
        first = next(iter(transform_error(error)), "")
        raise StrangeDataError(first.rpartition(" @ ")[2]) from None
    except RecursionError:
        raise StrangeDataError("$") from None


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for kind, out, back in (
        (str, _text_out, _text_back),
        (StrEnum, operator.attrgetter("value"), _word_back),
        (float, _float_out, _float_back),
        (int, int, _int_back),
        (bool, bool, _bool_back),
    ):
        converter.register_unstructure_hook(kind, out)
        converter.register_structure_hook(kind, back)
    converter.register_unstructure_hook_func(_is_record, _record_out)
    converter.register_structure_hook_func(_is_record, _record_back)
    converter.register_unstructure_hook_func(_is_array, _array_out)
    converter.register_structure_hook_func(_is_array, _array_back)
    converter.register_structure_hook_factory(_has_whole_keys, _whole_keys_hook)
    converter.register_structure_hook_factory(_is_row, _row_hook)
    return converter


# ------------------------------------------------------------------------------ texts and numbers


def _text_out(text: str) -> Any:
    """A text; a message or a number as what it is made of, to be said in another language."""
    if isinstance(text, Said):
        parts: tuple[Any, ...] = text.__reduce__()[1]
        named = {name: _value_out(value) for name, value in parts[2].items()}
        return {"said": [*parts[:2], named, *map(_value_out, parts[3:])]}
    if isinstance(text, Number):
        return {"number": [_value_out(part) for part in text.__reduce__()[1]]}
    return str(text)


def _text_back(seen: Any, _: Any) -> str:
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


def _word_back(seen: Any, kind: type[StrEnum]) -> StrEnum:
    if not isinstance(seen, str):
        raise TypeError(seen)
    return kind(seen)


def _value_out(value: object) -> Any:
    """What a message speaks of: a text, a number, a truth value or nothing."""
    if isinstance(value, str):
        return _text_out(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return {"float": _float_out(value)}
    if isinstance(value, np.generic):
        return _value_out(value.item())
    raise TypeError(value)


def _value_back(seen: Any) -> Any:
    if seen is None or isinstance(seen, bool | int):
        return seen
    if isinstance(seen, dict) and seen.keys() == {"float"}:
        return _float_back(seen["float"], float)
    return _text_back(seen, str)


def _float_out(number: float) -> float | str:
    if math.isfinite(number):
        return number if type(number) in (int, float) else float(number)
    return next(name for name, other in NOT_FINITE.items() if str(other) == str(float(number)))


def _float_back(seen: Any, _: Any) -> float:
    if type(seen) is float or (type(seen) is int and abs(seen) <= MOST):
        return cast(float, seen)
    if isinstance(seen, str):
        return NOT_FINITE[seen]
    raise TypeError(seen)


def _int_back(seen: Any, _: Any) -> int:
    if type(seen) is not int or abs(seen) > MOST:
        raise TypeError(seen)
    return seen


def _bool_back(seen: Any, _: Any) -> bool:
    if not isinstance(seen, bool):
        raise TypeError(seen)
    return seen


# --------------------------------------------------------------------------- tuples and mappings


def _is_row(kind: Any) -> bool:
    """True for a tuple of any length."""
    return get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,)


def _row_hook(kind: Any, converter: Converter) -> Any:
    """A tuple from a list alone: the letters of a text are none."""
    row_back = homogenous_tuple_structure_factory(kind, converter)

    def back(seen: Any, kind: Any) -> tuple[Any, ...]:
        if not isinstance(seen, list):
            raise TypeError(seen)
        return tuple(row_back(seen, kind))

    return back


def _has_whole_keys(kind: Any) -> bool:
    """True for a mapping from whole numbers, whose keys JSON writes as texts."""
    return is_mapping(kind) and get_args(kind)[:1] == (int,)


def _whole_keys_hook(kind: Any, converter: Converter) -> Any:
    of_value = get_args(kind)[1]
    value_back = converter.get_structure_hook(of_value)

    def back(seen: Any, _: Any) -> dict[int, Any]:
        return {int(key): value_back(value, of_value) for key, value in seen.items()}

    return back


# --------------------------------------------------------------------------------------- pydantic


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _record_out(record: BaseModel) -> dict[str, Any]:
    """The dump of a record; beside it the texts in it that are more than plain, which the program
    has put there: a dump has but their English."""
    dump = record.model_dump(mode="json", by_alias=True, exclude_unset=True)
    texts = [[list(path), _text_out(text)] for path, text in _made_texts(record)]
    return {"record": dump, "texts": texts} if texts else dump


def _made_texts(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """The texts in a record that can be said in French, with their paths."""
    if isinstance(value, Said | Number):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in sorted(value.model_fields_set):
            yield from _made_texts(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _made_texts(part, (*path, key))
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _made_texts(part, (*path, number))


def _record_back(seen: Any, kind: type[BaseModel]) -> BaseModel:
    """What was checked when the plan was made is checked against the schema alone: a rule that is
    newer than the plan does not make the plan unreadable."""
    match seen:
        case {"record": dict(dump), "texts": list(texts)} if len(seen) == 2:
            record = _record_back(dump, kind)
            for path, written in texts:
                text = _text_back(written, str)
                if written_at(record, path) != text:
                    raise ValueError(text)
                record = replaced(record, tuple(path), text)
            return record
    context: dict[str, Any] = {"d_day": d_day_of(seen) if isinstance(seen, Mapping) else None}
    if kind is Scenario and isinstance(seen, Mapping):
        context["known"] = known_ids(seen)
    return kind.model_validate(seen, context=context)


# ----------------------------------------------------------------------------------------- arrays


def _is_array(kind: Any) -> bool:
    return get_origin(kind) is np.ndarray


def _array_out(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    dtype = DTYPES[array.dtype.name]
    content = base64.b64encode(np.ascontiguousarray(array, dtype).tobytes()).decode()
    return {"dtype": array.dtype.name, "shape": list(array.shape), "base64": content}


def _array_back(seen: Any, kind: Any) -> np.ndarray[Any, Any]:
    match seen:
        case {"dtype": str(name), "shape": list(shape), "base64": str(content)} if len(seen) == 3:
            wanted = np.dtype(get_args(get_args(kind)[1])[0])
            if wanted.name != name or not all(type(n) is int and n >= 0 for n in shape):
                raise TypeError(name)
            raw = _decoded(content)
            if len(raw) != math.prod(shape) * wanted.itemsize:
                raise ValueError(shape)
            return np.frombuffer(raw, DTYPES[name]).astype(wanted).reshape(shape)
    raise TypeError(seen)


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise ValueError(content[:20]) from error
