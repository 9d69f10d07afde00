"""Supply over many draws: how sure each site is, and what stock is enough how often."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from planner.analysis.risk.draws import STRATA, Floats
from planner.analysis.risk.forces import stretches_of
from planner.analysis.risk.supply import Cell, Given, SupplyDraw
from planner.analysis.risk.tallies import LEVELS, Distribution, Ints, chance_of
from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.records.risk import Estimate, SiteRisk, StockLevel, StockRisk, SupplyRisk
from planner.sustainment.goods.batches import item_of
from planner.sustainment.goods.loads import mass_t


@dataclass
class SupplyTally:
    """What was found in the draws so far."""

    given: Given
    book: Factbook
    start: int
    days: int
    draws: list[SupplyDraw] = field(default_factory=list)

    def add(self, found: Iterable[SupplyDraw]) -> None:
        """Note the next draws."""
        self.draws.extend(found)

    @property
    def known(self) -> list[SupplyDraw]:
        """The draws that have a plan."""
        return [draw for draw in self.draws if not draw.told]

    @property
    def batches(self) -> Ints:
        """[known draws] the batch of each."""
        known = [number for number, draw in enumerate(self.draws) if not draw.told]
        return np.array(known, dtype=np.int64) // STRATA

    @property
    def unmet(self) -> Floats:
        """[draws] tonnes unmet in all."""
        return np.array([sum(draw.unmet.values()) for draw in self.known])

    def settled(self) -> Iterator[tuple[int, Estimate]]:
        """The mean of tonnes unmet after each batch of draws."""
        unmet, of = self.unmet, self.batches
        for number, at in enumerate(range(STRATA, len(self.draws) + 1, STRATA), start=1):
            so_far = of < number
            if so_far.any():
                yield at, distribution_of(unmet[so_far], of[so_far]).mean

    def sites(self) -> list[str]:
        """The sites at which demand goes unmet in any draw."""
        return sorted({site for draw in self.known for site in draw.unmet})

    def chances(self) -> list[Estimate]:
        """Every chance that a run is to know."""
        known = self.known
        if not known:
            return []
        hits = [sum(not draw.unmet for draw in known)]
        hits += [sum(site not in draw.unmet for draw in known) for site in self.sites()]
        return [chance_of(hit, len(known)) for hit in hits]

    def risk(self) -> SupplyRisk | None:
        """What all draws come to; None where none has a plan."""
        known = self.known
        if not known:
            return None
        whole = [draw.told for draw in self.draws if draw.told]
        return SupplyRisk(
            draws=len(known),
            unmet=distribution_of(self.unmet, self.batches).outlook(),
            met=chance_of(sum(not draw.unmet for draw in known), len(known)),
            sites=tuple(map(self._site, self.sites())),
            stocks=tuple(self._stocks()),
            levels=tuple(self._levels()),
            blocks=self.given.asked.blocks,
            without=len(whole),
            told=whole[0] if whole else "",
        )

    def _site(self, site: str) -> SiteRisk:
        known = self.known
        short = np.zeros(self.days, dtype=np.int64)
        for draw in known:
            for first, until in draw.days.get(site, ()):
                short[first - self.start : until - self.start] += 1
        unmet = np.array([draw.unmet.get(site, 0.0) for draw in known])
        always = np.ones(self.days, dtype=np.bool_)
        return SiteRisk(
            site=SiteId(site),
            met=chance_of(int((unmet <= 0).sum()), len(known)),
            by_day=stretches_of(1 - short / len(known), always, self.start),
            unmet=distribution_of(unmet, self.batches).outlook(),
        )

    # -------------------------------------------------------------------------------------- stock

    def _needed(self) -> tuple[list[Cell], Floats]:
        """Site and item of every stock that any draw asks for, and [draws, stocks] its tonnes."""
        known = self.known
        cells = sorted({cell for draw in known for cell in draw.needed})
        tonnes = [[draw.needed.get(cell, 0.0) for cell in cells] for draw in known]
        return cells, np.array(tonnes).reshape(len(known), len(cells))

    def _stocks(self) -> Iterator[StockRisk]:
        """Batches of an item count as the item."""
        cells, tonnes = self._needed()
        held = self.given.chosen.stock
        for site, item in sorted({(s, item_of(ItemId(i))) for s, i in (*cells, *held)}):
            mine = [n for n, (s, i) in enumerate(cells) if (s, item_of(ItemId(i))) == (site, item)]
            planned = sum(
                t for (s, i), t in held.items() if (s, item_of(ItemId(i))) == (site, item)
            )
            per_unit = self._tonnes_of(item)
            each = np.sort(tonnes[:, mine].sum(axis=1))
            enough = tuple((level, _at(each, level) / per_unit) for level in LEVELS)
            if planned or any(quantity for _, quantity in enough):
                unit = self.book.items[item].unit if item in self.book.items else "t"
                yield StockRisk(SiteId(site), item, unit, planned / per_unit, enough)

    def _tonnes_of(self, item: ItemId) -> float:
        """Tonnes of a unit of issue; 1 for an item without mass, which keeps its unit."""
        return (mass_t(self.book, item) if item in self.book.items else 1.0) or 1.0

    def _levels(self) -> Iterator[StockLevel]:
        """Stock that is enough everywhere at once, each stock at one quantile of its own."""
        _, tonnes = self._needed()
        ordered, draws = np.sort(tonnes, axis=0), len(tonnes)
        # of each draw the least place, in the order of each stock, that is enough for all of it
        ranks = [np.searchsorted(ordered[:, c], tonnes[:, c]) for c in range(tonnes.shape[1])]
        places = np.sort(np.max(ranks, axis=0)) if ranks else np.zeros(draws, dtype=np.int64)
        for level in LEVELS:
            place = int(places[math.ceil(level * draws - 1e-9) - 1])
            enough = [np.searchsorted(column, column[place], side="right") for column in ordered.T]
            yield StockLevel(level, min(enough, default=draws) / draws, float(ordered[place].sum()))


def distribution_of(values: Floats, batches: Ints) -> Distribution:
    """Values of draws, batch by batch; [draws] both."""
    found = Distribution(float(values.max(initial=0.0)) * (1 + 1e-9))
    for number in np.unique(batches):
        found.add(values[batches == number])
    return found


def _at(ordered: Floats, level: float) -> float:
    """The least of the values, in their order, that so large a share of them is not above."""
    return float(ordered[math.ceil(level * len(ordered) - 1e-9) - 1])
