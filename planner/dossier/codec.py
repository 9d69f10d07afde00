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
from typing import Any, get_args, get_origin

import numpy as np
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping
from pydantic import BaseModel

from planner.messages import Number, Said
from planner.messages.plain import MOST, float_from, float_out, text_from, text_out
from planner.scenario.document import KeyPath
from planner.scenario.known import known_ids
from planner.scenario.replacing import replaced, written_at
from planner.scenario.schema.days import d_day_of
from planner.scenario.schema.scenario import Scenario

# As JSON has no number for them.
# Kinds of arrays that records hold, in the order of bytes in which they are written.
DTYPES = {"float64": np.dtype("<f8"), "int64": np.dtype("<i8"), "bool": np.dtype("|b1")}


SAID_OTHERWISE = ("equipment", "training")
"""Sections of a scenario that stand as requirements and pledges in the one that was solved; what
names their entries is not checked there."""


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
        (str, text_out, lambda seen, _: text_from(seen)),
        (StrEnum, operator.attrgetter("value"), _word_back),
        (float, float_out, lambda seen, _: float_from(seen)),
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


def _word_back(seen: Any, kind: type[StrEnum]) -> StrEnum:
    if not isinstance(seen, str):
        raise TypeError(seen)
    return kind(seen)


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
    texts = [[list(path), text_out(text)] for path, text in _made_texts(record)]
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
                text = text_from(written)
                if written_at(record, path) != text:
                    raise ValueError(text)
                record = replaced(record, tuple(path), text)
            return record
    context: dict[str, Any] = {"d_day": d_day_of(seen) if isinstance(seen, Mapping) else None}
    if kind is Scenario and isinstance(seen, Mapping):
        emptied = [name for name in SAID_OTHERWISE if name in seen and not seen[name]]
        context["known"] = known_ids(seen, emptied)
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
