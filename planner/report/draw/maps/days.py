"""What a map says on each day, as coarsely as it is told, and on which day it says most."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.report.blocks import Map
from planner.report.draw.maps.classes import (
    FULL,
    Use,
    told_flows,
    told_shares,
    told_values,
    use_of,
)


class MapDays:
    """The values of a map by place or way and then by day, counted from its first."""

    def __init__(self, picture: Map) -> None:
        self.picture = picture

    @cached_property
    def values(self) -> list[list[float | None]]:
        """Of places; None where there is none."""
        return [told_values(place.values) for place in self.picture.places]

    @cached_property
    def flows(self) -> list[list[float]]:
        """Of ways."""
        return [told_flows(way.flow) for way in self.picture.ways]

    @cached_property
    def shares(self) -> list[list[int | None]]:
        """Percents of what ways could carry; None without a limit."""
        return [told_shares(way.share) for way in self.picture.ways]

    @cached_property
    def most(self) -> float:
        """The heaviest flow of any way on any day."""
        return max((max(flow, default=0.0) for flow in self.flows), default=0.0)

    @cached_property
    def has_value(self) -> list[bool]:
        """Which places have a value on any day."""
        return [bool(np.isfinite(place.values).any()) for place in self.picture.places]

    @cached_property
    def is_used(self) -> list[bool]:
        """Which ways carry anything on any day."""
        return [bool(way.flow.any()) for way in self.picture.ways]

    def use(self, way: int, day: int) -> Use:
        """How full a way is on a day."""
        return use_of(self.flows[way][day], self.shares[way][day])

    def cause(self, place: int, day: int) -> str:
        """What the value of a place is of; blank where that is not told."""
        causes = self.picture.places[place].cause
        return _named(self.picture.causes, -1 if causes is None else int(causes[day]))

    def limit(self, way: int, day: int) -> str:
        """What the share of a way is of; blank where that is not told."""
        limits = self.picture.ways[way].limit
        return _named(self.picture.limits, -1 if limits is None else int(limits[day]))

    def alarm(self, place: int, day: int) -> bool:
        """Whether something asked for is not kept at a place."""
        alarms = self.picture.places[place].alarm
        return bool(alarms is not None and alarms[day])

    def full(self, day: int) -> int:
        """How many ways carry nine tenths of what they can, or more."""
        return int(self._full[:, day].sum())

    @cached_property
    def _full(self) -> NDArray[np.bool_]:
        flows = np.array(self.flows).reshape(-1, len(self.picture.days))
        shares = np.array(self.shares, dtype=np.float64).reshape(flows.shape)
        return (flows > 0) & (shares >= FULL)

    @cached_property
    def telling(self) -> int:
        """The day that tells most: with most ways that are full, then with most places in need,
        then with most tonnes on the way; of days alike the first."""
        length = len(self.picture.days)
        values = np.array(self.values, dtype=np.float64).reshape(-1, length)
        scale = self.picture.scale
        need = (values < scale[len(scale) // 2]).sum(axis=0) if scale else np.zeros(length)
        for place in self.picture.places:
            need = need + (0 if place.alarm is None else place.alarm)
        tonnes = np.array(self.flows).reshape(-1, length).sum(axis=0)
        # the last key counts first; of equals the first day, so sorted downwards and stably
        ranked = np.lexsort((-tonnes, -need, -self._full.sum(axis=0)))
        return int(ranked[0])


def _named(names: tuple[str, ...], number: int) -> str:
    return names[number] if 0 <= number < len(names) else ""
