"""What a solved plan chose beside its movements, as records."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue import Factbook
from planner.records.chosen import (
    Choice,
    ChoiceKind,
    CostLine,
    Repositioning,
    Turnover,
    TurnoverKind,
)
from planner.sustainment.answer.activity import SMALL_QUANTITY
from planner.sustainment.demand.daily import Floats
from planner.sustainment.goods.batches import item_of
from planner.sustainment.network.openings import KINDS
from planner.sustainment.result import Answer, cost_lines

# what can be added, in the order of KINDS, and the unit it is counted in
ADDED = (
    (ChoiceKind.STORAGE, "m3"),
    (ChoiceKind.THROUGHPUT, "t/day"),
    (ChoiceKind.CAPACITY, "t/day"),
    (ChoiceKind.VEHICLES, "vehicle"),
)
assert len(ADDED) == len(KINDS)
# a goal may come back a millionth above its best for the goals after it
ROUNDING = 1e-5


def choices(answer: Answer) -> Iterator[Choice]:
    """What is opened, run and added; sites first, then lanes, then what is added."""
    problem, chosen, openings = answer.problem, answer.choices, answer.problem.openings
    for n, is_open, cost in zip(
        openings.sites, chosen.opened_site, openings.site_cost, strict=True
    ):
        if is_open:
            yield Choice(ChoiceKind.SITE, problem.sites[n], 1.0, "", float(cost))
    for i in np.flatnonzero(chosen.opened_lane * openings.lane_is_decided):
        lane = problem.lanes[openings.lanes[i]]
        yield Choice(ChoiceKind.LANE, lane, 1.0, "", float(openings.lane_cost[i]))
    for a, cost in zip(openings.runs, openings.run_cost, strict=True):
        days = float(chosen.ran[a] @ problem.grid.lengths)
        if days:
            yield Choice(ChoiceKind.RUNS, problem.lanes[a], days, "day", days * float(cost))
    for e in np.flatnonzero(chosen.expanded > SMALL_QUANTITY):
        more, amount = problem.expansions, float(chosen.expanded[e])
        kind, unit = ADDED[more.kind[e]]
        yield Choice(kind, more.labels[e], amount, unit, amount * float(more.cost[e]))


def turnovers(book: Factbook, answer: Answer) -> Iterator[Turnover]:
    """Goods made, taken, burnt, sold and spoilt, each in the order of who does it and day."""
    yield from _converted(book, answer)
    yield from _burnt(book, answer)
    yield from _sold(book, answer)


def repositionings(answer: Answer) -> Iterator[Repositioning]:
    """Vehicles that drive empty to serve from another site."""
    problem, basing, grid = answer.problem, answer.problem.basing, answer.problem.grid
    for move, period in zip(*np.nonzero(answer.choices.moved > SMALL_QUANTITY), strict=True):
        leg = problem.legs[basing.leg[move]]
        assert leg.fleet is not None
        yield Repositioning(
            fleet=leg.fleet,
            lane=leg.lane,
            origin=problem.sites[basing.site[basing.from_pair[move]]],
            destination=problem.sites[basing.site[basing.to_pair[move]]],
            start=int(grid.starts[period]),
            until=int(grid.edges[period + 1]),
            serves=int(grid.starts[basing.there[move, period]]),
            vehicles=float(answer.choices.moved[move, period]),
        )


def costs(answer: Answer) -> Iterator[CostLine]:
    """What the plan costs, line by line; lines of nought, but for a solver's rounding, are left
    out."""
    lines = cost_lines(answer) | {"external arrangements": answer.problem.external_cost}
    rounding = ROUNDING * sum(abs(cost) for cost in lines.values())
    for name, cost in lines.items():
        if abs(cost) > rounding:
            yield CostLine(name, cost)


def _converted(book: Factbook, answer: Answer) -> Iterator[Turnover]:
    """Conversions of the scenario, and packages that are emptied; that a batch is issued as its
    item changes nothing that anybody sees."""
    conversions, runs = answer.problem.conversions, answer.choices.converted
    for c in np.flatnonzero(runs.any(axis=1)):
        if conversions.is_issue(int(c)):
            continue
        for k in np.flatnonzero(conversions.gives[c]):
            gives = float(conversions.gives[c, k])
            kind = TurnoverKind.MADE if gives > 0 else TurnoverKind.TAKEN
            share = conversions.cost[c] if gives > 0 else 0.0
            goods = int((conversions.gives[c] > 0).sum())
            by, site = conversions.entries[c] or "emptied", int(conversions.site[c])
            yield from _spread(
                book,
                answer,
                (kind, by, site, int(k), answer.problem.expires(int(k))),
                runs[c] * abs(gives),
                runs[c] * float(share) / goods,
            )


def _burnt(book: Factbook, answer: Answer) -> Iterator[Turnover]:
    problem, burnt = answer.problem, answer.problem.burnt
    by_fleet: dict[tuple[str, int, int], Floats] = {}
    moved, basing = answer.choices.moved, problem.basing
    for number, leg in enumerate(problem.legs):
        if burnt.item[number] >= 0 and leg.fleet is not None:
            key = (leg.fleet, leg.origin, int(burnt.item[number]))
            drawn = answer.trips[number] * burnt.per_trip[number]
            by_fleet[key] = by_fleet.get(key, 0.0) + drawn
    for move, leg_number in enumerate(basing.leg):
        fleet = problem.legs[leg_number].fleet
        if burnt.item[leg_number] >= 0 and fleet is not None:
            site = int(basing.site[basing.from_pair[move]])
            key = (fleet, site, int(burnt.item[leg_number]))
            by_fleet[key] = by_fleet.get(key, 0.0) + moved[move] * burnt.one_way[leg_number]
    for (fleet, site, item), drawn in sorted(by_fleet.items()):
        cell = (TurnoverKind.BURNT, fleet, site, item, None)
        yield from _spread(book, answer, cell, drawn, np.zeros_like(drawn))


def _sold(book: Factbook, answer: Answer) -> Iterator[Turnover]:
    problem, columns = answer.problem, answer.variables.sold
    given = answer.outcome.solution.of(columns) if columns.size else np.zeros(0)
    which, period = columns.keys["outlet"], columns.keys["period"]
    for number, outlet in enumerate(problem.outlets):
        quantity = np.zeros(len(problem.grid.lengths))
        quantity[period[which == number]] = given[which == number]
        spoilt = outlet.is_spoilage
        kind = TurnoverKind.SPOILT if spoilt else TurnoverKind.SOLD
        expires = problem.expires(answer.in_model.outlets[number].item)
        cell = (kind, "" if spoilt else outlet.entry, outlet.site, outlet.item, expires)
        yield from _spread(book, answer, cell, quantity, -quantity * outlet.price)


def _spread(
    book: Factbook,
    answer: Answer,
    cell: tuple[TurnoverKind, str, int, int, int | None],
    quantity: Floats,
    cost: Floats,
) -> Iterator[Turnover]:
    """One entry for each period in which anything of it happens; [T] quantity and US dollars."""
    problem, (kind, by, site, item, expires) = answer.problem, cell
    name = item_of(problem.items[item])
    for period in np.flatnonzero(quantity > SMALL_QUANTITY):
        yield Turnover(
            kind=kind,
            by=by,
            site=problem.sites[site],
            item=name,
            unit=book.items[name].unit,
            start=int(problem.grid.starts[period]),
            until=int(problem.grid.edges[period + 1]),
            quantity=float(quantity[period]),
            tonnes=float(quantity[period] * problem.mass[item]),
            cost=float(cost[period]),
            expires=expires,
        )
