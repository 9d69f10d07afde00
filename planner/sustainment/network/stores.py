"""Where stock can stand: stores, stores that can be moved, and goods that need none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId, StorageId
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.openings import Expansions

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stores:
    """`room` [N, G] cubic metres; `holds` [K, G] cubic metres that one unit of an item holds where
    it stands; `in_the_open` [K] true for an item that needs no store."""

    room: Floats
    holds: Floats
    in_the_open: Bools

    def can_stand(self, expansions: Expansions) -> Bools:
        """[N, G] true where goods of a group may find room: built, added or brought there."""
        can: Bools = (self.room > 0) | (self.holds.sum(axis=0) > 0)
        entries = expansions.of("storage")
        can[expansions.index[entries], expansions.group[entries]] = True
        return can

    def overfilled(self, opening: Floats, volume: Floats, group: Ints, closed: Ints) -> Bools:
        """[K] true for an item of which more stands somewhere at the start, with what shares its
        store, than there is room for; sites that are `closed` have none until they are opened."""
        room = self.room.copy()
        room[closed] = 0.0
        stored = np.where(self.in_the_open, 0.0, opening * volume)
        full = np.zeros(room.shape)
        np.add.at(full.T, group, stored.T)
        too_full: Bools = ((full > room)[:, group] & (stored > 0)).any(axis=0)
        return too_full


def stores_of(
    scenario: Scenario,
    book: Factbook,
    sites: tuple[SiteId, ...],
    groups: tuple[StorageId, ...],
    items: tuple[ItemId, ...],
) -> Stores:
    """The stores of a scenario. What holds goods itself stands in the open."""
    room = np.zeros((len(sites), len(groups)))
    for n, site in enumerate(sites):
        for group, figure in scenario.sites[site].storage.items():
            if group in groups:
                room[n, groups.index(group)] = figure.value
    holds = np.zeros((len(items), len(groups)))
    for k, item in enumerate(items):
        store = book.items[item].holds
        if store is not None and store.group in groups:
            holds[k, groups.index(store.group)] = store.volume.value
    open_ = [book.items[item].in_the_open or book.items[item].holds is not None for item in items]
    return Stores(room, holds, np.array(open_, dtype=np.bool_))
