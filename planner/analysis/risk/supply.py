"""Supply in one draw: what goes unmet with the plan's stock and openings, and what stock would do.

The stock that stands at each site before its first troops, and what is opened and built, are held
as planned. Movements are chosen anew, by who knows how the draw turned out: so what goes unmet is
the least that it can be, and no plan made day by day does better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.analysis.changed import why_none
from planner.analysis.risk.turned import (
    HeldAssignment,
    Turned,
    held_assignments,
    laydown_then,
    scenario_then,
)
from planner.analysis.trial import (
    Asked,
    Fielded,
    SupplyModel,
    supply_case,
    supply_model,
    supply_outcome,
)
from planner.analysis.witness import Witness, witness_of
from planner.errors import InputError, NoPlanError
from planner.forces.result import assignments
from planner.generation import as_solved
from planner.lp import Goal, Outcome, SolveOptions
from planner.messages.plain import text_from, text_out
from planner.records.analysis import KILOGRAM_T
from planner.records.laydown import Laydown
from planner.records.provenance import Headline
from planner.scenario import Scenario
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.contradiction import contradiction
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.proof.size import daily_size
from planner.sustainment.solve import SMALL_PLAN

# The longest block of days of a large supply plan: the same for the plan and for every draw.
BLOCKS = 30
Cell = tuple[str, str]


@dataclass(frozen=True)
class Chosen:
    """What the plan chooses before anybody knows how things turn out.

    `stock` has tonnes by site and item, at the start of the day `before` on which the first troops
    reach the site (D-day where none do); `own` is what stands there from the beginning. `sites` and
    `lanes` are what is opened, and `added` what is built, by the label of each expansion.
    """

    stock: Mapping[Cell, float]
    own: Mapping[Cell, float]
    before: Mapping[str, int]
    sites: frozenset[str]
    lanes: frozenset[str]
    added: Mapping[str, float]


@dataclass(frozen=True)
class Given:
    """What every draw is made from: the scenario, who serves where, and what the plan chooses."""

    scenario: Scenario
    asked: Asked
    assigned: tuple[HeldAssignment, ...]
    chosen: Chosen
    witness: Witness

    @property
    def cuts(self) -> tuple[int, ...]:
        """Days that no block of days may reach over."""
        return tuple(sorted(set(self.chosen.before.values())))


@dataclass(frozen=True)
class SupplyDraw:
    """One draw: tonnes unmet by site, the days on which anything is, as spans by site, and tonnes
    of stock by site and item that would be enough. `told` says why there is no plan."""

    unmet: Mapping[str, float]
    days: Mapping[str, tuple[tuple[int, int], ...]]
    needed: Mapping[Cell, float]
    told: str = ""


def given_of(
    scenario: Scenario,
    found: Fielded | None,
    laydown: Laydown,
    options: SolveOptions,
    cuts: Iterable[int] = (),
) -> Given:
    """The supply plan as it is, and what it chooses beforehand; no block of its days reaches over a
    day of `cuts`.

    Raises `NoPlanError` where there is none.
    """
    case = supply_case(scenario, laydown, options)
    blocks = BLOCKS if daily_size(case)["daily"] > SMALL_PLAN else None
    wanted = tuple(Headline(name) for name in _wanted(scenario))
    supply = supply_model(case, Asked(wanted, options, blocks), cuts)
    try:
        witness, point = witness_of(supply, options)
    except NoPlanError as error:
        if error.status != "infeasible":
            raise
        raise contradiction(case.scenario, case.book, supply.problem, options) from None
    held: tuple[HeldAssignment, ...] = ()
    if found is not None:
        held = held_assignments(as_solved(scenario), assignments(found.filled))
    asked = Asked((Headline.UNMET,), options, blocks)
    return Given(scenario, asked, held, chosen_of(supply, point), witness)


def _wanted(scenario: Scenario) -> Iterator[str]:
    """The numbers that the plan is made for: all of supply that the scenario has a goal for."""
    of = {
        Headline.UNMET: GoalName.UNMET,
        Headline.POLICY: GoalName.POLICY,
        Headline.COST: GoalName.COST,
        Headline.PREPOSITIONED: GoalName.PREPOSITIONED_TONNES,
    }
    yield from (name.value for name, goal in of.items() if goal in scenario.objective)


def chosen_of(supply: SupplyModel, point: Floats) -> Chosen:
    """What a plan chooses beforehand; `point` has a value for each column of its model."""
    problem, variables = supply.problem, supply.variables
    site, item, columns = before_columns(supply, None)
    sites, items = problem.sites, problem.items
    stock = {
        (str(sites[n]), str(items[k])): float(max(0.0, point[column]))
        for n, k, column in zip(site, item, columns, strict=True)
    }
    own = {
        (str(sites[n]), str(items[k])): float(problem.opening[n, k])
        for n, k in zip(*np.nonzero(problem.opening > 0), strict=True)
    }
    opened = point[variables.opened_site.ids] > 0.5
    lanes = point[variables.opened_lane.ids] > 0.5
    return Chosen(
        stock=stock,
        own=own,
        before={str(name): int(day) for name, day in zip(sites, problem.before.day, strict=True)},
        sites=frozenset(str(sites[n]) for n in problem.openings.sites[opened]),
        lanes=frozenset(str(problem.lanes[n]) for n in problem.openings.lanes[lanes]),
        added={
            label: float(max(0.0, value))
            for label, value in zip(
                problem.expansions.labels, point[variables.expanded.ids], strict=True
            )
        },
    )


def before_columns(
    supply: SupplyModel, before: Mapping[str, int] | None
) -> tuple[Ints, Ints, Ints]:
    """Site, item and column of the stock at the start of the day on which first troops come: the
    day of the problem itself, or that of each site in `before`."""
    problem = supply.problem
    days = problem.before.day
    if before is not None:
        days = np.array([before.get(str(name), 0) for name in problem.sites], dtype=np.int64)
    period = np.array([problem.grid.ending_on(int(day)) for day in days], dtype=np.int64)
    sites = np.flatnonzero(period >= 0)
    columns = supply.variables.stock_at_end[sites, :, period[sites]]
    at, item = np.nonzero(columns >= 0)
    return sites[at], item, columns[at, item]


def at_draw(given: Given, turned: Turned) -> SupplyDraw:
    """What comes of supply in one draw."""
    try:
        then = scenario_then(given.scenario, turned)
        laydown = laydown_then(then, given.assigned, turned)
        supply = supply_model(
            supply_case(then, laydown, given.asked.options), given.asked, given.cuts
        )
        hold_openings(supply, given.chosen)
        return _drawn(given, supply)
    except (InputError, NoPlanError) as error:
        return SupplyDraw({}, {}, {}, why_none(error))


def _drawn(given: Given, supply: SupplyModel) -> SupplyDraw:
    """First with any stock, for the least that is enough; then with the plan's, where less of it
    is there somewhere than that.

    Both begin from nothing: on the model of mali-2012 an interior point takes four seconds, and
    simplex from the basis of the plan as it is, or of the first of the two, more.
    """
    options, chosen, model = given.asked.options, given.chosen, supply.model
    site, item, columns = before_columns(supply, chosen.before)
    free = supply_outcome(supply, options, Goal("stock", columns, supply.problem.mass[item]))
    cells = [_cell(supply.problem, n, k) for n, k in zip(site, item, strict=True)]
    needed = np.maximum(free.solution.values[columns], 0.0)
    most = np.array([_most(chosen, cell) for cell in cells])
    found = free
    if (needed > most + KILOGRAM_T).any():
        least, room = supply.matrix.lower[columns].copy(), supply.matrix.upper[columns]
        model.set_column_bounds(columns, least, np.maximum(least, np.minimum(room, most)))
        found = supply_outcome(supply, options, *_late_failure(supply))
    unmet, days = _unmet(supply, found)
    pairs = zip(cells, needed.tolist(), strict=True)
    return SupplyDraw(unmet, days, {cell: t for cell, t in pairs if t > KILOGRAM_T})


def _cell(problem: SupplyProblem, n: int, k: int) -> Cell:
    return str(problem.sites[n]), str(problem.items[k])


def _most(chosen: Chosen, cell: Cell) -> float:
    """The plan's stock, and never less than what stands there from the beginning."""
    return max(chosen.stock.get(cell, 0.0), chosen.own.get(cell, 0.0))


