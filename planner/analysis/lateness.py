"""How many days late external arrangements can be before demand goes unmet (S/2012/894 §65).

Later arrangements only add demand on the network. Whatever plan serves the greater demand serves
the smaller: let it serve the same sites, and leave what is then too much at its source. So unmet
demand, priority by priority, never falls as the days grow, and bisection finds the last day on
which it is what it is on time. Two things may break that: stock that stands in a full store from
the beginning, and the time grid, which is another for each number of days (`exact` keeps it daily).
So what the plans show is checked, and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from planner.analysis.ground import Ground, Progress, ground_of
from planner.catalogue.ids import ForceId
from planner.errors import NoPlanError, fault
from planner.lp import Goal, LinearModel, SolveOptions, solve_in_order
from planner.messages import said
from planner.records.analysis import KILOGRAM_T, Failure, Lateness, LatenessPoint
from planner.records.laydown import DeployedUnit, Laydown
from planner.scenario import Scenario
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.contradiction import require_plan
from planner.sustainment.demand.daily import Floats
from planner.sustainment.demand.external import arrangements
from planner.sustainment.grid import grid_of
from planner.sustainment.model import build
from planner.sustainment.objective import goals
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.proof.attempt import case_of
from planner.sustainment.tonnes import in_tonnes
from planner.sustainment.variables import SupplyVariables, axes

# Where a curve is looked at before the search: a week, two, a month, two, three.
LOOKED_AT = (7, 14, 30, 60, 90)


@dataclass(frozen=True)
class _Trial:
    """The least unmet demand in tonnes: `by_priority`, and [N, K, T] where it is."""

    problem: SupplyProblem
    by_priority: tuple[float, ...]
    unmet: Floats


def lateness(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    exact: bool = False,
    progress: Progress = lambda _: None,
) -> tuple[Lateness, ...]:
    """How late the external arrangements of each force can be, and those of all where many have.

    Days count on top of what the scenario itself says is late. Raises `InputError` where no force
    has external arrangements or there is nothing to supply, `NoPlanError` as `plan` does.
    """
    options = options or SolveOptions()
    return latest(ground_of(scenario, options, progress), options, exact, progress)


def latest(
    ground: Ground, options: SolveOptions, exact: bool, progress: Progress
) -> tuple[Lateness, ...]:
    """As `lateness`, of a laydown that is known."""
    units = ground.laydown.units
    forces = sorted({unit.force for unit in units if arrangements(ground.scenario, unit)})
    if not forces:
        raise fault(said("no-external-arrangements"), path=ground.scenario.id)
    every: list[ForceId | None] = [*forces, *([None] if len(forces) > 1 else [])]
    return tuple(_Search(ground, force, options, exact, progress).answer() for force in every)


class _Search:
    """The plans of one force (or of all) by days late, each made once."""

    def __init__(
        self,
        ground: Ground,
        force: ForceId | None,
        options: SolveOptions,
        exact: bool,
        progress: Progress,
    ) -> None:
        self._ground, self._force, self._options = ground, force, options
        self._exact, self._progress = exact, progress
        self._trials: dict[int, _Trial] = {}

    def answer(self) -> Lateness:
        """Look at a few numbers of days, then halve the stretch in which it turns."""
        horizon = self._horizon()
        looked = sorted({day for day in LOOKED_AT if day < horizon} | {horizon})
        good, bad = 0, None
        for days in looked:
            if bad is None and not self._worse(days):
                good = days
            elif bad is None:
                bad = days
            self.trial(days)
        while bad is not None and bad - good > 1:
            middle = (good + bad) // 2
            good, bad = (good, middle) if self._worse(middle) else (middle, bad)
        every = said("lateness.all-forces")
        title = every if self._force is None else self._title(self._force)
        points = tuple(self._points())
        most = None if bad is None else good
        return Lateness(self._force, title, most, horizon, points, self._is_monotone())

    def trial(self, days: int) -> _Trial:
        """The plan with arrangements so many days late."""
        if days not in self._trials:
            whose = self._force or "all forces"
            self._progress(f"external arrangements of {whose}: {days} days late")
            self._trials[days] = _solved(self._ground, self._late(days), self._options, self._exact)
        return self._trials[days]

    def _title(self, force: ForceId) -> str:
        return self._ground.scenario.forces[force].title or force

    def _horizon(self) -> int:
        """Days after which nothing changes: then they begin after the plan, or nobody is there."""
        scenario = self._ground.scenario
        assert scenario.calendar is not None
        mine = [unit for unit in self._ground.laydown.units if self._mine(unit)]
        begin = [agreed.begin for unit in mine for agreed in arrangements(scenario, unit)]
        return max(1, scenario.calendar.end - min(begin))

    def _mine(self, unit: DeployedUnit) -> bool:
        """Whether it is of the force; a unit without arrangements is none the worse."""
        return self._force in (None, unit.force)

    def _late(self, days: int) -> Laydown:
        return Laydown(
            tuple(
                replace(unit, late_days=unit.late_days + days) if self._mine(unit) else unit
                for unit in self._ground.laydown.units
            )
        )

    def _worse(self, days: int) -> bool:
        return _above(self.trial(days).by_priority, self.trial(0).by_priority)

    def _is_monotone(self) -> bool:
        ordered = [self._trials[days].by_priority for days in sorted(self._trials)]
        return not any(_above(one, other) for one, other in pairwise(ordered))

    def _points(self) -> Iterator[LatenessPoint]:
        on_time = self.trial(0)
        for days in sorted(self._trials):
            trial = self._trials[days]
            worse = days > 0 and _above(trial.by_priority, on_time.by_priority)
            failure = _first(trial, on_time) if worse else None
            yield LatenessPoint(days, float(sum(trial.by_priority)), failure)


def _above(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Is the first priority in which they differ by a kilogram worse in the one?"""
    differ = [a - b for a, b in zip(one, other, strict=True) if abs(a - b) > KILOGRAM_T]
    return bool(differ) and differ[0] > 0


