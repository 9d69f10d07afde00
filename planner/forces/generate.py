"""The answer of the room: three fills, the reasons of what is short, and what to ask for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

from planner.catalogue import Factbook
from planner.errors import InputError, NoPlanError
from planner.forces.answer import force_plan
from planner.forces.asks import find_asks, no_asks
from planner.forces.decisions import contradiction, unkept
from planner.forces.instance import force_problem
from planner.forces.problem import Floats
from planner.forces.reasons import find_reasons
from planner.forces.result import Filled
from planner.forces.solve import settle, solve
from planner.forces.views import VIEWS, View, causes_in
from planner.lp import Listener, SolveOptions, telling
from planner.records.asks import AskLists
from planner.records.forces import Fill, ForcePlan
from planner.scenario.schema.scenario import Scenario

Progress = Callable[[str], None]
# Lines of a list that hang together and are still ranked for every plan: a few seconds at most.
RANKED_TOGETHER = 12


def generate_forces(
    scenario: Scenario, book: Factbook, options: SolveOptions, progress: Progress = lambda _: None
) -> ForcePlan:
    """Three fills, each its own solve, the reason of every shortfall of the deployable one, and
    what to ask for to close it.

    Raises `InputError` for a decision that cannot be carried out, `NoPlanError` for decisions that
    contradict each other, or where a limit is reached before any assignment is found.
    """
    if faults := unkept(scenario, book):
        raise InputError(faults)
    fills = {}
    for name, view in VIEWS.items():
        progress(f"force generation: {name} fill")
        tell = telling(progress, f"force generation: {name} fill")
        fills[name] = _fill(scenario, book, options, view, tell)
    base = fills[Fill.DEPLOYABLE]
    progress("force generation: reasons")
    questions = Questions(scenario, book, options, base)
    reasons = find_reasons(base, causes_in(scenario, book), questions.answer)
    progress("force generation: what to ask for")
    asks = questions.asks()
    plan = force_plan(scenario, book, fills, reasons, asks)
    return replace(plan, stopped_early=plan.stopped_early or questions.stopped_early)


def _fill(
    scenario: Scenario, book: Factbook, options: SolveOptions, view: View, tell: Listener
) -> Filled:
    """One fill; where decisions leave no assignment at all, the error names them."""
    try:
        return solve(force_problem(scenario, book, view), options, tell)
    except NoPlanError as error:
        if error.status != "infeasible":
            raise
        raise contradiction(scenario, book, options) from error


@dataclass
class Questions:
    """What is asked about a plan that stands: a limit may leave one open, but not take the plan."""

    scenario: Scenario
    book: Factbook
    options: SolveOptions
    base: Filled
    known: dict[Hashable, Floats] = field(default_factory=dict)
    stopped_early: bool = False
    """True where a limit left a question open."""

    def answer(self, view: View) -> Filled:
        """The fill of another view; where a limit comes first, it lifts nothing."""
        problem = force_problem(self.scenario, self.book, view)
        try:
            return settle(problem, self.base, self.options, self.known)
        except NoPlanError as error:
            self._limit(error)
            return self.base

    def asks(self) -> AskLists:
        """The lists of asks; where a limit comes first, they are empty."""
        try:
            return find_asks(
                self.scenario,
                self.book,
                self.options,
                self.base,
                most_together=RANKED_TOGETHER,
            )
        except NoPlanError as error:
            self._limit(error)
            return no_asks(self.base)

    def _limit(self, error: NoPlanError) -> None:
        if error.status != "limit":
            raise error
        self.stopped_early = True
