"""Due diligence: whether support to a force is allowed (S/2012/894 §95, S/RES/2085 §18)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.catalogue.figure import Citation, Record
from planner.catalogue.ids import ForceRef
from planner.catalogue.refused import refused
from planner.messages import said
from planner.scenario.schema.days import Day, show_day

Text = Annotated[str, Field(min_length=1)]


class Risk(StrEnum):
    """How likely it is that a recipient commits grave violations."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Ruling(StrEnum):
    """What was decided on a recipient."""

    PENDING = "pending"
    CLEARED = "cleared"
    REFUSED = "refused"


class DueDiligence(Record):
    """An assessment of the risk of giving support to a force, and what was decided.

    Support may be given from the day on which it is cleared; never while it is pending, or where it
    is refused (S/2012/894 §95).
    """

    title: Text
    """What is assessed."""
    force: ForceRef
    """The recipient."""
    contributor: Text | None = None
    """Whose support it concerns, as pledges name it; everybody's where absent."""
    risk: Risk
    """How likely grave violations by the recipient are."""
    measures: tuple[Text, ...] = ()
    """What is done to make them less likely: training, vetting, monitoring."""
    decision: Ruling
    """pending: none yet. cleared: support may be given. refused: it may not."""
    on: Day | None = None
    """Day of the decision, with its origin; from it on support is allowed where it is cleared."""
    source: Citation | None = None
    """Where the assessment or the decision is stated."""
    assumption: Text | None = None
    """Why this decision or its date was assumed, where no source gives it."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def opens(self) -> int | None:
        """First day on which it allows support; None where it does not, or not yet."""
        return self.on if self.decision is Ruling.CLEARED else None

    @property
    def is_assumed(self) -> bool:
        """True where it is taken to be decided: nobody has."""
        return self.on is not None and self.assumption is not None

    @model_validator(mode="after")
    def _decisions_have_a_date(self) -> DueDiligence:
        if self.decision is not Ruling.PENDING and self.on is None:
            raise refused(said("decision-without-date", decision=self.decision.value))
        if self.decision is Ruling.PENDING and self.on is not None:
            raise refused(said("pending-with-date"), at="on", seen=show_day(self.on))
        return self

    @model_validator(mode="after")
    def _decisions_have_an_origin(self) -> DueDiligence:
        if self.on is not None and self.source is None and self.assumption is None:
            raise refused(said("decision-without-origin"), at="on", seen=show_day(self.on))
        return self
