"""From a scenario to all that a report is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planner.analysis.headlines import headlines_of
from planner.analysis.provenance import provenance as rests_on
from planner.analysis.what_if import what_if as sweep
from planner.dossier.dossier import Dossier
from planner.lp import SolveOptions
from planner.planning import plan
from planner.scenario import Scenario, factbook_of

Progress = Callable[[str], None]


def gather(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    provenance: bool = True,
    what_if: bool = True,
    exact: bool = False,
    gap: float | None = None,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> Dossier:
    """Plan a scenario, and work out what its numbers rest on and what its sliders do.

    `provenance` and `what_if` leave these parts out where they are False; a scenario without
    figures or without sliders has none anyway. `exact` and `gap` are for the plan, as `plan` has
    them; with `workers` the trials of the two parts are shared out among so many processes.
    Raises as `plan` does.
    """
    made = plan(scenario, options, exact=exact, gap=gap, progress=progress)
    dossier = Dossier(made)
    if provenance:
        dossier = with_provenance(dossier, workers=workers, progress=progress)
    if what_if:
        dossier = with_what_if(dossier, workers=workers, progress=progress)
    return dossier


def with_provenance(
    dossier: Dossier, *, workers: int = 1, progress: Progress = lambda _: None
) -> Dossier:
    """The dossier with what its numbers rest on; as it is where it has that, or has no numbers.

    Raises as `provenance` does.
    """
    scenario = dossier.plan.scenario
    if dossier.provenance is not None or not headlines_of(scenario, factbook_of(scenario)):
        return dossier
    found = rests_on(scenario, dossier.plan.options, workers=workers, progress=progress)
    return replace(dossier, provenance=found)


def with_what_if(
    dossier: Dossier, *, workers: int = 1, progress: Progress = lambda _: None
) -> Dossier:
    """The dossier with what the sliders of its scenario do; as it is where it has that, or where
    the scenario has no sliders or no numbers. Raises as `what_if` does."""
    scenario = dossier.plan.scenario
    moves = scenario.what_if and headlines_of(scenario, factbook_of(scenario))
    if dossier.what_if is not None or not moves:
        return dossier
    found = sweep(scenario, dossier.plan.options, workers=workers, progress=progress)
    return replace(dossier, what_if=found)
