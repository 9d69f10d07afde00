"""What every question starts from: the scenario, its catalogue, and who stands where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.errors import fault
from planner.generation import when_ready
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.laydown import Laydown
from planner.scenario import Scenario, factbook_of

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Ground:
    """A scenario with the laydown that force generation gives it."""

    scenario: Scenario
    book: Factbook
    laydown: Laydown


def ground_of(scenario: Scenario, options: SolveOptions, progress: Progress) -> Ground:
    """Generate the forces once; raises `InputError` where there is nothing to supply."""
    if not scenario.sites or scenario.calendar is None:
        raise fault(said("nothing-to-supply"), path=scenario.id)
    ready = when_ready(scenario, options, progress=progress)
    return Ground(ready.scenario, factbook_of(ready.scenario), ready.laydown)
