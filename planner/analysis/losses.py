"""The model under which one lane or site after the other is lost, solved again and again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from planner.analysis.ground import Ground
from planner.errors import NoPlanError
from planner.lp import (
    Columns,
    Goal,
    LinearModel,
    Outcome,
    Rows,
    Sense,
    Session,
    Solution,
    SolveOptions,
    Terms,
    solve_in_order,
)
from planner.messages import said
from planner.records.analysis import KILOGRAM_T, Loss
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.contradiction import require_plan
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import cut_at, grid_of
from planner.sustainment.model import build
from planner.sustainment.objective import SupplyGoal, goals
from planner.sustainment.problem import Bools, Ints, SupplyProblem
from planner.sustainment.proof.attempt import case_of
from planner.sustainment.tonnes import in_tonnes
from planner.sustainment.variables import SupplyVariables, axes

# a right-hand side so large, in tonnes or cubic metres, that the row says nothing
LOOSE = 1e9
# a litre more than a store holds is a solver's rounding
OVERFULL_M3 = 1e-3


@dataclass
class Exposed:
    """A supply plan, its stock, and the session in which lanes and sites are lost.

    Stock is [S], one entry for each site and item that can be pre-positioned, in tonnes of the item
    (`site`, `item` their indices): `first` in the plan without any loss, `found` so far. `flow` and
    `received` are that plan's, `upper_flow` and `upper_received` the bounds without any loss;
    `unmet` is what it leaves unmet, by priority.
    """

    problem: SupplyProblem
    scaled: SupplyProblem
    variables: SupplyVariables
    session: Session
    unmet_goals: tuple[Goal, ...]
    unmet: tuple[float, ...]
    site: Ints
    item: Ints
    mass: Floats
    stock: Ints
    added: Columns
    no_more: Rows
    fits: Rows
    first: Floats
    found: Floats
    flow: Floats
    received: Floats
    upper_flow: Floats
    upper_received: Floats

    def least_added(self) -> tuple[tuple[float, ...], Floats]:
        """Under the present loss: the least unmet by priority, held from now on, and [S] the least
        that must be added for it to the stock found before, within the stores."""
        unmet, goal = self.unmet, Goal("added", self.added.ids, self.mass)
        for held, value in zip(self.unmet_goals, unmet, strict=True):
            self.session.hold(held, value + KILOGRAM_T * (value > 0))
        self._room(None)
        found = self._minimise(goal)
        if not found.status.is_settled:
            unmet = self._hold_least_unmet()
            self._room(None)
            found = self._minimise(goal)
        if not found.status.is_settled:  # the stores are full of what other losses ask for
            self._room(LOOSE)
            found = self._solved(goal)
        return unmet, np.maximum(found.of(self.added), 0.0)

    def least_stock(self) -> float:
        """The least stock in tonnes that does as well, whatever was found before."""
        self._room(LOOSE)
        return self._solved(Goal("stock", self.stock, self.mass)).objective

    def _hold_least_unmet(self) -> tuple[float, ...]:
        self._let_go()
        self._room(LOOSE)
        least = []
        for goal in self.unmet_goals:
            least.append(max(0.0, self._solved(goal).objective))
            self.session.hold(goal, least[-1] * (1 + 1e-6) + 1e-6)
        return tuple(least)

    def add(self, extra: Floats) -> None:
        """Take more into the stock found so far."""
        self.found = self.found + extra
        self.session.set_rhs(self.no_more, self.found)

    def does_as_well(self, unmet: float) -> bool:
        """Is no more unmet than that, with the stock found and nothing added?"""
        self._let_go()
        self._room(LOOSE)
        self.session.set_bounds(self.added, 0.0, 0.0)
        ids = np.concatenate([goal.columns for goal in self.unmet_goals])
        tonnes = np.concatenate([np.asarray(goal.coefficients) for goal in self.unmet_goals])
        found = self._minimise(Goal("unmet", ids, tonnes))
        self.session.set_bounds(self.added, 0.0, np.inf)
        # the sum over priorities is never more than in their order
        return found.status.is_settled and found.objective <= unmet + KILOGRAM_T

    def overfull(self) -> Iterator[tuple[int, int, float]]:
        """Site, group and cubic metres by which the stock found is more than a store holds, with
        all that can be added to it."""
        problem = self.scaled
        taken, room = np.zeros(problem.stores.room.shape), problem.stores.room.copy()
        inside = ~problem.stores.in_the_open[self.item]
        volume = (problem.volume[self.item] * self.found)[inside]
        np.add.at(taken, (self.site[inside], problem.group[self.item[inside]]), volume)
        entries, more = problem.expansions.of("storage"), problem.expansions
        np.add.at(room, (more.index[entries], more.group[entries]), more.most[entries])
        for item, group in zip(*np.nonzero(problem.stores.holds), strict=True):
            mine = self.item == item
            held = problem.stores.holds[item, group] * self.found[mine]
            np.add.at(room, (self.site[mine], group), held)
        for n, g in zip(*np.nonzero(taken > room + OVERFULL_M3), strict=True):
            yield int(n), int(g), float(taken[n, g] - room[n, g])

    def _let_go(self) -> None:
        for goal in self.unmet_goals:
            self.session.hold(goal, LOOSE)

    def _room(self, room: float | None) -> None:
        rhs = np.full(self.fits.size, LOOSE) if room else self._left()
        self.session.set_rhs(self.fits, rhs)

    def _left(self) -> Floats:
        """Room that the stock found leaves in each store."""
        site, group = self.fits.keys["site"], self.fits.keys["group"]
        room = self.scaled.stores.room[site, group].copy()
        taken = np.zeros(self.scaled.stores.room.shape)
        volume = self.scaled.volume[self.item] * self.found
        np.add.at(taken, (self.site, self.scaled.group[self.item]), volume)
        left: Floats = np.maximum(0.0, room - taken[site, group])
        return left

    def _minimise(self, goal: Goal) -> Solution:
        return self.session.minimise(goal)

    def _solved(self, goal: Goal) -> Solution:
        found = self._minimise(goal)
        if not found.status.is_settled:
            raise NoPlanError("limit", said("loss-without-answer", why=found.status.words))
        return found


def exposed_of(
    ground: Ground, starts: tuple[int, ...], days: int, options: SolveOptions, exact: bool
) -> Exposed:
    """Plan without any loss, with the least stock, and make ready to lose things."""
    case = case_of(ground.scenario, ground.book, ground.laydown, options.max_variables)
    grid = grid_of(case.scenario, case.laydown, exact=exact)
    cuts = [day for start in starts for day in (start, start + days)]
    problem = case.problem(cut_at(grid, cuts))
    problem = replace(problem, objective=_objective(problem.objective))
    scaled = in_tonnes(problem)
    model = LinearModel("losses", axes(problem), options.max_variables)
    variables = build(model, scaled)
    ordered = goals(scaled, variables)
    lean = _lean(scaled, variables)
    outcome = solve_in_order(model, [*(goal.goal for goal in ordered), lean], options)
    require_plan(case.scenario, case.book, scaled, outcome, options)
    if not outcome.status.is_settled:
        raise NoPlanError("limit", said("no-supply-plan", why=outcome.words))
    return _exposed(problem, scaled, variables, Session(model, options), ordered, outcome)


def _lean(problem: SupplyProblem, variables: SupplyVariables) -> Goal:
    """Tonne-days of stock: of equal plans the one that sends nothing sooner than it must."""
    keys, steps = variables.stock.keys, problem.steps
    days = steps.days[steps.of_day[keys["site"], keys["day"]]]
    return Goal("lean", variables.stock.ids, problem.mass[keys["item"]] * days)


def _objective(stated: tuple[GoalName, ...]) -> tuple[GoalName, ...]:
    """The scenario's goals, with the least stock after unmet demand and policies."""
    first = [GoalName.UNMET, *([GoalName.POLICY] if GoalName.POLICY in stated else [])]
    rest = [name for name in stated if name not in (*first, GoalName.PREPOSITIONED_TONNES)]
    return (*first, GoalName.PREPOSITIONED_TONNES, *rest)


