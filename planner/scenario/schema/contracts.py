"""External arrangements: contracts that supply a force once its own means are used up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.catalogue.figure import Citation, Figure
from planner.catalogue.ids import ForceRef, ItemRef, SiteRef
from planner.catalogue.measure import LARGEST, Measure, Price, WholeDays
from planner.scenario.schema.days import Window

Text = Annotated[str, Field(min_length=1)]
Dollars = Annotated[Figure, Measure("USD", maximum=LARGEST)]
DollarsPerPersonDay = Annotated[Figure, Measure("USD/person/day", maximum=LARGEST)]
NO_DAYS = Figure(value=0, unit="day")


class Contract(Window):
    """An external arrangement; `from` is the day before which it supplies nobody. A force that has
    contracts has no arrangements beside them: what they leave out stays with the network."""

    title: Text
    """What is agreed, and with whom."""
    force: ForceRef
    """Whose units it supplies."""
    sites: tuple[SiteRef, ...] = ()
    """Where it supplies them; everywhere where absent."""
    items: tuple[ItemRef, ...] = ()
    """What it supplies; everything where absent."""
    after_days: WholeDays | None = None
    """Days from the arrival of a unit after which it supplies that unit; the `required_days` of the
    force where absent."""
    late_days: WholeDays = NO_DAYS
    """Days by which it begins late, beside those of its force."""
    ramp_days: WholeDays = NO_DAYS
    """Days that it takes to grow: the share of demand that it covers rises evenly, and is all of it
    so many days after it began; all from the first day where absent."""
    prices: dict[ItemRef, Price] = {}
    """Price of one unit of issue, US dollars; nothing for an item that is not named."""
    person_day_price: DollarsPerPersonDay = Figure(value=0, unit="USD/person/day")
    """Price of supplying one person for one day, US dollars, in proportion while it grows."""
    start_up_cost: Dollars = Figure(value=0, unit="USD")
    """What it costs once, US dollars, where it supplies anybody within the plan."""
    source: Citation | None = None
    """Where it is agreed."""
    note: str | None = None
    """Anything a reader should know."""

    def begins(self, arrival: int, required_days: int | None, late_days: int) -> int:
        """First day on which it supplies a unit: once its days after arrival are over and the
        contract has begun, later by what the force and the contract are late."""
        after = required_days or 0 if self.after_days is None else int(self.after_days.value)
        agreed = arrival + after if self.from_ is None else max(arrival + after, self.from_)
        return agreed + late_days + int(self.late_days.value)
