"""What units use of each item, and how many patients they have: rate x tempo x climate by day.

Phases set the tempo by day, sites the climate by month (formulation, section 2). Casualties follow
strength: so many a day among 1,000 persons, more at some tempos, fewer in cool months; an item that
they use has its own rate for each patient.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CasualtyId, ItemId, SiteId, TempoId
from planner.records.laydown import DeployedUnit
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
A_THOUSAND = 1000.0


class Rates:
    """The rates in force, by site and day; needs a calendar. Arrays have shape (D,)."""

    def __init__(self, scenario: Scenario, book: Factbook) -> None:
        assert scenario.calendar is not None
        self.scenario, self.book = scenario, book
        self.start = scenario.calendar.start
        self._tempos = tempo_by_day(scenario, book)
        self._months = months_by_day(scenario.calendar)
        self._known: dict[tuple[str, str, SiteId], Floats] = {}

    def kinds(self) -> tuple[CasualtyId, ...]:
        """Casualties that count: those that the scenario states or that a rate in force names."""
        named = {rate.of for rate in self.book.consumption.values() if rate.of is not None}
        return tuple(sorted(named | set(self.scenario.casualties)))

    def used(self, unit: DeployedUnit, site: SiteId) -> Iterator[tuple[ItemId, Floats]]:
        """What a unit at a site would use of an item on each day, rate by rate."""
        for name, rate in self.book.consumption.items():
            factor = self._factor("rate", name, site)
            if rate.of is not None:
                yield rate.item, self.patients(rate.of, site) * (unit.personnel * factor)
            elif rate.driver != "casualty" and (driven := unit.activity.get(rate.driver)):
                yield rate.item, driven * factor

    def patients(self, kind: CasualtyId, site: SiteId) -> Floats:
        """New patients of a kind on each day, for one person at a site."""
        return self._factor("casualty", kind, site) / A_THOUSAND

    def _factor(self, section: str, name: str, site: SiteId) -> Floats:
        key = (section, name, site)
        if key not in self._known:
            self._known[key] = self._reckoned(section, name, site)
        return self._known[key]

    def _reckoned(self, section: str, name: str, site: SiteId) -> Floats:
        if section == "casualty":
            casualty = self.book.casualties[CasualtyId(name)]
            value, tempo, cool = casualty.per_thousand.value, casualty.tempo, casualty.cool
        else:
            rate = self.book.consumption[name]  # type: ignore[index]
            value, tempo, cool = rate.rate.value, rate.tempo, rate.cool
        return value * self._tempo(tempo) * self._climate(cool, site)

    def _tempo(self, factors: Mapping[TempoId, Figure]) -> Floats:
        named = {str(tempo): factor.value for tempo, factor in factors.items()}
        return np.array([named.get(tempo, 1.0) for tempo in self._tempos])

    def _climate(self, cool: Figure | None, site: SiteId) -> Floats:
        climate = self.scenario.sites[site].climate
        if cool is None or climate is None or self._months is None:
            return np.ones(len(self._tempos))
        hot = np.isin(self._months, self.book.climates[climate].hot_months)
        return np.where(hot, 1.0, cool.value)


def tempo_by_day(scenario: Scenario, book: Factbook) -> tuple[str, ...]:
    """The tempo of each day: of the phases in force, the one of the highest rank; "" for none."""
    calendar = scenario.calendar
    assert calendar is not None
    tempos = [""] * (calendar.end - calendar.start)
    ranked = sorted(scenario.phases.values(), key=lambda phase: book.tempos[phase.tempo].rank)
    for phase in ranked:
        first, last = phase.span(calendar.start, calendar.end)
        tempos[first - calendar.start : last - calendar.start] = [phase.tempo] * (last - first)
    return tuple(tempos)


def months_by_day(calendar: Calendar) -> NDArray[np.int64] | None:
    """The month of each day; None for a calendar without the date of D-day."""
    if calendar.d_day is None:
        return None
    days = range(calendar.start, calendar.end)
    return np.array([(calendar.d_day + dt.timedelta(days=day)).month for day in days])
