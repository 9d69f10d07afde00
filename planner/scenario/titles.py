"""What lanes, fleets, sites, items and sources are called where people read of them.

A site and a fleet have titles. A lane is called by its two ends and its mode, a source by its item
and site; where that names two, the id follows in brackets. Of a site's title only what stands
before the first comma is taken there: "Gao, forward base" is Gao.

Titles are shown as they are written, in any language; the words beside them, and the names of the
items and stores of the catalogue, are texts of the catalogue of messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.catalogue.ids import FleetId, LaneId, SiteId, SupplyId
from planner.messages import joined, said
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.pledges import Status
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import Supply

# by mode: a lane between its two ends, and the word for the mode alone
LANES = {
    "road": "lane.road",
    "rail": "lane.rail",
    "river": "lane.river",
    "air": "lane.air",
    "sea": "lane.sea",
}
MODES = {
    "road": "mode.road",
    "rail": "mode.rail",
    "river": "mode.river",
    "air": "mode.air",
    "sea": "mode.sea",
}
ITEMS = {
    "water": "item.water",
    "bottled-water": "item.bottled-water",
    "rations": "item.rations",
    "mre": "item.mre",
    "group-ration": "item.group-ration",
    "fresh-ration": "item.fresh-ration",
    "health-comfort-pack": "item.health-comfort-pack",
    "clothing-general": "item.clothing-general",
    "diesel": "item.diesel",
    "packaged-pol": "item.packaged-pol",
    "barrier-material": "item.barrier-material",
    "construction-material": "item.construction-material",
    "ammunition": "item.ammunition",
    "tropical-class-vi": "item.tropical-class-vi",
    "general-stores": "item.general-stores",
    "medical-supplies": "item.medical-supplies",
    "spares": "item.spares",
    "mail": "item.mail",
    "unit-equipment": "item.unit-equipment",
}
GROUPS = {
    "water": "group.water",
    "bulk-fuel": "group.bulk-fuel",
    "covered": "group.covered",
    "cold": "group.cold",
    "open": "group.open",
}
STORES = {
    "water": "store.water",
    "bulk-fuel": "store.bulk-fuel",
    "covered": "store.covered",
    "cold": "store.cold",
    "open": "store.open",
}
STATUSES = {
    Status.OFFERED: "pledge.offered",
    Status.RECONFIRMED: "pledge.reconfirmed",
    Status.ASSESSED: "pledge.assessed",
    Status.VERIFIED: "pledge.verified",
    Status.RAPID: "pledge.rapid-deployment",
}


def site_title(scenario: Scenario, site: str) -> str:
    """The title of a site."""
    return _titled(scenario.sites, SiteId(site))


def fleet_title(scenario: Scenario, fleet: str | None) -> str:
    """The title of a fleet; contracted transport without one."""
    return said("fleet.contracted") if fleet is None else _titled(scenario.fleets, FleetId(fleet))


def short_title(scenario: Scenario, site: str) -> str:
    """A site in a word or two."""
    return site_title(scenario, site).partition(",")[0]


def lane_title(scenario: Scenario, lane: str) -> str:
    """A lane by its ends and its mode: Sévaré–Gao by road."""

    def name(entry: Lane) -> tuple[str, str]:
        ends = (short_title(scenario, end) for end in (entry.origin, entry.destination))
        return "–".join(ends), entry.mode

    ends, mode = name(scenario.lanes[LaneId(lane)])
    return _told_apart(scenario.lanes, LaneId(lane), name, said(LANES[mode], ends=ends))


def supply_title(scenario: Scenario, supply: str) -> str:
    """A source by what it gives and where: diesel at Dakar."""

    def name(entry: Supply) -> tuple[str, str]:
        return readable(entry.item), short_title(scenario, entry.site)

    entry = scenario.supplies[SupplyId(supply)]
    title = said("title.at", item=item_name(entry.item), site=short_title(scenario, entry.site))
    return _told_apart(scenario.supplies, SupplyId(supply), name, title)


def item_name(item: str) -> str:
    """general-stores reads as general stores; the full title is in the catalogue."""
    return said(ITEMS[item]) if item in ITEMS else readable(item)


def group_name(group: str) -> str:
    """A storage group in a word or two: bulk-fuel reads as bulk fuel."""
    return said(GROUPS[group]) if group in GROUPS else readable(group)


def store_title(group: str, title: str) -> str:
    """What a storage group is called in a sentence, by its title in the catalogue."""
    title = title.lower()
    known = said(STORES[group]) if group in STORES else title
    return known if known == title else title  # a scenario may have given it another title


def mode_name(mode: str) -> str:
    """The word for a mode of transport."""
    return said(MODES[mode]) if mode in MODES else mode


def status_name(status: Status) -> str:
    """How far a pledge has come, in a word."""
    return said(STATUSES[status])


def readable(id_: str) -> str:
    """An id as words: general-stores reads as general stores."""
    return id_.replace("-", " ")


def choice_title(scenario: Scenario, kind: str, id_: str) -> str:
    """What is opened or added: a site, a lane, a fleet, or a store at a site."""
    if kind in ("lane", "runs", "capacity"):
        return lane_title(scenario, id_)
    if kind == "vehicles":
        return fleet_title(scenario, id_)
    site, _, group = id_.partition("/")
    title = site_title(scenario, site)
    return joined("list.comma", [title, group_name(group)]) if group else title


def _titled[I: str](entries: Mapping[I, object], id_: I) -> str:
    title: str = getattr(entries[id_], "title", "")
    return title or readable(id_)


def _told_apart[I: str, E](
    entries: Mapping[I, E], id_: I, name: Callable[[E], tuple[str, str]], title: str
) -> str:
    """The title, with the id beside it where another entry has the same name."""
    mine = name(entries[id_])
    alike = sum(name(entry) == mine for entry in entries.values())
    return title if alike == 1 else said("text.with", text=title, beside=readable(id_))
