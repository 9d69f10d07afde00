"""Large instances of force generation, made from a seed: the same every time."""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.scenario import Scenario, from_mapping

WEEK = 7


def conference(
    *,
    requirements: int = 200,
    units: int = 2_000,
    weeks: int = 52,
    capabilities: int = 12,
    chosen_weeks: int = 0,
    single: bool = False,
    most: int = 15,
    seed: int = 2012,
) -> Scenario:
    """A force of many units under a ceiling that binds, with tours of half a year.

    With `chosen_weeks` the plan chooses the week in which each pledge arrives, out of so many more.
    With `single` every unit is a pledge of its own.
    """
    rng = np.random.default_rng(seed)
    need = [_requirement(rng, capabilities, weeks, most) for _ in range(requirements)]
    offers: list[dict[str, Any]] = []
    while (left := units - sum(int(entry["units"]) for entry in offers)) > 0:
        offers.append(_pledge(rng, left, capabilities, weeks, chosen_weeks))
    wanted = sum(float(entry["quantity"]) for entry in need)
    if single:
        offers = [{**entry, "units": 1} for entry in offers for _ in range(entry["units"])]
    return from_mapping(
        {
            "format": 1,
            "id": "conference",
            "calendar": {"start": "D+0", "end": f"D+{weeks * WEEK}"},
            "forces": {"force": {"title": "Force", "personnel": round(wanted * 90)}},
            "capabilities": {
                f"capability-{c}": {"title": f"Capability {c}", "measure": "company"}
                for c in range(capabilities)
            },
            "requirements": {f"requirement-{i:03}": entry for i, entry in enumerate(need)},
            "pledges": {f"pledge-{i:04}": entry for i, entry in enumerate(offers)},
        }
    )


def _requirement(
    rng: np.random.Generator, capabilities: int, weeks: int, most: int
) -> dict[str, Any]:
    start = int(rng.integers(0, weeks // 2))
    return {
        "title": "Requirement",
        "force": "force",
        "capability": f"capability-{rng.integers(capabilities)}",
        "quantity": int(rng.integers(most // 3, most + 1)),
        "tier": int(rng.integers(1, 4)),
        "from": f"D+{start * WEEK}",
        "until": f"D+{min(weeks, start + int(rng.integers(16, weeks))) * WEEK}",
    }


def _pledge(
    rng: np.random.Generator, left: int, capabilities: int, weeks: int, chosen_weeks: int
) -> dict[str, Any]:
    ready = int(rng.integers(-8, weeks - 16)) * WEEK
    chosen = {"latest": f"D{ready + chosen_weeks * WEEK:+d}"} if chosen_weeks else {}
    return {
        "title": "Pledge",
        "contributor": f"Contributor {rng.integers(30)}",
        "force": "force",
        "capability": f"capability-{rng.integers(capabilities)}",
        "units": min(left, int(rng.integers(1, 14))),
        "quantity": 1,
        "personnel": int(rng.integers(80, 160)),
        "status": "verified",
        "available": f"D{ready:+d}",
        "tour": 26 * WEEK,
        **chosen,
    }
