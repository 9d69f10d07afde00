"""Records of who is where: persons and patients by site and day, and what they use by class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import CasualtyId, ForceId, SiteId

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
