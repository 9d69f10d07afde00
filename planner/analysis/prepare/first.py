"""The first stage: stock, openings and additions, chosen before anybody knows what comes.

Its columns are, in this order, `stock` (tonnes by cell), `sites` and `lanes` (1 where opened) and
`added` (what is built, in the unit of each). Behind them stand allowances: what each future may
leave unmet of each priority, and what the criterion makes of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.analysis.risk.supply import Cell, Chosen, before_columns
from planner.analysis.trial import SupplyModel
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Ints


@dataclass(frozen=True)
class First:
    """What is chosen beforehand, in any future, and what each costs.

    `own` [cells] is what stands there from the beginning: it may always stay. Costs are US dollars
    for one: [sites], [lanes], [added]; `most` [added] is how much can be added.
    """

    cells: tuple[Cell, ...]
    sites: tuple[str, ...]
    lanes: tuple[str, ...]
    added: tuple[str, ...]
    own: Floats
    costs: Floats
    most: Floats

    @property
    def size(self) -> int:
        """How many decisions there are."""
        return len(self.cells) + len(self.sites) + len(self.lanes) + len(self.added)

    @property
    def whole(self) -> Ints:
        """The columns of openings."""
        return len(self.cells) + np.arange(len(self.sites) + len(self.lanes))

    @property
    def built(self) -> Ints:
        """The columns of additions."""
        return np.arange(self.size - len(self.added), self.size)

    @cached_property
    def places(self) -> dict[tuple[str, object], int]:
        """The column of each decision, by its kind and what it is of."""
        keys: list[tuple[str, object]] = [("stock", cell) for cell in self.cells]
        keys += [("site", name) for name in self.sites]
        keys += [("lane", name) for name in self.lanes]
        keys += [("added", label) for label in self.added]
        return {key: number for number, key in enumerate(keys)}

    def planned(self, chosen: Chosen) -> Floats:
        """[columns] what a plan chooses; never less stock than what stands there anyway."""
        stock = [chosen.stock.get(cell, 0.0) for cell in self.cells]
        return np.array(
            [
                *np.maximum(stock, self.own),
                *(float(name in chosen.sites) for name in self.sites),
                *(float(name in chosen.lanes) for name in self.lanes),
                *(chosen.added.get(label, 0.0) for label in self.added),
            ],
            dtype=np.float64,
        )


@dataclass(frozen=True)
class Links:
    """Where the decisions stand in the model of one future: columns there, and columns of the first
    stage, in pairs."""

    stock: tuple[Ints, Ints]
    opened: tuple[Ints, Ints]
    added: tuple[Ints, Ints]


def first_of(models: Sequence[SupplyModel], chosen: Chosen) -> First:
    """Every decision that any future has; the undisturbed one says what each costs, if it has it.

    An item without mass weighs nothing wherever it stands: of it nothing is chosen.
    """
    cells = {cell for supply in models for cell, _ in _stocks(supply, chosen)}
    sites, lanes, added = dict[str, float](), dict[str, float](), dict[str, tuple[float, float]]()
    for supply in reversed(models):  # the first is the undisturbed one, and has the last word
        openings, more = supply.problem.openings, supply.problem.expansions
        names = [str(supply.problem.sites[n]) for n in openings.sites]
        sites |= dict(zip(names, openings.site_cost.tolist(), strict=True))
        decided = openings.lane_is_decided
        names = [str(supply.problem.lanes[n]) for n in openings.lanes[decided]]
        lanes |= dict(zip(names, openings.lane_cost[decided].tolist(), strict=True))
        pairs = zip(more.cost.tolist(), more.most.tolist(), strict=True)
        added |= {
            label: (cost, max(most, added.get(label, (0.0, 0.0))[1]))
            for label, (cost, most) in zip(more.labels, pairs, strict=True)
        }
    ordered = tuple(sorted(cells))
    labels = tuple(sorted(added))
    prices = [sites[n] for n in sorted(sites)] + [lanes[n] for n in sorted(lanes)]
    return First(
        cells=ordered,
        sites=tuple(sorted(sites)),
        lanes=tuple(sorted(lanes)),
        added=labels,
        own=np.array([chosen.own.get(cell, 0.0) for cell in ordered]),
        costs=np.array([0.0] * len(ordered) + prices + [added[label][0] for label in labels]),
        most=np.array([added[label][1] for label in labels]),
    )


def links_of(first: First, supply: SupplyModel, chosen: Chosen) -> Links:
    """Where the decisions stand in the model of a future."""
    problem, variables = supply.problem, supply.variables
    openings, places = problem.openings, first.places
    opened: list[tuple[int, int]] = [
        (int(column), places["site", str(problem.sites[n])])
        for n, column in zip(openings.sites, variables.opened_site.ids, strict=True)
    ]
    opened += [
        (int(column), places["lane", str(problem.lanes[n])])
        for n, column, decided in zip(
            openings.lanes, variables.opened_lane.ids, openings.lane_is_decided, strict=True
        )
        if decided
    ]
    return Links(
        stock=_pairs((column, places["stock", cell]) for cell, column in _stocks(supply, chosen)),
        opened=_pairs(opened),
        added=_pairs(
            (int(column), places["added", label])
            for label, column in zip(problem.expansions.labels, variables.expanded.ids, strict=True)
        ),
    )


def _stocks(supply: SupplyModel, chosen: Chosen) -> list[tuple[Cell, int]]:
    """Site and item of the stock before the first troops, and its column."""
    problem = supply.problem
    return [
        ((str(problem.sites[n]), str(problem.items[k])), int(column))
        for n, k, column in zip(*before_columns(supply, chosen.before), strict=True)
        if problem.mass[k] > 0
    ]


def _pairs(found: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
    there, here = np.array(list(found), dtype=np.int64).reshape(-1, 2).T
    return there, here