def _first(trial: _Trial, on_time: _Trial) -> Failure | None:
    """The first unmet demand of a site and item of which more is unmet than on time."""
    more = trial.unmet.sum(axis=2) - on_time.unmet.sum(axis=2) > KILOGRAM_T
    where = np.argwhere((trial.unmet > KILOGRAM_T) & more[:, :, None])
    if not len(where):
        return None
    n, k, t = min(where.tolist(), key=lambda cell: (cell[2], cell[0], cell[1]))
    problem = trial.problem
    return Failure(problem.sites[n], problem.items[k], int(problem.grid.starts[t]))


def _solved(ground: Ground, laydown: Laydown, options: SolveOptions, exact: bool) -> _Trial:
    """The least unmet demand; of all such plans one that fails as late as it can."""
    case = case_of(ground.scenario, ground.book, laydown, options.max_variables)
    problem = in_tonnes(case.problem(grid_of(case.scenario, laydown, exact=exact)))
    problem = replace(problem, objective=(GoalName.UNMET,))
    model = LinearModel("lateness", axes(problem), options.max_variables)
    variables = build(model, problem)
    ordered = goals(problem, variables)
    wanted = [*(goal.goal for goal in ordered), _late_failure(problem, variables)]
    outcome = solve_in_order(model, wanted, options)
    require_plan(case.scenario, case.book, problem, outcome, options)
    if not outcome.status.is_settled:
        raise NoPlanError("limit", said("no-supply-plan", why=outcome.words))
    unmet = np.zeros(problem.demand.shape)
    keys = variables.unmet.keys
    unmet[keys["site"], keys["item"], keys["period"]] = outcome.solution.of(variables.unmet)
    tonnes = unmet * problem.mass[:, None]
    # reserves that demand yields to come between
    reached = zip(ordered, outcome.goals, strict=False)
    by_priority = (found.value for goal, found in reached if goal.name is GoalName.UNMET)
    return _Trial(problem, tuple(by_priority), tonnes)


def _late_failure(problem: SupplyProblem, variables: SupplyVariables) -> Goal:
    """Unmet tonnes, each weighed by the share of the plan that comes after it."""
    grid, keys = problem.grid, variables.unmet.keys
    left = (grid.edges[-1] - grid.starts) / len(grid.days)
    weights = problem.mass[keys["item"]] * left[keys["period"]]
    return Goal("late failure", variables.unmet.ids, weights, hoped_zero=True)
