"""What sites can handle and what lanes can start: berths, airfields, convoys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import LaneId, SiteId
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.legs import Leg

Ints = NDArray[np.int64]
AIR = "air"


@dataclass(frozen=True)
class Handling:
    """Limits on what passes a site by one mode, H of them, and on how vehicles come and go.

    `site` [H], `mode` [H], `tonnes` [H] a day; `legs` [H, L] true where a leg is of that mode;
    `sorties` [N] a day, infinite without a limit; `by_air` [L] true for a leg flown by a fleet;
    `convoys` [lanes] vehicles that may leave in a day, infinite where they leave singly.
    """

    modes: tuple[str, ...]
    site: Ints
    mode: Ints
    tonnes: Floats
    legs: NDArray[np.bool_]
    sorties: Floats
    by_air: NDArray[np.bool_]
    convoys: Floats


def handling_of(
    scenario: Scenario, sites: tuple[SiteId, ...], lanes: tuple[LaneId, ...], legs: tuple[Leg, ...]
) -> Handling:
    """The handling limits of a scenario, in the order of site and mode."""
    limits = [
        (n, str(mode), figure.value)
        for n, site in enumerate(sites)
        for mode, figure in sorted(scenario.sites[site].handling.items())
    ]
    modes = tuple(sorted({mode for _, mode, _ in limits}))
    of_leg = np.array([scenario.lanes[leg.lane].mode for leg in legs], dtype=object)
    flown = np.array([leg.fleet is not None for leg in legs], dtype=np.bool_)
    return Handling(
        modes=modes,
        site=np.array([n for n, _, _ in limits], dtype=np.int64),
        mode=np.array([modes.index(mode) for _, mode, _ in limits], dtype=np.int64),
        tonnes=np.array([tonnes for _, _, tonnes in limits]),
        legs=np.array([of_leg == mode for _, mode, _ in limits], dtype=np.bool_).reshape(
            len(limits), len(legs)
        ),
        sorties=np.array([_sorties(scenario, site) for site in sites]),
        by_air=flown & (of_leg == AIR),
        convoys=np.array([_convoys(scenario, lane) for lane in lanes]),
    )


def _sorties(scenario: Scenario, site: SiteId) -> float:
    airfield = scenario.sites[site].airfield
    if airfield is None or airfield.sorties_per_day is None:
        return np.inf
    return airfield.sorties_per_day.value


def _convoys(scenario: Scenario, lane: LaneId) -> float:
    convoys = scenario.lanes[lane].convoys
    return np.inf if convoys is None else convoys.vehicles.value / convoys.every_days.value