def hold_openings(supply: SupplyModel, chosen: Chosen) -> None:
    """Open and build what the plan does, and nothing else. Which lanes are used where a site limits
    their number is no such choice: lanes without an opening stay free."""
    problem, variables, model = supply.problem, supply.variables, supply.model
    openings, decided = problem.openings, problem.openings.lane_is_decided
    for ids, names, opened in (
        (variables.opened_site.ids, [problem.sites[n] for n in openings.sites], chosen.sites),
        (
            variables.opened_lane.ids[decided],
            [problem.lanes[n] for n in openings.lanes[decided]],
            chosen.lanes,
        ),
    ):
        stands = np.array([float(str(name) in opened) for name in names])
        model.set_column_bounds(ids, stands, stands.copy())
    added = np.array([chosen.added.get(label, 0.0) for label in problem.expansions.labels])
    ids = variables.expanded.ids
    model.set_column_bounds(ids, np.zeros(len(ids)), np.minimum(added, problem.expansions.most))


def _late_failure(supply: SupplyModel) -> Iterator[Goal]:
    """Of all such plans one that fails as late as it can."""
    grid, keys = supply.problem.grid, supply.variables.unmet.keys
    if not len(keys["item"]):
        return
    left = (grid.edges[-1] - grid.starts) / len(grid.days)
    weights = supply.problem.mass[keys["item"]] * left[keys["period"]]
    yield Goal("late failure", supply.variables.unmet.ids, weights, hoped_zero=True)


