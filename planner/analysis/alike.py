"""Whether two problems are the same, number by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np


def alike(one: object, other: object) -> bool:
    """True for two records of one type whose fields are the same, arrays to the last digit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if is_dataclass(one) and is_dataclass(other):
        names = (field.name for field in fields(one))
        return all(alike(getattr(one, name), getattr(other, name)) for name in names)
    return bool(one == other)
