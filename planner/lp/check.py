"""Checks of what a family is made from; each error names the family."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

import numpy as np

from planner.errors import listed, nearest
from planner.lp.blocks import Flags, Floats, Ids, Ints, Reals
from planner.lp.errors import ModelError


def keys(
    family: str,
    given: Mapping[str, Ints],
    axes: Mapping[str, Sequence[str]],
    taken: Container[str],
) -> tuple[Mapping[str, Ids], int]:
    """The keys as read-only copies, and the size of the family; a family without axes has 1."""
    if family in taken:
        raise ModelError("the model already has a family with this name", seen=repr(family))
    codes = {axis: _codes(family, axis, array, axes) for axis, array in given.items()}
    sizes = {axis: array.size for axis, array in codes.items()}
    if len(set(sizes.values())) > 1:
        raise ModelError(
            f"family {family!r}: the keys differ in length",
            seen=", ".join(f"{axis} {size}" for axis, size in sizes.items()),
            allowed="one length for all axes",
        )
    return codes, next(iter(sizes.values()), 1)


def _codes(family: str, axis: str, given: Ints, axes: Mapping[str, Sequence[str]]) -> Ids:
    if axis not in axes:
        near = nearest(axis, axes)
        raise ModelError(
            f"family {family!r}: the model has no such axis",
            seen=repr(axis),
            allowed=listed(axes),
            remedy=f"did you mean {near!r}?" if near else "",
        )
    array = np.asarray(given)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise ModelError(
            f"family {family!r}: the keys of axis {axis!r} must be one row of whole numbers",
            seen=f"shape {array.shape} of {array.dtype}",
        )
    _in_range(family, axis, array, len(axes[axis]))
    codes = array.astype(np.int64)
    codes.setflags(write=False)
    return codes


def _in_range(family: str, axis: str, array: Ints, count: int) -> None:
    if array.size and (array.min() < 0 or array.max() >= count):
        raise ModelError(
            f"family {family!r}: a code of axis {axis!r} has no label",
            seen=f"{array.min()}..{array.max()}",
            allowed=f"0..{count - 1}" if count else "none: the axis has no labels",
        )


def each(family: str, name: str, given: float | Reals, size: int) -> Floats:
    """One number for each member, as an array of its own; shape (size,)."""
    array = np.asarray(given, dtype=np.float64)
    _fits(family, name, array.shape, size)
    if np.isnan(array).any():
        raise ModelError(f"family {family!r}: {name} has a value that is not a number")
    return np.full(size, array)


def flags(family: str, given: bool | Flags, size: int) -> Flags:
    """One yes or no for each member; shape (size,)."""
    array = np.asarray(given, dtype=np.bool_)
    _fits(family, "integer", array.shape, size)
    return np.full(size, array)


def _fits(family: str, name: str, shape: tuple[int, ...], size: int) -> None:
    if shape not in ((), (size,)):
        raise ModelError(
            f"family {family!r}: {name} has the wrong length",
            seen=f"shape {shape}",
            allowed=f"one number, or an array of {size}",
        )


def finite(family: str, name: str, array: Floats) -> Floats:
    """The array itself; raises ModelError where a value is infinite."""
    if not np.isfinite(array).all():
        raise ModelError(
            f"family {family!r}: {name} must be finite",
            seen=str(array[~np.isfinite(array)][0]),
            remedy="leave a row without a limit out",
        )
    return array


def bounds(lower: Floats, upper: Floats, label: Callable[[int], str]) -> None:
    """Raise ModelError where no value lies between the bounds of a column."""
    crossed = np.flatnonzero((lower > upper) | (lower == np.inf) | (upper == -np.inf))
    if crossed.size:
        i = int(crossed[0])
        raise ModelError(
            f"no value lies between the bounds of {label(i)}",
            seen=f"lower {lower[i]:g}, upper {upper[i]:g}",
            allowed="lower <= upper",
            remedy=f"{crossed.size} such columns in the family" if crossed.size > 1 else "",
        )
