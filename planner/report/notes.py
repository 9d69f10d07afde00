"""Footnotes of figures: the paragraph or the assumption that each of them rests on.

A note names the figure, so that it can be read on its own: "days of supply required, 90 day:
S/2012/894 §65 (Report of the Secretary-General on the situation in Mali)".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure, cited_source
from planner.catalogue.ids import (
    BenchmarkId,
    ContributionId,
    CostId,
    DueDiligenceId,
    EventId,
    ForceId,
    GateId,
    ItemId,
    PledgeId,
    ReportId,
    RequirementId,
)
from planner.catalogue.walk import driver_name
from planner.messages import said
from planner.planning import Plan
from planner.records.readiness import CalendarEntry, EntryKind
from planner.report.numbers import item_name, quantity
from planner.report.words import unit_of
from planner.scenario import Scenario
from planner.scenario.schema.funding import DOLLAR
from planner.scenario.schema.policies import Policy

Notes = tuple[str, ...]
OF_EVENTS = frozenset(
    {EntryKind.CONFERENCE, EntryKind.ELECTION, EntryKind.MANDATE, EntryKind.OTHER}
)
"""What events are in the calendar."""
Named = tuple[str, Figure | str | None] | tuple[str, Figure | None, str]
"""What a figure is, the figure, and its unit where none is written; or what is stated, and where.
"""


def notes_of(book: Factbook, *named: Named) -> Notes:
    """A note for each of them that has a source or rests on a stated assumption."""
    return tuple(dict.fromkeys(note for entry in named for note in _note(book, *entry)))


def _note(book: Factbook, what: str, figure: Figure | str | None, unit: str = "") -> Iterator[str]:
    origin = _origin(book, figure)
    if origin is None:
        return
    if not isinstance(figure, Figure):
        yield said("note.stated", what=what, origin=origin)
        return
    value, unit = quantity(figure.value), unit_of(figure.value, figure.unit or unit)
    if unit:
        yield said("note.figure", what=what, value=value, unit=unit, origin=origin)
    else:
        yield said("note.number", what=what, value=value, origin=origin)


def _origin(book: Factbook, figure: Figure | str | None) -> str | None:
    """The source with its title, or the reason of an assumption; None where there is neither."""
    if isinstance(figure, Figure):
        if figure.assumption is not None:
            return said("note.assumption", reason=figure.assumption)
        figure = figure.source
    if figure is None:
        return None
    cited = cited_source(figure, book.sources)
    if cited is None:
        return figure
    return said("note.source", citation=figure, title=book.sources[cited].title)


def _word(source: str | None, assumption: str | None) -> str | None:
    """Where somebody's word is found; of what is assumed, why."""
    return source if assumption is None else said("note.assumption", reason=assumption)


