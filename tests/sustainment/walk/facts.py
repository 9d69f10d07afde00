"""What the scenario file and the catalogue say, looked up one by one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]
KG_PER_TONNE = 1000.0
EARTH_RADIUS_KM = 6371.0088


def number(day: str) -> int:
    """D+12 is 12."""
    return int(day.removeprefix("D"))


def amount(figure: Any, other: float = 0.0) -> float:
    """The number of a figure; another where there is none."""
    if figure is None:
        return other
    return float(figure["value"]) if isinstance(figure, dict) else float(figure)


def days_of(entry: Entry) -> range:
    """The days of an entry of the plan."""
    return range(number(entry["from"] if "from" in entry else entry["day"]), number(entry["until"]))


@dataclass(frozen=True)
class Facts:
    """A scenario and its catalogue."""

    scenario: Entry
    book: Entry

    @property
    def days(self) -> range:
        """Every day of the plan."""
        calendar = self.scenario["calendar"]
        return range(number(calendar["start"]), number(calendar["end"]))

    def all(self, section: str) -> Entry:
        """A section of the scenario."""
        found: Entry = self.scenario.get(section, {})
        return found

    def item(self, item: str) -> Entry:
        """An item of the catalogue; the equipment of every unit is alike."""
        name = "unit-equipment" if item.startswith("equipment-of-") else item
        found: Entry = self.book["items"][name]
        return found

    def tonnes(self, item: str) -> float:
        """Of one unit of issue."""
        return amount(self.item(item)["mass"]) / KG_PER_TONNE

    def m3(self, item: str) -> float:
        """Of one unit of issue."""
        return amount(self.item(item)["volume"])

    def holds(self, entry: Entry, day: int) -> bool:
        """Is the day within the window of an entry of the scenario?"""
        first, until = entry.get("from"), entry.get("until")
        return (first is None or number(first) <= day) and (until is None or day < number(until))

    def seasons(self, lane: Entry, day: int) -> Iterator[Entry]:
        """The seasons of a lane in force on a day."""
        d_day = self.scenario["calendar"].get("d_day")
        month = (dt.date.fromisoformat(d_day) + dt.timedelta(days=day)).month if d_day else None
        for season in lane.get("seasons", ()):
            months = season.get("months")
            if self.holds(season, day) and (not months or month is None or month in months):
                yield season

    def capacity_t(self, name: str, day: int) -> float:
        """Tonnes that may leave on a lane on a day, but for what is added."""
        lane = self.all("lanes")[name]
        shares = [amount(season.get("capacity"), 1.0) for season in self.seasons(lane, day)]
        return amount(lane.get("capacity"), math.inf) * min(shares, default=1.0)

    def is_open(self, name: str, fleet: str | None, day: int) -> bool:
        """May anything leave on a lane, with a fleet, on a day?"""
        lane = self.all("lanes")[name]
        shut = [s for s in self.seasons(lane, day) if amount(s.get("capacity"), 1.0) == 0]
        shut += [closure for closure in lane.get("closures", ()) if self.holds(closure, day)]
        there = fleet is None or self.holds(self.all("fleets")[fleet], day)
        return self.holds(lane, day) and there and not shut

    def vehicle(self, fleet: str) -> Entry:
        """The type of a fleet's vehicles."""
        found: Entry = self.book["vehicles"][self.all("fleets")[fleet]["vehicle"]]
        return found

    def km(self, name: str) -> float:
        """The length of a lane."""
        lane = self.all("lanes")[name]
        if lane.get("distance") is not None:
            return amount(lane["distance"])
        ends = [self.all("sites")[lane[end]] for end in ("origin", "destination")]
        if any(end.get("latitude") is None or end.get("longitude") is None for end in ends):
            return 0.0
        (a, b), (c, d) = ((math.radians(e["latitude"]), math.radians(e["longitude"])) for e in ends)
        cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
        return EARTH_RADIUS_KM * math.acos(min(1.0, cosine))

    def one_way_days(self, name: str, fleet: str | None, day: int) -> float:
        """Days on the way of what leaves on a day, before rounding."""
        lane = self.all("lanes")[name]
        slow = [amount(season.get("time"), 1.0) for season in self.seasons(lane, day)]
        if lane.get("transit_days") is not None:
            days = amount(lane["transit_days"])
        else:
            own = self.vehicle(fleet).get("km_per_day") if fleet else None
            stage = amount(lane.get("stage") or own)
            days = self.km(name) / stage if stage else 0.0
        return days * max(slow, default=1.0)

    def transit_days(self, name: str, fleet: str | None, day: int) -> int:
        """Whole days on the way."""
        return math.ceil(self.one_way_days(name, fleet, day) - 1e-9)

    def away(self, name: str, fleet: str, day: int) -> Iterator[tuple[int, float]]:
        """Every day of the plan on which a vehicle that leaves on a day is away, and for how much
        of it."""
        entry = self.all("fleets")[fleet]
        left = 2 * self.one_way_days(name, fleet, day) + amount(entry.get("loading_days"))
        if entry.get("trips_per_day") is not None:
            left = 1 / amount(entry["trips_per_day"])
        while left > 0 and day in self.days:
            yield day, min(1.0, left)
            day, left = day + 1, left - 1

    def payload_t(self, fleet: str) -> float:
        """Load of one vehicle."""
        own = self.all("fleets")[fleet].get("payload")
        return amount(own or self.vehicle(fleet)["payload"])

    def room_m3(self, fleet: str) -> float:
        """Room of one vehicle."""
        return amount(self.vehicle(fleet).get("volume"), math.inf)

    def fit(self, fleet: str) -> float:
        """Share of a fleet's vehicles fit for duty."""
        own = self.all("fleets")[fleet].get("availability")
        return amount(own or self.vehicle(fleet).get("availability"), 1.0)

    def fuel(self, fleet: str, name: str) -> tuple[str | None, float]:
        """What a vehicle of a fleet burns on one way of a lane; nothing that others bring."""
        entry, vehicle = self.all("fleets")[fleet], self.vehicle(fleet)
        if entry.get("own_fuel") or not vehicle.get("burns"):
            return None, 0.0
        return vehicle["burns"], amount(vehicle.get("fuel")) * self.km(name) / 100
