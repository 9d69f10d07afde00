"""The ids that a scenario defines, by what they are of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from planner.catalogue import factbook

SECTION_OF_KIND = {
    "source": "sources",
    "capability": "capabilities",
    "unit": "units",
    "item": "items",
    "storage group": "storage_groups",
    "vehicle": "vehicles",
    "container": "containers",
    "casualty": "casualties",
    "tempo": "tempos",
    "climate": "climates",
    "force": "forces",
    "site": "sites",
    "lane": "lanes",
    "supply": "supplies",
    "requirement": "requirements",
    "pledge": "pledges",
    "phase": "phases",
    "area": "areas",
    "task": "tasks",
    "fleet": "fleets",
    "figure": "figures",
    "channel": "channels",
    "cost": "costs",
    "mission factor": "mission_factors",
    "equipment": "equipment",
    "training": "training",
    "policy": "policies",
    "benchmark": "benchmarks",
    "gate": "gates",
    "due diligence": "due_diligence",
}


def known_ids(data: Mapping[str, Any], unread: Collection[str] = ()) -> dict[str, frozenset[str]]:
    """By kind, the ids that the data and the catalogue define.

    A kind whose section cannot be read is left out: its ids are not known, and none is a fault.
    """
    shipped = factbook()
    known = {}
    for kind, section in SECTION_OF_KIND.items():
        own = data.get(section) or {}
        if isinstance(own, dict) and section not in unread:
            names = {name for name in own if isinstance(name, str)}
            known[kind] = frozenset(names | set(getattr(shipped, section, ())))
    return known
