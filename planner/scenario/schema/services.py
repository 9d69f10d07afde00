"""The services that stand at bases, each to be within reach of every unit (S/2012/894 §65)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import Citation, Figure
from planner.catalogue.ids import ForceRef, SiteRef
from planner.catalogue.measure import LARGEST, KilometresPerHour, Measure, Whole
from planner.catalogue.refused import refused
from planner.catalogue.schema import Mode
from planner.messages import said
from planner.scenario.schema.days import Window

Hours = Annotated[Figure, Measure("hour", maximum=1e4)]
SetUpCost = Annotated[Figure, Measure("USD", maximum=LARGEST)]
PersonsServed = Annotated[Figure, Measure("person", maximum=1e7, above=True)]
AtLeastOne = Annotated[Figure, Measure("", minimum=1, maximum=1e6, whole=True, counts=True)]


class Service(Window):
    """A service that stands at points and is to be within a travel time of every unit: medical,
    maintenance, supply, communications, fuelling, engineering; `from` and `until` say when."""

    title: str = Field(min_length=1)
    """Name of the service."""
    within_hours: Hours
    """Longest travel time between a unit and a point that serves it, one way, hours."""
    speeds: dict[Mode, KilometresPerHour] = {}
    """Speed by mode of those who travel; a lane's own `hours` come first."""
    modes: tuple[Mode, ...] = ()
    """Modes of the lanes they may take, either way; all where absent."""
    forces: tuple[ForceRef, ...] = ()
    """Forces that it serves; all where absent."""
    sites: tuple[SiteRef, ...] = ()
    """Where points may be set up; at every site where absent."""
    at: tuple[SiteRef, ...] = ()
    """Sites that have one point from the start, at no cost."""
    cost: SetUpCost | None = None
    """Cost of setting up one point, US dollars; nothing where absent."""
    site_costs: dict[SiteRef, SetUpCost] = {}
    """The same where it depends on the site."""
    capacity: PersonsServed | None = None
    """Persons that one point serves at a time; no limit where absent."""
    most_per_site: AtLeastOne | None = None
    """Most points at one site; where absent no limit with a capacity, and 1 without."""
    least: Whole = Figure(value=0)
    """Fewest points in all, those of `at` with them."""
    most: Whole | None = None
    """Most points in all, those of `at` with them; no limit where absent."""
    source: Citation | None = None
    """Where the service is asked for."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="after")
    def _most_above_least(self) -> Service:
        if self.most is None:
            return self
        if self.most.value < self.least.value:
            what = said("most-points-below-least", least=self.least.value)
            raise refused(what, at="most", seen=self.most.value)
        if self.most.value < len(self.at):
            what = said("most-points-below-standing", count=len(self.at))
            raise refused(what, at="most", seen=self.most.value)
        return self

    @property
    def site_limit(self) -> float:
        """Most points that one site can have; infinite where nothing limits it."""
        if self.most_per_site is not None:
            return self.most_per_site.value
        return 1.0 if self.capacity is None else float("inf")
