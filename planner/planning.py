"""The whole trip: scenario -> forces -> laydown -> sustainment -> funding = plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId
from planner.display import Displayed
from planner.errors import NoPlanError, fault
from planner.funding import Done
from planner.funding import fund as fund_plan
from planner.generation import Generation, Ready, facts_of, when_ready
from planner.lp import SolveOptions
from planner.messages import said
from planner.readiness import readiness as assess
from planner.records import contract, publish
from planner.records.contract import SECTIONS
from planner.records.forces import ForcePlan
from planner.records.funding import FundingPlan, Level
from planner.records.laydown import Laydown
from planner.records.readiness import Delay, Readiness
from planner.records.services import ServicePlan
from planner.records.shares import headline_shares
from planner.records.supply import ForceGap, SupplyPlan
from planner.scenario import Scenario, factbook_of
from planner.scenario.distances import lane_length_km
from planner.scenario.provenance import RegisteredFigure, register, used_entries
from planner.scenario.schema.funding import Per
from planner.scenario.schema.readiness import EvidenceKind
from planner.sustainment import plan_supply, self_sufficiency_gap
from planner.sustainment.demand.lift import UNIT_EQUIPMENT, with_lift
from planner.sustainment.services import place_services

Progress = Callable[[str], None]
OF_SUPPLY = frozenset({Per.ITEM, Per.TONNE_KM, Per.PRICED})
"""What costs count of the plans of supply and of services."""


@dataclass(frozen=True)
class Plan(Displayed):
    """The answer to one scenario; a section is None where the scenario has no input for it."""

    scenario: Scenario
    factbook: Factbook = field(repr=False)
    options: SolveOptions
    gap: tuple[ForceGap, ...]
    generation: Generation | None
    laydown: Laydown
    sustainment: SupplyPlan | None
    services: ServicePlan | None
    funding: FundingPlan | None
    figures: tuple[RegisteredFigure, ...] = field(repr=False)
    shares: dict[str, dict[str, float]]
    waited: tuple[Delay, ...] = ()
    """Phases that had to wait for their gates; in `scenario` they begin when they do."""

    @property
    def forces(self) -> ForcePlan | None:
        """Fills, assignments, reasons and asks of the force-generation room."""
        return self.generation.plan if self.generation else None

    @cached_property
    def readiness(self) -> Readiness | None:
        """Benchmarks, gates, due diligence and the calendar; None where nothing is told of them."""
        if not self.scenario.tells_readiness or self.scenario.calendar is None:
            return None
        facts = facts_of(self.scenario, self.generation, self.laydown, self.sustainment)
        return assess(facts, self.waited)

    @property
    def status(self) -> Literal["met", "unmet", "limit"]:
        """met, unmet, or limit where a time limit came before the last goal was solved; a plan that
        breaks a gate is not met."""
        found = _status(self.forces, self.sustainment, self.services, self.funding)
        breaks = self.readiness is not None and not self.readiness.is_met
        return "unmet" if found == "met" and breaks else found

    @property
    def supply_status(self) -> Literal["met", "unmet", "limit"]:
        """The status of the supply plan alone."""
        return _status(self.sustainment)

    def to_result(self) -> contract.Result:
        """The plan in the words of the result contract."""
        return contract.Result(
            meta=publish.meta_part(self.scenario, self.options),
            status=self.status,
            gap=publish.gap_part(self.gap) if self.gap else None,
            forces=_forces_part(self.generation) if self.generation else None,
            sustainment=publish.sustainment_part(self.sustainment, self.factbook)
            if self.sustainment
            else None,
            services=publish.services_part(self.services) if self.services else None,
            funding=publish.funding_part(self.funding) if self.funding else None,
            readiness=publish.readiness_part(self.readiness) if self.readiness else None,
            assumptions=publish.assumptions_part(self.figures, self.shares),
        )

    def to_supply_result(self) -> contract.SupplyResult:
        """The supply plan alone in the words of the result contract; needs a supply plan."""
        assert self.sustainment is not None
        return contract.SupplyResult(
            meta=publish.meta_part(self.scenario, self.options),
            status=self.supply_status,
            gap=publish.gap_part(self.gap) if self.gap else None,
            sustainment=publish.sustainment_part(self.sustainment, self.factbook),
        )

    def to_dict(self) -> dict[str, Any]:
        """The result contract as plain data; sections without input are absent."""
        data = self.to_result().model_dump(mode="json", by_alias=True)
        return {key: part for key, part in data.items() if part is not None or key not in SECTIONS}

    def to_json(self) -> str:
        """The result contract as JSON text; the same plan gives the same bytes."""
        return contract.json_text(self.to_dict())


def plan(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    exact: bool = False,
    gap: float | None = None,
    progress: Progress = lambda _: None,
) -> Plan:
    """Plan a scenario: who fills what, what is missing, and what stock must stand where.

    With `exact` the supply plan keeps its short step throughout; with `gap` its grid is refined
    until every goal is proven that near to the best. Raises `InputError` where the scenario has
    nothing to plan, `NoPlanError` where its own hard limits contradict each other or a limit is
    reached before any plan is found; its `so_far` has the sections that were made before.
    """
    made = _made(scenario, options or SolveOptions(), exact=exact, gap=gap, progress=progress)
    if scenario.costs:
        with _so_far(made):
            made.funding = _funded(made, Level.PLEDGED, progress)
    return made.plan()


def _made(
    scenario: Scenario, options: SolveOptions, *, exact: bool, gap: float | None, progress: Progress
) -> _Made:
    """All that a plan does, before anybody pays for it."""
    book = factbook_of(scenario)
    ready = when_ready(scenario, options, progress=progress)
    scenario = ready.scenario
    made = _Made.of(ready, book, options, self_sufficiency_gap(scenario, book))
    with _so_far(made):
        if scenario.plans_supply:
            progress("sustainment")
            made.supply = plan_supply(
                scenario, book, made.laydown, options, exact=exact, gap=gap, progress=progress
            )
        made.services = _placed(scenario, made.laydown, options, progress)
    if not (made.any or scenario.costs):
        raise fault(said("nothing-to-plan"), path=scenario.id)
    return made


@contextmanager
def _so_far(made: _Made) -> Iterator[None]:
    """Where a section has no plan, the error has those that were made before."""
    try:
        yield
    except NoPlanError as error:
        error.so_far = made.plan() if made.any else None
        raise


@dataclass
class _Made:
    """The sections of a plan, one after another."""

    scenario: Scenario
    book: Factbook
    options: SolveOptions
    shortages: tuple[ForceGap, ...]
    generation: Generation | None = None
    laydown: Laydown = field(default_factory=lambda: Laydown(()))
    supply: SupplyPlan | None = None
    services: ServicePlan | None = None
    funding: FundingPlan | None = None
    waited: tuple[Delay, ...] = ()

    @classmethod
    def of(
        cls,
        ready: Ready,
        book: Factbook,
        options: SolveOptions,
        shortages: tuple[ForceGap, ...] = (),
    ) -> _Made:
        """What force generation gives, with phases on the days on which they begin."""
        return cls(
            ready.scenario, book, options, shortages,
            ready.generation, ready.laydown, waited=ready.waited,
        )  # fmt: skip

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.shortages or self.generation or self.supply)

    def plan(self) -> Plan:
        """What there is, with the figures it rests on."""
        scenario, book, supply = self.scenario, self.book, self.supply
        figures = register(scenario, book, used_entries(scenario, book, _moved(book, supply)))
        forces = self.generation.plan if self.generation else None
        shares = headline_shares(
            scenario, book, figures, self.shortages, forces, supply, self.funding
        )
        return Plan(
            scenario,
            with_lift(scenario, book, self.laydown)[1],
            self.options,
            self.shortages,
            self.generation,
            self.laydown,
            supply,
            self.services,
            self.funding,
            figures,
            shares,
            self.waited,
        )


def gap(scenario: Scenario) -> tuple[ForceGap, ...]:
    """The closed-form self-sufficiency gap of every force with required days (S/2012/894 §65)."""
    return self_sufficiency_gap(scenario, factbook_of(scenario))


def fund(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    level: Level = Level.PLEDGED,
    progress: Progress = lambda _: None,
) -> FundingPlan:
    """What the plan of a scenario costs, who pays which of it, and what nobody pays.

    Money of `level` counts: pledged, confirmed or paid. Raises `InputError` where the scenario
    states no costs, and as `plan` does.
    """
    if not scenario.costs:
        raise fault(said("nothing-to-fund"), path=scenario.id)
    return _funded(_counted(scenario, options or SolveOptions(), progress), level, progress)


def _counted(scenario: Scenario, options: SolveOptions, progress: Progress) -> _Made:
    """What costs count of a plan: force generation, and supply where goods or ways are paid for."""
    if any(cost.per in OF_SUPPLY for cost in scenario.costs.values()):
        return _made(scenario, options, exact=False, gap=None, progress=progress)
    ready = when_ready(scenario, options, progress=progress)
    return _Made.of(ready, factbook_of(scenario), options)


def _funded(made: _Made, level: Level, progress: Progress) -> FundingPlan:
    """Who pays for what was made."""
    progress("funding")
    found, scenario = made.generation, made.scenario
    done = Done(
        scenario,
        found.scenario.pledges if found else scenario.pledges,
        found.factbook if found else made.book,
        found.plan if found else None,
        found.deployment if found else None,
        found.host if found else None,
        made.supply,
        made.services,
        {name: lane_length_km(scenario, lane) for name, lane in scenario.lanes.items()},
    )
    return fund_plan(done, made.options, level)


def _status(
    *sections: ForcePlan | SupplyPlan | ServicePlan | FundingPlan | None,
) -> Literal["met", "unmet", "limit"]:
    there = [section for section in sections if section is not None]
    if any(section.stopped_early for section in there):
        return "limit"
    return "met" if all(section.is_met for section in there) else "unmet"


def services(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    progress: Progress = lambda _: None,
) -> ServicePlan:
    """Where the services of a scenario are put, for the units that force generation sends.

    Raises `InputError` where the scenario has no services, `NoPlanError` as `plan` does.
    """
    options = options or SolveOptions()
    ready = when_ready(scenario, options, progress=progress)
    placed = _placed(ready.scenario, ready.laydown, options, progress)
    if placed is None:
        raise fault(said("nothing-to-place"), path=scenario.id)
    return placed


def plan_readiness(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    progress: Progress = lambda _: None,
) -> Plan:
    """The plan of a scenario as far as readiness is told by it: forces, and supply where a
    benchmark looks at stock.

    Raises `InputError` where the scenario says nothing of readiness, and as `plan` does.
    """
    if not scenario.tells_readiness:
        raise fault(said("nothing-to-be-ready"), path=scenario.id)
    options = options or SolveOptions()
    kinds = {benchmark.evidence.kind for benchmark in scenario.benchmarks.values()}
    if EvidenceKind.STOCK in kinds and scenario.plans_supply:
        return _made(scenario, options, exact=False, gap=None, progress=progress).plan()
    ready = when_ready(scenario, options, progress=progress)
    return _Made.of(ready, factbook_of(ready.scenario), options).plan()


def ready(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    progress: Progress = lambda _: None,
) -> Readiness:
    """Which benchmarks are met, what the plan breaks, who may be supported, what falls due when.

    Raises as `plan_readiness` does.
    """
    found = plan_readiness(scenario, options, progress=progress).readiness
    assert found is not None
    return found


def _placed(
    scenario: Scenario, laydown: Laydown, options: SolveOptions, progress: Progress
) -> ServicePlan | None:
    """Where services are put; None for a scenario without services or without sites."""
    if not scenario.services or not scenario.plans_supply:
        return None
    progress("services")
    return place_services(scenario, laydown, options)


def _forces_part(found: Generation) -> contract.Forces:
    return publish.forces_part(found.plan, found.deployment, found.host)


def _moved(book: Factbook, supply: SupplyPlan | None) -> frozenset[ItemId]:
    """The items of a supply plan, as the catalogue has them."""
    items = supply.curves.items if supply is not None else ()
    return frozenset(item if item in book.items else UNIT_EQUIPMENT for item in items)
