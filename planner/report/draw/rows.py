"""Rows of a drawing below one another, each as high as its name needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.report.draw.marks import Value
from planner.report.draw.text import wrapped

LINE = 1.08
"""From one line of a name to the next, in heights of its letters."""
MARGIN = 5.0
FOOT = 0.34
"""From the middle of letters to their foot, in their heights."""


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of a name, and the room of the row in pixels from above."""

    name: tuple[str, ...]
    size: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The middle of the row."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """Where the row ends."""
        return self.top + self.height


def row_of(name: str, size: float, room: float, top: float, least: float) -> Row:
    """A row at least so high, its name on at most two lines that fit into the room."""
    lines = wrapped(name, size, room)
    return Row(lines, size, top, max(least, size * LINE * len(lines) + MARGIN))


def rows_of(
    names: Iterable[str], size: float, room: float, top: float, least: float
) -> Sequence[Row]:
    """Rows from `top` down."""
    rows = list[Row]()
    for name in names:
        rows.append(row_of(name, size, room, rows[-1].bottom if rows else top, least))
    return rows


def names_of(rows: Iterable[Row], x: float) -> Iterator[Value]:
    """The texts of the names at `x`, in the middle of their rows."""
    for row in rows:
        first = row.middle - row.size * LINE * (len(row.name) - 1) / 2 + row.size * FOOT
        for number, line in enumerate(row.name):
            yield {"x": x, "y": round(first + row.size * LINE * number, 2), "text": line}
