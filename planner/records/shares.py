"""How much of each headline rests on documents, external sources, assumptions, or nothing.

A quantity is no better than the weakest figure behind it. Here the consumption rate (or the demand,
where it is stated directly) and the unit mass stand behind tonnes, and strength stands behind
people, rates behind costs; what other figures (policies, lift, dates) do to an answer is a matter
of solving it again, not of counting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure, Kind
from planner.catalogue.ids import CostId, ItemId, PledgeId
from planner.records.forces import Assignment, ForcePlan
from planner.records.funding import FundingPlan
from planner.records.supply import ForceGap, SupplyPlan
from planner.scenario.host_checks import graduates_of
from planner.scenario.provenance import RegisteredFigure, kind_of
from planner.scenario.schema.funding import DOLLAR, Cost, Per
from planner.scenario.schema.scenario import Scenario

WEAKEST_FIRST = (Kind.UNSOURCED, Kind.ASSUMPTION, Kind.EXTERNAL, Kind.DOCUMENT)
Shares = dict[str, dict[str, float]]
PRICE = re.compile(
    r"(supplies|lanes|fleets|sites|conversions|contracts|services)\.[^.]+\."  # an entry
    r"(.+\.)?(price|cost|\w+_price|\w+_cost|(prices|\w+_costs)\.[^.]+)"  # its field
)
"""Paths of the prices of goods, transport, bases and services."""


def headline_shares(
    scenario: Scenario,
    book: Factbook,
    figures: Iterable[RegisteredFigure],
    gap: Iterable[ForceGap],
    forces: ForcePlan | None,
    supply: SupplyPlan | None,
    funding: FundingPlan | None = None,
) -> Shares:
    """For each headline the share, 0 to 1, of each kind; headlines without a value are absent.

    The scenario is the one that was written, whatever was made of it to solve it.
    """
    figures = tuple(figures)
    stocks = [stock.load for stock in supply.prepositioned] if supply else []
    tonnes = [(load.item, load.tonnes) for load in stocks]
    assigned = forces.assignments if forces else ()
    found = weight_shares(scenario, book, figures, gap, assigned, tonnes)
    paid = list(_costs(scenario, book, figures, funding)) if funding is not None else []
    return found | ({"funding_cost_usd": shares} if (shares := _shares(paid)) else {})


def weight_shares(
    scenario: Scenario,
    book: Factbook,
    figures: Iterable[RegisteredFigure],
    gap: Iterable[ForceGap],
    assigned: Iterable[Assignment],
    prepositioned: Iterable[tuple[ItemId, float]],
) -> Shares:
    """As `headline_shares`, of who is assigned and of pre-positioned items with their tonnes."""
    kinds = _item_kinds(scenario, book)
    loads = [load for force in gap for load in force.items]
    weights = {
        "figures": [(figure.kind, 1.0) for figure in figures],
        "gap_tonnes": [(_of(kinds, load.item), load.tonnes) for load in loads],
        "prepositioned_tonnes": [(_of(kinds, item), tonnes) for item, tonnes in prepositioned],
        "assigned_personnel": list(_personnel(scenario, book, assigned)),
    }
    return {name: shares for name, given in weights.items() if (shares := _shares(given))}


def _costs(
    scenario: Scenario, book: Factbook, figures: Iterable[RegisteredFigure], funding: FundingPlan
) -> Iterable[tuple[Kind, float]]:
    """What every row of the costs rests on: its rate, that of its currency, and all that multiplies
    it; what is spent at prices of the scenario, on the weakest of these."""
    prices = [entry.figure for entry in figures if PRICE.fullmatch(entry.path)]
    rests: dict[tuple[CostId, str], Kind] = {}
    for row in funding.rows:
        if (key := (row.cost, row.rate)) not in rests:
            cost = scenario.costs[row.cost]
            behind = prices if cost.per is Per.PRICED else [rate_of(cost, row.rate, book)]
            behind += [scenario.currencies[row.currency].dollars] if row.currency != DOLLAR else []
            rests[key] = _weakest([*behind, *_multipliers(scenario, cost, book)], book)
        yield rests[key], float(row.cents)


def rate_of(cost: Cost, name: str, book: Factbook) -> Figure:
    """The rate of a row: the scenario's own, or the figure of the catalogue."""
    return book.figures[name].figure if cost.rate is None else cost.rate


def _multipliers(scenario: Scenario, cost: Cost, book: Factbook) -> Iterable[Figure]:
    """The figures of a cost that were written beside its rate."""
    factors = [scenario.mission_factors[name] for name in cost.factors]
    yield from (factor.increase for factor in factors if factor.increase is not None)
    named = [*(factor.figure for factor in factors), cost.rate_share]
    yield from (book.figures[name].figure for name in named if name is not None)
    for name in ("number", "share", "raised"):
        if name in cost.model_fields_set:
            yield getattr(cost, name)


def _shares(weights: Iterable[tuple[Kind, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for kind, weight in weights:
        total[kind.value] = total.get(kind.value, 0.0) + weight
    whole = sum(total.values())
    return {kind: weight / whole for kind, weight in sorted(total.items())} if whole > 0 else {}


def _weakest(figures: Iterable[Figure], book: Factbook) -> Kind:
    kinds = {kind_of(figure, book.sources) for figure in figures}
    return next((kind for kind in WEAKEST_FIRST if kind in kinds), Kind.UNSOURCED)


def _item_kinds(scenario: Scenario, book: Factbook) -> dict[ItemId, Kind]:
    behind: dict[ItemId, list[Figure]] = {}
    rates = book.consumption.values()
    drawn = [(rate.item, rate.rate) for rate in rates]
    drawn += [(rate.item, book.casualties[rate.of].per_thousand) for rate in rates if rate.of]
    stated = [(demand.item, demand.per_day) for demand in scenario.demands.values()]
    for item, figure in [*drawn, *stated]:
        behind.setdefault(item, [book.items[item].mass]).append(figure)
    return {item: _weakest(figures, book) for item, figures in behind.items()}


def _of(kinds: Mapping[ItemId, Kind], item: ItemId) -> Kind:
    return kinds.get(item, Kind.UNSOURCED)


def _personnel(
    scenario: Scenario, book: Factbook, assigned: Iterable[Assignment]
) -> Iterable[tuple[Kind, float]]:
    trained = _graduates(scenario, book)
    for entry in assigned:
        if entry.pledge in trained:
            yield trained[entry.pledge], entry.personnel
            continue
        pledge = scenario.pledges.get(entry.pledge)
        if pledge is None:  # what an institution holds itself: nobody comes with it
            continue
        strength = pledge.personnel
        if strength is None and pledge.unit is not None:
            strength = book.units[pledge.unit].personnel
        if strength is not None:
            yield kind_of(strength, book.sources), entry.personnel


def _graduates(scenario: Scenario, book: Factbook) -> dict[PledgeId, Kind]:
    """Graduates of a course are counted from its places and from how many of them do not finish."""
    return {
        graduates_of(name, number): _weakest(
            (entry.places, *([entry.attrition] if "attrition" in entry.model_fields_set else [])),
            book,
        )
        for name, entry in scenario.training.items()
        for number in range(1, int(entry.courses.value) + 1)
    }