def _unmet(
    supply: SupplyModel, found: Outcome
) -> tuple[dict[str, float], dict[str, tuple[tuple[int, int], ...]]]:
    """Tonnes unmet by site, and the days on which they are."""
    problem, keys = supply.problem, supply.variables.unmet.keys
    tonnes = np.zeros((len(problem.sites), problem.demand.shape[2]))
    values = np.maximum(found.solution.of(supply.variables.unmet), 0.0)
    mass = values * problem.mass[keys["item"]]
    np.add.at(tonnes, (keys["site"], keys["period"]), np.where(mass > KILOGRAM_T, mass, 0.0))
    edges = problem.grid.edges
    unmet, days = {}, {}
    for n in np.flatnonzero(tonnes.sum(axis=1) > KILOGRAM_T).tolist():
        site = str(problem.sites[n])
        unmet[site] = float(tonnes[n].sum())
        short = np.flatnonzero(tonnes[n] > 0)
        days[site] = tuple((int(edges[t]), int(edges[t + 1])) for t in short.tolist())
    return unmet, days


def out(draw: SupplyDraw) -> Any:
    """An answer as plain data."""
    needed = [[site, item, tonnes] for (site, item), tonnes in draw.needed.items()]
    return [
        dict(draw.unmet),
        {s: list(d) for s, d in draw.days.items()},
        needed,
        text_out(draw.told),
    ]


def back(seen: Any) -> SupplyDraw:
    """The answer of which plain data was made."""
    unmet, days, needed, told = seen
    return SupplyDraw(
        {site: float(tonnes) for site, tonnes in unmet.items()},
        {s: tuple((int(a), int(b)) for a, b in spans) for s, spans in days.items()},
        {(site, item): float(tonnes) for site, item, tonnes in needed},
        text_from(told),
    )
