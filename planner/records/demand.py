"""Record of demand before any plan: who is where, what they use, and what contracts give them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.records.external import ContractUse
from planner.records.population import ClassDemand, EquipmentLift, Population


@dataclass(frozen=True)
class SiteDemand:
    """The population of each site, demand by class of supply, the external arrangements, and the
    units' own equipment that is part of the demand."""

    population: Population
    by_class: ClassDemand
    contracts: tuple[ContractUse, ...]
    lifts: tuple[EquipmentLift, ...]