def _exposed(
    problem: SupplyProblem,
    scaled: SupplyProblem,
    variables: SupplyVariables,
    session: Session,
    ordered: tuple[SupplyGoal, ...],
    outcome: Outcome,
) -> Exposed:
    period, solution = scaled.before.period, outcome.solution
    sites = np.flatnonzero(period >= 0)
    columns = variables.stock_at_end[sites, :, period[sites]]
    at, item = np.nonzero(columns >= 0)
    site, stock = sites[at], columns[at, item]
    first = np.maximum(solution.values[stock], 0.0)
    added, no_more, fits = _add_stock(session.model, scaled, (site, item, stock), first)
    # reserves that demand yields to come between
    reached = zip(ordered, outcome.goals, strict=False)
    unmet = [(goal.goal, found) for goal, found in reached if goal.name is GoalName.UNMET]
    matrix = session.model.matrix()
    return Exposed(
        problem=problem,
        scaled=scaled,
        variables=variables,
        session=session,
        unmet_goals=tuple(goal for goal, _ in unmet),
        unmet=tuple(max(0.0, found.value) for _, found in unmet),
        site=site,
        item=item,
        mass=scaled.mass[item],
        stock=stock,
        added=added,
        no_more=no_more,
        fits=fits,
        first=first,
        found=first,
        flow=solution.of(variables.flow),
        received=solution.of(variables.received),
        upper_flow=matrix.upper[variables.flow.part].copy(),
        upper_received=matrix.upper[variables.received.part].copy(),
    )


