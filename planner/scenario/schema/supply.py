"""Changes that a scenario makes to the catalogue's rates of consumption."""

from __future__ import annotations

from planner.catalogue.figure import Record
from planner.catalogue.ids import CasualtyRef, ItemRef, TempoRef
from planner.catalogue.measure import Factor, Quantity
from planner.catalogue.schema import Driver


class RateChange(Record):
    """A rate of the catalogue with some of its fields changed, or a rate of the scenario's own."""

    item: ItemRef | None = None
    """The item used; needed for a rate that the catalogue does not have."""
    driver: Driver | None = None
    """What uses it; needed for a rate that the catalogue does not have."""
    of: CasualtyRef | None = None
    """Which casualties use it, where the driver is `casualty`."""
    rate: Quantity | None = None
    """Units of the item per unit of the driver, at normal tempo in hot conditions."""
    tempo: dict[TempoRef, Factor] | None = None
    """Multiplier by tempo."""
    cool: Factor | None = None
    """Multiplier in months that the site's climate does not call hot."""
    omit: bool = False
    """True to leave a standard rate of the catalogue out."""
