"""Demand in the words of the result contract."""

from __future__ import annotations

from pydantic import Field

from planner.records.contract.part import Part


class PopulationPart(Part):
    """Persons of one force at one site, from `from` to before `until`."""

    site: str
    force: str
    from_: str = Field(alias="from")
    until: str
    persons: float


class PatientsPart(Part):
    """Patients of one force at one site within the plan, and the day that brings the most."""

    site: str
    force: str
    casualty: str
    patients: float
    most_a_day: float
    most_on: str


class ClassPart(Part):
    """What one site uses of a class of supply within the plan, and on the day of the most."""

    site: str
    supply_class: str
    tonnes: float
    network_tonnes: float
    """The part of it that the network has to provide."""
    most_tonnes_a_day: float
    most_on: str


class SuppliedPart(Part):
    """What a contract supplies of one item."""

    item: str
    unit: str
    quantity: float


class ContractPart(Part):
    """An external arrangement: what it supplies within the plan, and what that costs."""

    contract: str
    title: str
    force: str
    begins: str | None
    """First day on which it supplies anybody; null where it never does."""
    late_days: int
    person_days: float
    items: list[SuppliedPart]
    cost_usd: float


class LiftPart(Part):
    """The own equipment of units, to come to a site evenly from `from` to before `until`, the day
    on which they arrive; `unmet` names its `item` where it is late."""

    pledge: str
    requirement: str
    item: str
    origin: str
    site: str
    ready: str
    """Day from which it can be taken up at `origin`."""
    from_: str = Field(alias="from")
    until: str
    tonnes: float


class DemandPart(Part):
    """Who is where, what they use, what external arrangements supply, and what units bring."""

    population: list[PopulationPart]
    patients: list[PatientsPart]
    classes: list[ClassPart]
    contracts: list[ContractPart]
    lifts: list[LiftPart]
