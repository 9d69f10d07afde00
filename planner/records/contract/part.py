"""What the parts of a result have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Base of every part of a result."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        populate_by_name=True,
        serialize_by_alias=True,
    )


class GoalPart(Part):
    """A goal, in the order of the solve."""

    goal: str
    value: float
    unit: str
    priority: int | None = None
    """Tier or priority, where one goal is solved several times."""
    bound: float | None = None
    """What no plan can be below; null where the value is proven to be the best."""


class LoadPart(Part):
    """A quantity and what it is to handle."""

    item: str
    unit: str
    quantity: float
    tonnes: float
    m3: float
    containers: int
    truckloads: int
    sorties: int | None
    """Flights of the aircraft that the catalogue names for the storage group; null without one."""
