"""Records of a sweep: a plan made again at each of many points of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.records.provenance import Headline, How, Values


class Design(StrEnum):
    """How the points of a sweep lie."""

    GRID = "grid"
    """Every value of each path with every value of the others."""
    LIST = "list"
    """The points that were written down, one by one."""
    LATIN = "latin-hypercube"
    """Drawn so that each slice of the range of each path holds one point."""


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """What was put at each path, in their order, and the numbers of the plan then; `told` says why
    there are none, and `how` how they are known.

    Of a sample of the points `apart` is the share by which a number is another where the plan is
    solved from nothing, and not from the plan as it is; those are the numbers then.
    """

    put: tuple[object, ...]
    how: How
    values: Values
    told: str = ""
    apart: float | None = None


@dataclass(frozen=True, slots=True)
class Sweep:
    """The numbers of a plan over the points of a sweep, and in the plan as it is.

    `blocks` is the longest block of days on which supply was planned for them; None where it is by
    the day, or where there is no supply plan. `seed` is that of points which were drawn, and
    `as_it_is` the number of the point that changes nothing; None where that is none of them.
    """

    design: Design
    paths: tuple[str, ...]
    headlines: tuple[Headline, ...]
    base: Values
    points: tuple[SweepPoint, ...]
    blocks: int | None
    seed: int | None = None
    as_it_is: int | None = None

    def is_numeric(self, place: int) -> bool:
        """Whether everything that was put at a path is a number."""
        put = (point.put[place] for point in self.points)
        return all(isinstance(v, int | float) and not isinstance(v, bool) for v in put)
