"""Force generation alone: whom we send, what is missing and why, what to ask for, who comes when.

Every function takes the scenario as it was written. What the host nation holds and trains is said
as requirements and pledges first, so that one model matches everything that is offered with
everything that is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from planner.catalogue import Factbook
from planner.catalogue.ids import RequirementId
from planner.errors import InputError, fault
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
from planner.forces.laydown import laydown_of
from planner.forces.reckoning import Strength, at_strength
from planner.lp import SolveOptions
from planner.messages import said
from planner.readiness import Facts, waiting
from planner.records.alternatives import Alternatives, Price
from planner.records.asks import AskLists
from planner.records.deployment import Deployment
from planner.records.forces import ForcePlan, Reason
from planner.records.host_nation import HostNation
from planner.records.laydown import Laydown
from planner.records.readiness import Delay
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario, factbook_of
from planner.scenario.postponed import postponed
from planner.scenario.schema.forces import Decision

Progress = Callable[[str], None]
MOST_LOOKS = 5
"""How often gates are looked at again once phases are later; each that finds one late costs a force
generation."""


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


@dataclass(frozen=True)
class Ready:
    """A scenario whose phases have waited for their gates, with the forces generated for it."""

    scenario: Scenario
    """With phases that had to wait, and what they carry, on the days on which they begin."""
    generation: Generation | None
    """None where nothing is required."""
    laydown: Laydown
    waited: tuple[Delay, ...]


def when_ready(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    progress: Progress = lambda _: None,
) -> Ready:
    """Force generation once every phase that waits begins no earlier than its gates are open.

    Gates are looked at by what forces give and people state, but for stock: first as the scenario
    was written, then with its forces generated anew, until no phase has to wait longer. Where that
    finds no days, because what a gate needs moves with the phase that waits for it, phases begin on
    the days of the first look, and the plan breaks the gate. Raises as `generate` does, and
    `InputError` where the scenario breaks a rule once phases are later.
    """
    found, laydown = _generated(scenario, options, progress)
    ready = Ready(scenario, found, laydown, ())
    if not any(phase.waits for phase in scenario.phases.values()):
        return ready
    first = _later(ready, _late(ready), options, progress)
    return _settled(first, options, progress) or first


def _settled(ready: Ready, options: SolveOptions | None, progress: Progress) -> Ready | None:
    """The same with every phase on a day on which its gates are open; None where none is found."""
    calendar = ready.scenario.calendar
    assert calendar is not None
    for _ in range(MOST_LOOKS):
        late = [one for one in _late(ready) if one.written < calendar.end]
        if not late:
            return ready
        try:
            ready = _later(ready, late, options, progress)
        except InputError:  # a rule forbids so late a phase
            return None
    return None


def _late(ready: Ready) -> tuple[Delay, ...]:
    """The phases that begin before their gates are open, by what forces give and people state."""
    return waiting(facts_of(ready.scenario, ready.generation, ready.laydown))


def _later(
    ready: Ready, late: Sequence[Delay], options: SolveOptions | None, progress: Progress
) -> Ready:
    """The same with phases later still, and its forces generated anew where anything moves."""
    calendar = ready.scenario.calendar
    assert calendar is not None
    days = {
        one.phase: (calendar.end if one.begins is None else one.begins) - one.written
        for one in late
    }
    moved = postponed(ready.scenario, {phase: delay for phase, delay in days.items() if delay > 0})
    waited = _added(ready.waited, late)
    if moved is ready.scenario:
        return replace(ready, waited=waited)
    found, laydown = _generated(moved, options, progress)
    return Ready(moved, found, laydown, waited)


def _added(waited: Sequence[Delay], late: Sequence[Delay]) -> tuple[Delay, ...]:
    """What phases have waited in all, from the days for which they were written."""
    added = {one.phase: one for one in waited}
    for one in late:
        before = added.get(one.phase, one)
        added[one.phase] = Delay(one.phase, before.written, one.begins)
    return tuple(added[name] for name in sorted(added))


def with_phases_placed(
    scenario: Scenario,
    options: SolveOptions | None = None,
    progress: Progress = lambda _: None,
) -> Scenario:
    """The scenario with every phase on the day on which it begins in its plan: what many plans are
    compared with has these days, and so have they. Raises as `when_ready`."""
    if not any(phase.waits for phase in scenario.phases.values()):
        return scenario
    return when_ready(scenario, options, progress=progress).scenario


def facts_of(
    scenario: Scenario,
    found: Generation | None,
    laydown: Laydown,
    supply: SupplyPlan | None = None,
) -> Facts:
    """What readiness is computed from."""
    if found is None:
        return Facts(scenario, scenario, factbook_of(scenario), laydown=laydown, supply=supply)
    return Facts(
        found.scenario, scenario, found.factbook,
        found.plan, found.deployment, found.host, laydown, supply,
    )  # fmt: skip


def _generated(
    scenario: Scenario, options: SolveOptions | None, progress: Progress
) -> tuple[Generation | None, Laydown]:
    """The forces of a scenario that requires any, and where they stand."""
    if not (scenario.requirements or scenario.equipment):
        return None, Laydown(())
    found = generate(scenario, options, progress=progress)
    return found, laydown_of(found.scenario, factbook_of(scenario), found.plan)


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
