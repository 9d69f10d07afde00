"""How much room there is for goods at a site, whatever the plan decides."""

from __future__ import annotations

from planner.catalogue import Factbook
from planner.catalogue.ids import SiteId, StorageId
from planner.scenario.schema.scenario import Scenario

# a store that is filled to the last digit is not overfull
ROUNDING = 1e-9
Rooms = dict[tuple[SiteId, StorageId], float]


def brought_room(scenario: Scenario, book: Factbook) -> Rooms:
    """Cubic metres of the stores that can be moved and stand there at the start."""
    room: Rooms = {}
    for stock in scenario.stocks.values():
        if holds := book.items[stock.item].holds:
            key = (stock.site, holds.group)
            room[key] = room.get(key, 0.0) + holds.volume.value * stock.quantity.value
    return room


def room_at(scenario: Scenario, brought: Rooms, site_id: SiteId, group: StorageId) -> float:
    """Cubic metres that a site can have for a storage group: built, added and brought."""
    site = scenario.sites[site_id]
    built = site.storage[group].value if group in site.storage else 0.0
    added = site.more_storage[group].most.value if group in site.more_storage else 0.0
    return built + added + brought.get((site_id, group), 0.0)
