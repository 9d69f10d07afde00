"""What is not known when the plan is made: who may fail, what may be late, what may be cut."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import Citation, Figure
from planner.catalogue.ids import ForceRef, Kebab, LaneRef, PledgeRef
from planner.catalogue.measure import Measure, Share, WholeDays
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Window
from planner.scenario.schema.lanes import LossShare, SlowDown

Text = Annotated[str, Field(min_length=1, max_length=500)]
Times = Annotated[Figure, Measure("", maximum=1000.0)]
Correlation = Annotated[Figure, Measure("", minimum=-1.0, maximum=1.0)]
NOUGHT = Figure(value=0)


class Shape(StrEnum):
    """How likely values between the lowest and the highest are."""

    TRIANGULAR = "triangular"
    """The figure's own value the most likely, less and less likely towards both ends."""
    UNIFORM = "uniform"
    """Each as likely as any other."""
    PERT = "pert"
    """As a triangle, rounded: the value weighs four times as much as either end in the mean."""


# What an unknown does, and the field that says to what it does it.
EFFECTS = {
    "fails": "pledges",
    "days_late": "pledges",
    "strength": "pledges",
    "hand_over_late": "forces",
    "slower": "lanes",
    "closed_days": "lanes",
    "loss": "lanes",
    "figures": "figures",
}
TARGETS = ("pledges", "forces", "lanes")


class Unknown(Window):
    """Something that nobody knows when the plan is made: one of `fails`, `days_late`, `strength`,
    `hand_over_late`, `slower`, `closed_days`, `loss` and `figures`.

    What it comes to is drawn between the low and the high of its figure, for each thing that it
    concerns on its own unless they go `together`. With `closed_days`, `from` and `until` say
    between which days a closure begins.
    """

    title: Text
    """What is not known."""
    fails: Share | None = None
    """Chance that a pledge does not come at all; for these pledges in place of what follows from
    their `probability`."""
    days_late: WholeDays | None = None
    """Days by which the units of a pledge are ready later than it says."""
    strength: Share | None = None
    """Share of the units of a pledge that comes."""
    hand_over_late: WholeDays | None = None
    """Days by which the external arrangements of a force begin late, beside those it states."""
    slower: SlowDown | None = None
    """Multiplier of the time on a lane."""
    closed_days: WholeDays | None = None
    """Days on which nothing leaves on a lane."""
    loss: LossShare | None = None
    """Share lost on a lane, in place of the one that it states."""
    figures: tuple[Text, ...] = ()
    """Figures that come out between their own low and high: dotted paths, as `planner provenance`
    has them, in which * stands for any text; those of the catalogue with or without `catalogue.`
    before them."""
    times: Times | None = None
    """With `figures`: by how much they are multiplied, all alike, whatever their own range."""
    pledges: tuple[PledgeRef, ...] = ()
    """Whose; of all pledges where absent."""
    forces: tuple[ForceRef, ...] = ()
    """Whose; of all forces where absent."""
    lanes: tuple[LaneRef, ...] = ()
    """Which; all lanes where absent."""
    chance: Share | None = None
    """Chance that it happens at all, to each; it always does where absent."""
    shape: Shape = Shape.TRIANGULAR
    """How likely values between low and high are."""
    together: Share = NOUGHT
    """How far those that it concerns go together: 0 each on its own, 1 all alike."""
    correlated: dict[Kebab, Correlation] = {}
    """Other unknowns with which it goes: 1 together, -1 against each other."""
    source: Citation | None = None
    """Where it is stated."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def effect(self) -> str:
        """The one field of `EFFECTS` that is written."""
        return next(name for name in EFFECTS if getattr(self, name) not in (None, ()))

    @property
    def size(self) -> Figure | None:
        """What it comes to, with its low and high; None where it is a chance, or each figure has
        its own."""
        if self.effect == "fails":
            return None
        found: Figure | None = self.times if self.figures else getattr(self, self.effect)
        return found

    @property
    def happens(self) -> Figure | None:
        """The chance that it happens at all; None where it always does, or the pledge says it."""
        return self.fails if self.effect == "fails" else self.chance

    @model_validator(mode="after")
    def _does_one_thing(self) -> Unknown:
        found = [name for name in EFFECTS if getattr(self, name) not in (None, ())]
        if len(found) != 1:
            raise refused(said("unknown-of-two-kinds" if found else "unknown-of-no-kind"))
        return self

    @model_validator(mode="after")
    def _says_nothing_else(self) -> Unknown:
        concerns = EFFECTS[self.effect]
        idle = [name for name in TARGETS if name != concerns and getattr(self, name)]
        idle += ["times"] if self.times is not None and concerns != "figures" else []
        idle += ["chance"] if self.chance is not None and self.effect == "fails" else []
        if self.effect != "closed_days":
            idle += [name for name in ("from", "until") if self._at(name) is not None]
        if idle:
            raise refused(said("unknown-idle-field", name=idle[0], effect=self.effect), at=idle[0])
        return self

    def _at(self, name: str) -> int | None:
        return self.from_ if name == "from" else self.until