@dataclass(frozen=True)
class Origins:
    """The notes of what a report tells; `book` is the catalogue as the scenario sees it."""

    scenario: Scenario
    book: Factbook

    @classmethod
    def of(cls, plan: Plan) -> Origins:
        """Those of a plan."""
        return cls(plan.scenario, plan.factbook)

    def force(self, force: ForceId) -> Notes:
        """Of the self-sufficiency gap of a force."""
        entry = self.scenario.forces[force]
        return notes_of(
            self.book,
            (said("note.required-days"), entry.required_days, "day"),
            (said("note.planned-days"), entry.planned_days, "day"),
            (said("note.strength"), entry.personnel, "person"),
        )

    def person_rate(self, item: ItemId) -> Notes:
        """Of what persons use of an item, and of its mass."""
        return self._rates(item, "person-day")

    def rates(self, item: ItemId) -> Notes:
        """Of all that is used of an item, and of its mass."""
        return self._rates(item)

    def _rates(self, item: ItemId, driver: str | None = None) -> Notes:
        rates: list[Named] = [
            (
                said("note.rate", item=item_name(item), driver=driver_name(rate.driver)),
                rate.rate,
                self.book.items[item].unit,
            )
            for rate in self.book.consumption.values()
            if rate.item == item and driver in (None, rate.driver)
        ]
        mass = (said("note.mass", item=item_name(item)), self.book.items[item].mass, "kg")
        return notes_of(self.book, *rates, mass)

    def requirement(self, requirement: RequirementId) -> Notes:
        """Of a requirement: where it is stated, and its quantity."""
        entry = self.scenario.requirements[requirement]
        return notes_of(
            self.book,
            (said("note.requirement"), entry.source),
            (said("note.quantity"), entry.quantity),
        )

    def pledge(self, pledge: PledgeId) -> Notes:
        """Of a pledge: where it was made, its strength, and its days on the way in."""
        entry = self.scenario.pledges[pledge]
        strength = entry.personnel
        if strength is None and entry.unit is not None:
            strength = self.book.units[entry.unit].personnel
        return notes_of(
            self.book,
            (said("note.pledge"), entry.source),
            (said("note.unit-strength"), strength, "person"),
            (said("note.training"), entry.training, "day"),
            (said("note.movement"), entry.movement, "day"),
            (said("note.reception"), entry.reception, "day"),
        )

    def policy(self, policy: str, item: ItemId) -> Notes:
        """Of a stock policy: where it is laid down, and what it asks for of an item."""
        entry = self.scenario.policies[policy]
        return notes_of(
            self.book,
            (said("note.policy"), entry.source),
            *(
                (said("note.policy-asks"), figure, unit)
                for figure, unit in self._asked(entry, item)
            ),
        )

    def cost(self, cost: CostId) -> Notes:
        """Of an entry of the costs: its rates, and what multiplies them."""
        entry = self.scenario.costs[cost]
        named = [entry.rate_share] if entry.rate_share is not None else []
        factors = [self.scenario.mission_factors[name] for name in entry.factors]
        named += [factor.figure for factor in factors if factor.figure is not None]
        return notes_of(
            self.book,
            (said("note.cost-rate"), entry.rate),
            *((self.book.figures[n].title, self.book.figures[n].figure) for n in entry.rates),
            (said("note.cost-number"), entry.number),
            (said("note.cost-share"), entry.share),
            *((self.book.figures[n].title, self.book.figures[n].figure) for n in named),
            *((factor.title, factor.increase) for factor in factors),
        )

    def contribution(self, contribution: ContributionId) -> Notes:
        """Of a contribution: its amounts, where it is stated, and the rule of its channel."""
        entry = self.scenario.contributions[contribution]
        return notes_of(
            self.book,
            (said("funding.pledged"), entry.pledged, DOLLAR),
            (said("funding.confirmed"), entry.confirmed, DOLLAR),
            (said("funding.paid"), entry.paid, DOLLAR),
            (said("note.contribution"), entry.source),
            (said("note.channel"), self.scenario.channels[entry.channel].source),
        )

    def milestone(self, milestone: str) -> Notes:
        """Of an operating capability: where its criteria are laid down."""
        entry = self.scenario.milestones[milestone]
        return notes_of(
            self.book,
            (said("note.milestone"), entry.source),
            (said("note.milestone-share"), entry.personnel),
        )

    def benchmark(self, benchmark: BenchmarkId) -> Notes:
        """Of a benchmark: where it is laid down, who stated it, and its thresholds."""
        entry = self.scenario.benchmarks[benchmark]
        return notes_of(
            self.book,
            (said("note.benchmark"), entry.source),
            (said("note.statement"), _word(entry.evidence.source, entry.evidence.assumption)),
            (said("note.green"), entry.green),
            (said("note.amber"), entry.amber),
        )

    def gate(self, gate: GateId) -> Notes:
        """Of a gate: where it is laid down, and where its confirmation was given or asked for."""
        entry = self.scenario.gates[gate]
        given = entry.confirmation
        word = None if given is None else _word(given.source, given.assumption)
        return notes_of(
            self.book, (said("note.gate"), entry.source), (said("note.confirmation"), word)
        )

    def assessment(self, assessment: DueDiligenceId) -> Notes:
        """Of an assessment: where it is stated, and why its decision is assumed."""
        entry = self.scenario.due_diligence[assessment]
        return notes_of(
            self.book,
            (said("note.assessment"), entry.source),
            (said("note.decision"), _word(None, entry.assumption)),
        )

    def entry(self, entry: CalendarEntry) -> Notes:
        """Of an entry of the calendar: where a report is asked for, where a date is stated."""
        if entry.kind is EntryKind.REPORT:
            report = self.scenario.reports[ReportId(entry.id)]
            return notes_of(self.book, (said("note.report"), report.source))
        if entry.kind in OF_EVENTS:
            event = self.scenario.events[EventId(entry.id)]
            return notes_of(self.book, (said("note.date"), _word(event.source, event.assumption)))
        return ()

    def _asked(self, policy: Policy, item: ItemId) -> Iterator[tuple[Figure | None, str]]:
        """The figures of a policy that speak of an item, and their units."""
        yield policy.days_by_item.get(item, policy.days), "day"
        yield policy.maximum_days_by_item.get(item, policy.maximum_days), "day"
        yield policy.least.get(item), self.book.items[item].unit
        yield policy.most.get(item), self.book.items[item].unit
