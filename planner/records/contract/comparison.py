"""Plans side by side, in the words of the result contract."""

from __future__ import annotations

from planner.records.contract.part import Part
from planner.records.contract.result import Meta


class ComparedPart(Part):
    """A plan of the comparison; the first is the one that the others are compared with."""

    name: str
    status: str
    meta: Meta


class WrittenPart(Part):
    """What a scenario has at a path."""

    value: str
    unit: str | None
    origin: str | None
    """Source or assumption of a figure."""


class InputChangePart(Part):
    """A path at which the scenarios differ; one entry for each plan, null where it has nothing."""

    path: str
    written: list[WrittenPart | None]


class HeadlineChangePart(Part):
    """A number of the plans, one for each of them; a day as D+12."""

    name: str
    unit: str
    amounts: list[float | str | None]
    differs: bool


class FillChangePart(Part):
    """The shortfall of a requirement that is not filled alike."""

    requirement: str
    measure: str
    shortfalls: list[float | None]


class StockChangePart(Part):
    """Tonnes of one item at one site."""

    site: str
    item: str
    tonnes: list[float | None]


class FailureChangePart(Part):
    """The day on which a site first runs out of something without outside support."""

    site: str
    days: list[str | None]
    """null for a plan in which it does not, or in which nobody needs anything there."""
    needed: list[bool]
    """Whether anybody needs anything there, plan by plan."""


class MoneyChangePart(Part):
    """US dollars of one entry of `costs`, or of one contribution."""

    id: str
    title: str
    dollars: list[float | None]


class ComparisonResult(Part):
    """The answer of `planner compare`."""

    plans: list[ComparedPart]
    inputs: list[InputChangePart]
    headlines: list[HeadlineChangePart]
    fills: list[FillChangePart]
    prepositioned: list[StockChangePart]
    unmet: list[StockChangePart]
    failures: list[FailureChangePart]
    unfunded: list[MoneyChangePart]
    """Entries of `costs` that nobody pays in full."""
    paying: list[MoneyChangePart]
    """What contributions pay."""