def _add_stock(
    model: LinearModel, problem: SupplyProblem, cells: tuple[Ints, Ints, Ints], first: Floats
) -> tuple[Columns, Rows, Rows]:
    """Stock is at most what was found and what is added; and both together fit into the stores."""
    site, item, stock = cells
    added = model.add_columns("added", {"site": site, "item": item})
    row = np.arange(len(site))
    terms = [Terms(row, stock, 1.0), Terms(row, added.ids, -1.0)]
    no_more = model.add_rows("no_more", {"site": site, "item": item}, Sense.LE, first, terms)
    inside = ~problem.stores.in_the_open[item]
    groups = problem.group[item]
    stores, of = np.unique(np.stack([site, groups])[:, inside], axis=1, return_inverse=True)
    fits = model.add_rows(
        "fits",
        {"site": stores[0], "group": stores[1]},
        Sense.LE,
        LOOSE,
        [Terms(of, added.ids[inside], problem.volume[item[inside]])],
    )
    return added, no_more, fits


def losses_of(exposed: Exposed, start: int, days: int) -> Iterator[Loss]:
    """Every site that passes goods on (it has a lane out, and gets some itself), and every lane.

    Sites come first: one takes its lanes with it, which then mostly ask for nothing more.
    """
    problem, until = exposed.problem, start + days
    gives = {source.site for source in problem.supplies}
    gives |= {leg.destination for leg in problem.legs}
    for n in sorted(gives & {leg.origin for leg in problem.legs}):
        yield Loss("site", problem.sites[n], start, until)
    for lane in problem.lanes:
        yield Loss("lane", lane, start, until)


def carries_nothing(exposed: Exposed, loss: Loss) -> bool:
    """Does the plan without any loss not use what is lost? Then it survives the loss as it is."""
    flows, received = _lost(exposed, loss)
    used = exposed.flow[flows].sum() + exposed.received[received].sum()
    return bool(used <= KILOGRAM_T)


@contextmanager
def closed(exposed: Exposed, loss: Loss) -> Iterator[None]:
    """Nothing leaves on what is lost; what is under way arrives, as in the plan without a loss."""
    flows, received = _lost(exposed, loss)
    upper = np.where(_under_way(exposed, loss.start), exposed.flow, exposed.upper_flow)
    upper = np.where(flows, 0.0, np.maximum(upper, 0.0))
    taken = np.where(received, 0.0, exposed.upper_received)
    session, variables = exposed.session, exposed.variables
    session.set_bounds(variables.flow, 0.0, upper)
    session.set_bounds(variables.received, 0.0, taken)
    try:
        yield
    finally:
        session.set_bounds(variables.flow, 0.0, exposed.upper_flow)
        session.set_bounds(variables.received, 0.0, exposed.upper_received)


def _lost(exposed: Exposed, loss: Loss) -> tuple[Bools, Bools]:
    """The flows, and the receipts, that are lost."""
    problem, grid = exposed.problem, exposed.problem.grid
    during = (grid.starts >= loss.start) & (grid.edges[1:] <= loss.until)
    received = exposed.variables.received.keys
    if loss.kind == "lane":
        legs = np.array([leg.lane == loss.id for leg in problem.legs], dtype=np.bool_)
        sources = np.zeros(len(problem.supplies), dtype=np.bool_)
    else:
        n = [str(site) for site in problem.sites].index(loss.id)
        legs = np.array([n in (x.origin, x.destination) for x in problem.legs], dtype=np.bool_)
        sources = np.array([source.site == n for source in problem.supplies], dtype=np.bool_)
    return (
        legs[problem.flows.leg] & during[problem.flows.period],
        sources[received["supply"]] & during[received["period"]],
    )


def _under_way(exposed: Exposed, start: int) -> Bools:
    """The flows that leave before the loss and come after the first troops are there."""
    problem, grid = exposed.problem, exposed.problem.grid
    flows, before = problem.flows, problem.before
    transit = np.stack([leg.transit for leg in problem.legs])
    leaves = grid.starts[flows.period]
    arrives = leaves + transit[flows.leg, leaves - grid.start]
    ends = np.array([leg.destination for leg in problem.legs], dtype=np.int64)[flows.leg]
    counted = (before.period[ends] >= 0) & (arrives < before.day[ends])
    under_way: Bools = (leaves < start) & ~counted
    return under_way
