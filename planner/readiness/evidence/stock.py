"""Evidence from the supply plan: stock that stood ahead of the first troops (S/2012/894 §65)."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue.ids import ItemId, SiteId
from planner.messages import said
from planner.readiness.evidence.shares import Shown, ratio
from planner.readiness.facts import Facts
from planner.records.readiness import Lacking
from planner.records.supply import Breach
from planner.scenario.needs import policy_sites
from planner.scenario.schema.policies import PolicyKind
from planner.scenario.schema.readiness import Evidence
from planner.scenario.titles import item_name, short_title

Asked = tuple[str, SiteId, ItemId, int]
"""Policy, site, item, and the day on which the first troops reach the site."""


def stock(facts: Facts, evidence: Evidence) -> Shown:
    """Stocks, each of one item at one site, that stood in full when the first troops came, of those
    asked for at the sites reached so far; nothing is asked where nobody needs the item."""
    kept, asked = facts.nothing(), facts.nothing()
    breaches = {} if facts.supply is None else _breaches(facts)
    missing = [one for one in _asked(facts, evidence) if one[:3] in breaches]
    for one in _asked(facts, evidence) if facts.supply is not None else ():
        facts.add(asked, one[3], facts.end, 1.0)
        facts.add(kept, one[3], facts.end, float(one[:3] not in breaches))

    def lacks(day: int) -> list[Lacking]:
        if facts.supply is None:
            return [Lacking(said("readiness.no-supply-plan"), None, 0.0, "", "")]
        return [_lacking(facts, one, breaches[one[:3]]) for one in missing if one[3] <= day]

    return Shown(ratio(kept, asked), lacks)


def _breaches(facts: Facts) -> dict[tuple[str, SiteId, ItemId], Breach]:
    assert facts.supply is not None
    return {(one.policy, one.site, one.item): one for one in facts.supply.breaches}


def _asked(facts: Facts, evidence: Evidence) -> Iterator[Asked]:
    demanded = _demanded(facts)
    for name, policy in sorted(facts.scenario.policies.items()):
        named = not evidence.policies or name in evidence.policies
        if not named or policy.kind is not PolicyKind.AHEAD_OF_TROOPS:
            continue
        for site in sorted(policy_sites(facts.scenario, policy) or facts.scenario.sites):
            day = facts.laydown.first_arrival(site)
            counts = not evidence.sites or site in evidence.sites
            if counts and day is not None and facts.start <= day < facts.end:
                wanted = (item for item in policy.concerned if (site, item) in demanded)
                yield from ((name, site, item, day) for item in wanted)


def _demanded(facts: Facts) -> set[tuple[SiteId, ItemId]]:
    """Sites and items for which there is demand on any day."""
    entries = () if facts.supply is None else facts.supply.item_demand
    return {(entry.site, entry.item) for entry in entries if entry.quantity > 0}


def _lacking(facts: Facts, asked: Asked, breach: Breach) -> Lacking:
    _, site, item, _ = asked
    title = said("title.at", item=item_name(item), site=short_title(facts.scenario, site))
    unit = facts.book.items[item].unit
    return Lacking(title, None, breach.worst, unit, said("readiness.not-ahead"))
