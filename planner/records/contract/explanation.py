"""Explanations, in the words of the result contract."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.records.contract.part import Part
from planner.records.contract.result import Meta


class LimitPart(Part):
    """A limit that binds, or a cause of a shortfall."""

    path: str
    title: str
    unit: str
    price: float
    """What the first unit of it takes off the number; of a cause what it accounts for."""
    from_: str | None = Field(alias="from")
    until: str | None


class ChangePart(Part):
    """A value of the scenario, as it is written and as it would have to be."""

    path: str
    title: str
    before: str
    after: str
    amount: float
    unit: str


class RemedyPart(Part):
    """Changes made together, and what they leave once the changed scenario is planned anew."""

    changes: list[ChangePart]
    size: float
    left: float | None
    """Null where the changed scenario has no plan."""
    meets: bool


class NoHelpPart(Part):
    """A change that does not help by itself."""

    path: str
    title: str
    why: Literal["price", "tried", "together", "forbidden"]


class ExplanationPart(Part):
    """Why one number is what it is."""

    what: str
    title: str
    value: float
    unit: str
    goal: float
    met: bool
    reckoned_in: Literal["USD", "share"]
    limits: list[LimitPart]
    single: RemedyPart | None
    nearest: RemedyPart | None
    cheapest: RemedyPart | None
    days_searched: bool
    """False where sets with days or words were not searched, as each trial costs a large plan."""
    cut_short: bool
    """True where a time limit ended a plan before its last goal: its numbers may be better."""
    no_help: list[NoHelpPart]


class AskedPart(Part):
    """A number that can be explained."""

    what: str
    title: str
    value: float
    unit: str
    reason: str


class ExplanationResult(Part):
    """The answer of `planner explain`."""

    meta: Meta
    asked: list[AskedPart]
    """What is short in the plan, and the words to ask for it; empty where something was named."""
    explanation: ExplanationPart | None
    """Of what was named, or of the first that is short; null where nothing is."""
