"""The answer of the room: three fills, the reasons of what is short, and what to ask for."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from planner.catalogue import Factbook
from planner.forces.answer import force_plan
from planner.forces.asks import find_asks
from planner.forces.instance import force_problem
from planner.forces.problem import Floats
from planner.forces.reasons import find_reasons
from planner.forces.result import Filled
from planner.forces.solve import settle, solve
from planner.forces.views import VIEWS, View, causes_in
from planner.lp import Listener, SolveOptions
from planner.lp import Progress as SearchProgress
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

    Raises `NoPlanError` where a limit is reached before any assignment is found.
    """
    fills = {}
    for name, view in VIEWS.items():
        progress(f"force generation: {name} fill")
        tell = listener(progress, f"force generation: {name} fill")
        fills[name] = solve(force_problem(scenario, book, view), options, tell)
    progress("force generation: reasons")
    base = fills[Fill.DEPLOYABLE]
    known: dict[Hashable, Floats] = {}

    def counterfactual(view: View) -> Filled:
        return settle(force_problem(scenario, book, view), base, options, known)

    reasons = find_reasons(base, causes_in(scenario, book), counterfactual)
    progress("force generation: what to ask for")
    asks = find_asks(scenario, book, options, base, most_together=RANKED_TOGETHER)
    return force_plan(scenario, book, fills, reasons, asks)


def listener(progress: Progress, what: str) -> Listener:
    """Tells how far a long search is: the goal, the best so far, its bound and the gap."""

    def tell(found: SearchProgress) -> None:
        if found.value is None or found.bound is None or found.gap is None:
            progress(f"{what}: {found.goal}")
        else:
            progress(
                f"{what}: {found.goal}, best {found.value:,.6g}, bound {found.bound:,.6g}, "
                f"gap {found.gap:.1%}, {found.seconds:.0f} s"
            )

    return tell
