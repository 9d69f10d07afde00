"""Strips: rows of a name, a line of characters, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len, set_cell_size

Draw = Callable[[int], str]
# So many characters a strip has where nothing limits the width.
STRIP = 60
# so much of a level is rounding
SMALL = 1e-9


@dataclass(frozen=True)
class Strip:
    """A row: `draw` gives its characters for a width; a row without it is a heading of those that
    follow."""

    name: str
    draw: Draw | None = None
    told: str = ""


@dataclass(frozen=True)
class Strips:
    """Rows whose characters stand under each other."""

    rows: tuple[Strip, ...]

    @property
    def longest_name(self) -> int:
        """Cells of the longest name."""
        return max((cell_len(row.name) for row in self.rows if row.draw), default=0)

    @property
    def longest_told(self) -> int:
        """Cells of the longest of what is said."""
        return max((cell_len(row.told) for row in self.rows), default=0)


def strip_lines(strips: Strips) -> Iterator[str]:
    """The rows as text, as long as they are."""
    names = strips.longest_name
    for row in strips.rows:
        if row.draw is None:
            yield row.name
        else:
            name = set_cell_size(row.name, names)
            yield f"{name}  {row.draw(STRIP)}  {row.told}".rstrip()


def binned(values: NDArray[np.float64], width: int, *, least: bool) -> NDArray[np.float64]:
    """[..., width] the least, or the most, of the days that fall on each character; NaN for none.

    `values` are [..., days], NaN where there is nothing.
    """
    days = values.shape[-1]
    starts = np.arange(width) * days // width
    nothing = np.inf if least else -np.inf
    known = np.where(np.isnan(values), nothing, values)
    found = (np.minimum if least else np.maximum).reduceat(known, starts, axis=-1)
    return np.where(np.isinf(found), np.nan, found)


def leveled(values: NDArray[np.float64], most: float, levels: str) -> str:
    """A character for each value from nothing to `most`; a blank for NaN."""
    top = len(levels) - 1
    share = np.nan_to_num(values) / most if most > 0 else np.zeros(len(values))
    # what is there is never drawn as nothing
    places = np.clip(np.ceil(share * top - SMALL), 0, top)
    places = np.where(share > 0, np.maximum(places, 1), 0).astype(int)
    return "".join(
        " " if blank else levels[place]
        for place, blank in zip(places.tolist(), np.isnan(values).tolist(), strict=True)
    )


def painted(width: int, parts: list[tuple[float, float, str]]) -> str:
    """Parts [start, end) of the width, as shares from 0 to 1, later ones over earlier ones; each
    is one character at least."""
    line = [" "] * width
    for start, end, character in parts:
        first = min(int(start * width + 1e-9), width - 1)
        last = max(first + 1, min(width, int(np.ceil(end * width - 1e-9))))
        line[first:last] = character * (last - first)
    return "".join(line)
