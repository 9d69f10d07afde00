"""Force generation alone: whom we send, what is missing and why, what to ask for, who comes when.

Every function takes the scenario as it was written. What the host nation holds and trains is said
as requirements and pledges first, so that one model matches everything that is offered with
everything that is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from planner.catalogue import Factbook
from planner.catalogue.ids import RequirementId
from planner.errors import fault
from planner.forces.alternatives import alternatives as near_best
from planner.forces.asks import find_asks
from planner.forces.decisions import price_of
from planner.forces.deployment import deployment_of
from planner.forces.extent import require_forces
from planner.forces.generate import generate_forces
from planner.forces.host_nation import (
    courses,
    equipment_holdings,
    expanded,
    force_strength,
    trained_strength,
)
from planner.forces.reckoning import Strength, at_strength
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.alternatives import Alternatives, Price
from planner.records.asks import AskLists
from planner.records.deployment import Deployment
from planner.records.forces import ForcePlan, Reason
from planner.records.host_nation import HostNation
from planner.scenario import Scenario, factbook_of
from planner.scenario.schema.forces import Decision

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Generation:
    """The answer of the force-generation room to one scenario."""

    scenario: Scenario = field(repr=False)
    """As it was solved: with what the host nation holds and trains as requirements and pledges."""
    factbook: Factbook = field(repr=False)
    plan: ForcePlan
    deployment: Deployment
    host: HostNation

    @property
    def status(self) -> Literal["met", "unmet", "limit"]:
        """met, unmet, or limit where a time limit came before the last goal was solved."""
        if self.plan.stopped_early:
            return "limit"
        return "met" if self.plan.is_met else "unmet"


def generate(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    strength: Strength = "base",
    progress: Progress = lambda _: None,
) -> Generation:
    """Fills, reasons, asks and deployment of a scenario, with its units at low or high strength.

    Raises `InputError` where nothing is required, `NoPlanError` where a limit is reached before
    any assignment is found, or decisions contradict each other.
    """
    full, book = _ready(scenario, options, strength)
    plan = generate_forces(full, book, options or SolveOptions(), progress)
    return Generation(full, book, plan, deployment_of(full, book, plan), host_nation(scenario))


def reasons(
    scenario: Scenario, options: SolveOptions | None = None
) -> Mapping[RequirementId, tuple[Reason, ...]]:
    """Why each requirement that is short is short, with the quantity each cause accounts for.

    Raises as `generate` does.
    """
    plan = generate(scenario, options).plan
    return {entry.requirement: entry.reasons for entry in plan.requirements if entry.reasons}


def asks(scenario: Scenario, options: SolveOptions | None = None) -> AskLists:
    """The shortest and the cheapest list of units to ask for, each with what its lines buy.

    Raises as `generate` does.
    """
    full, book = _ready(scenario, options)
    return find_asks(full, book, options or SolveOptions())


def alternatives(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    count: int = 3,
    within: float = 0.05,
    strength: Strength = "base",
) -> Alternatives:
    """Up to `count` other assignments that differ most from the best and from each other.

    Each leaves at most the share `within` more requirement-days unfilled in every tier than the
    best. Raises as `generate` does, and `InputError` for a count or share below 0.
    """
    full, book = _ready(scenario, options, strength)
    return near_best(full, book, options or SolveOptions(), count=count, within=within)


def price(
    scenario: Scenario,
    decisions: Iterable[Decision],
    options: SolveOptions | None = None,
    *,
    strength: Strength = "base",
) -> Price:
    """What it costs to fix or forbid assignments: each goal without and with the decisions.

    Raises `InputError` for a decision that cannot be kept, `NoPlanError` for decisions that
    contradict each other.
    """
    full, book = _ready(scenario, options, strength)
    return price_of(full, book, options or SolveOptions(), tuple(decisions))


def deployment(scenario: Scenario, options: SolveOptions | None = None) -> Deployment:
    """The time-phased force list, closures and operating capabilities; raises as `generate`."""
    return generate(scenario, options).deployment


def host_nation(scenario: Scenario) -> HostNation:
    """Holdings, courses and the growth of the host nation's forces; no solver. Needs a calendar."""
    book = factbook_of(scenario)
    own = sorted(name for name, force in scenario.forces.items() if force.host_nation)
    return HostNation(
        equipment=equipment_holdings(scenario, book),
        courses=courses(scenario),
        trained=trained_strength(scenario),
        strength=tuple(force_strength(scenario, book, force) for force in own),
    )


def as_solved(scenario: Scenario) -> Scenario:
    """The scenario with what the host nation holds and trains as requirements and pledges."""
    return expanded(scenario, factbook_of(scenario))


def _ready(
    scenario: Scenario, options: SolveOptions | None, strength: Strength = "base"
) -> tuple[Scenario, Factbook]:
    """The scenario to solve, and the catalogue as it sees it; raises `InputError` where there is
    nothing to fill, or too much to choose from."""
    book = factbook_of(scenario)
    full = expanded(at_strength(scenario, book, strength), book)
    if not full.requirements:
        raise fault(said("nothing-to-fill"), path=scenario.id)
    require_forces(full, book, (options or SolveOptions()).max_variables)
    return full, book
