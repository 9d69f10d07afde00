"""Records of who is where: persons and patients by site and day, and what they use by class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import (
    CasualtyId,
    ForceId,
    ItemId,
    PledgeId,
    RequirementId,
    SiteId,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Population:
    """Persons and new patients on each day from `start` on.

    `persons` [N, F, D] by site and force, the host nation's among them; `patients` [N, F, P, D] by
    site, force and kind of casualty. A patient still counts among the persons.
    """

    sites: tuple[SiteId, ...]
    forces: tuple[ForceId, ...]
    kinds: tuple[CasualtyId, ...]
    start: int
    persons: Floats
    patients: Floats


@dataclass(frozen=True)
class ClassDemand:
    """Demand by class of supply in tonnes a day, [N, C, D].

    `used` is all that is used; `network` the part that the network has to provide: neither what
    units brought nor what external arrangements cover.
    """

    sites: tuple[SiteId, ...]
    classes: tuple[str, ...]
    start: int
    used: Floats
    network: Floats


@dataclass(frozen=True, slots=True)
class EquipmentLift:
    """The own equipment of units that must be brought: `tonnes` of an item that stands for it.

    It can be taken up at `origin` from `ready` on, and is wanted at `site` evenly on the days
    [start, until); the unit arrives on `until`. Only what falls within the plan counts.
    """

    pledge: PledgeId
    requirement: RequirementId
    item: ItemId
    origin: SiteId
    site: SiteId
    ready: int
    start: int
    until: int
    tonnes: float
