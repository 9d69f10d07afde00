"""Funding problems in round numbers: lump sums and months over a calendar of ninety days."""

from __future__ import annotations

from typing import Any

from planner import SolveOptions, from_mapping
from planner.funding import fund
from planner.funding.counts import Done
from planner.records.funding import FundingPlan, Level
from planner.scenario import factbook_of

PHASES = {
    "combat": {"title": "Combat", "tempo": "offensive", "from": "D+0", "until": "D+30"},
    "peace": {"title": "Peace", "tempo": "normal", "from": "D+30", "until": "D+90"},
}
CHANNELS = {
    "assessed": {"title": "Assessed", "not_phases": ["combat"]},
    "gifts": {"title": "Gifts"},
}


def lump(amount: object, day: str = "D+0", purpose: str = "other", **fields: Any) -> dict[str, Any]:
    """A cost of one amount on one day."""
    return {
        "title": "Lump", "purpose": purpose, "per": "once", "rate": amount, "on": day, **fields
    }  # fmt: skip


def gift(amount: object, channel: str = "gifts", **fields: Any) -> dict[str, Any]:
    """Money of which all is confirmed and paid where nothing else is said."""
    return {"title": "Money", "channel": channel, "pledged": amount, **fields}


def data(costs: dict[str, Any], contributions: dict[str, Any], **sections: Any) -> dict[str, Any]:
    """Three months of thirty days: the first is combat."""
    return {
        "format": 1,
        "id": "money",
        "calendar": {"start": "D+0", "end": "D+90"},
        "phases": PHASES,
        "channels": CHANNELS,
        "forces": {
            "blue": {"title": "Blue", "personnel": 100},
            "green": {"title": "Green", "personnel": 100},
        },
        "costs": costs,
        "contributions": contributions,
        **sections,
    }


def funded(
    costs: dict[str, Any],
    contributions: dict[str, Any],
    level: Level = Level.PLEDGED,
    options: SolveOptions | None = None,
    **sections: Any,
) -> FundingPlan:
    """Who pays what of them."""
    scenario = from_mapping(data(costs, contributions, **sections))
    done = Done(scenario, {}, factbook_of(scenario), None, None, None, None, None, {})
    return fund(done, options or SolveOptions(), level)
