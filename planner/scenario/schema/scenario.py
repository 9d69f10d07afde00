"""The scenario: everything a planner writes, as one frozen record."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from planner.catalogue.figure import Record
from planner.catalogue.ids import (
    SLUG,
    AreaId,
    BenchmarkId,
    CapabilityId,
    CasualtyId,
    ChannelId,
    ClimateId,
    ContainerId,
    ContributionId,
    CostId,
    DueDiligenceId,
    EquipmentId,
    EventId,
    FleetId,
    ForceId,
    GateId,
    ItemId,
    Kebab,
    LaneId,
    PhaseId,
    PledgeId,
    RateId,
    ReportId,
    RequirementId,
    ServiceId,
    SiteId,
    StorageId,
    SupplyId,
    TaskId,
    TempoId,
    TrainingId,
    UnitTypeId,
    VehicleId,
)
from planner.catalogue.schema import (
    Capability,
    Casualty,
    Climate,
    Container,
    Item,
    Source,
    StorageGroup,
    Tempo,
    UnitType,
    Vehicle,
)
from planner.scenario.schema.calendar import Calendar, Phase
from planner.scenario.schema.contracts import Contract
from planner.scenario.schema.disruptions import Disruption
from planner.scenario.schema.due_diligence import DueDiligence
from planner.scenario.schema.fleets import Fleet
from planner.scenario.schema.forces import (
    Decision,
    Force,
    Milestone,
    Requirement,
    Substitution,
    Task,
)
from planner.scenario.schema.funding import Channel, Contribution, Cost, Currency, MissionFactor
from planner.scenario.schema.funding import Code as CurrencyCode
from planner.scenario.schema.host_nation import Equipment, Training
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.pledges import Contributor, Pledge
from planner.scenario.schema.policies import Policy
from planner.scenario.schema.readiness import Benchmark, Event, Gate, Report
from planner.scenario.schema.remedies import Remedy
from planner.scenario.schema.services import Service
from planner.scenario.schema.sites import Area, Site
from planner.scenario.schema.sources import Conversion, Demand, Outlet, SharedLimit, Stock, Supply
from planner.scenario.schema.supply import RateChange
from planner.scenario.schema.uncertainty import Unknown
from planner.scenario.schema.what_if import Slider

FORMAT = 1


class GoalName(StrEnum):
    """Goals of the supply plan, in the order in which a scenario lists them."""

    UNMET = "unmet"
    POLICY = "policy"
    COST = "cost"
    PREPOSITIONED_TONNES = "prepositioned_tonnes"
    FLEET = "fleet"
    TONNE_KM = "tonne_km"


class ForceGoalName(StrEnum):
    """Goals of force generation, in the order in which a scenario lists them."""

    UNFILLED = "unfilled"
    CONTRIBUTORS = "contributors"
    COST = "cost"
    PERSONNEL = "personnel"


DEFAULT_GOALS = (
    GoalName.UNMET,
    GoalName.POLICY,
    GoalName.COST,
    GoalName.PREPOSITIONED_TONNES,
)
DEFAULT_FORCE_GOALS = (
    ForceGoalName.UNFILLED,
    ForceGoalName.CONTRIBUTORS,
    ForceGoalName.COST,
    ForceGoalName.PERSONNEL,
)


class Scenario(Record):
    """A scenario of the planner, format 1."""

    format: Literal[1]
    """Version of this format."""
    id: Kebab
    """Short name, kebab-case."""
    title: str = Field(default="", max_length=500)
    """Title, as it should head a report."""
    summary: str = ""
    """What the scenario describes."""
    classification: str = "UNCLASSIFIED"
    """Marking, shown on every report."""
    sources: dict[Annotated[str, Field(min_length=1, max_length=200)], Source] = {}
    """Documents and publications that figures cite."""
    extends: str | None = None
    """A parent scenario in the same folder or below; this one changes it."""
    changes: dict[str, object] = {}
    """Dotted path in the parent to new value; null removes an entry."""

    calendar: Calendar | None = None
    """The days that the plan covers."""
    phases: dict[Annotated[PhaseId, SLUG], Phase] = {}
    """Phases of the operation, overlapping or not."""

    forces: dict[Annotated[ForceId, SLUG], Force] = {}
    """Populations under one command each."""
    capabilities: dict[Annotated[CapabilityId, SLUG], Capability] = {}
    """Capabilities beyond the catalogue's."""
    units: dict[Annotated[UnitTypeId, SLUG], UnitType] = {}
    """Standard units beyond the catalogue's."""
    requirements: dict[Annotated[RequirementId, SLUG], Requirement] = {}
    """What the forces need."""
    pledges: dict[Annotated[PledgeId, SLUG], Pledge] = {}
    """What contributors offer."""
    contributors: dict[Annotated[str, Field(min_length=1, max_length=200)], Contributor] = {}
    """Who contributes, under the name or code that pledges use, and what it has to send."""
    substitutions: tuple[Substitution, ...] = ()
    """Which capability may stand in for which."""
    equipment: dict[Annotated[EquipmentId, SLUG], Equipment] = {}
    """What the host nation's institutions have of what they need."""
    training: dict[Annotated[TrainingId, SLUG], Training] = {}
    """Courses in which troops of a force are trained."""
    areas: dict[Annotated[AreaId, SLUG], Area] = {}
    """Parts of the theatre, as caveats name them."""
    tasks: dict[Annotated[TaskId, SLUG], Task] = {}
    """What requirements may ask of units, as caveats name it."""
    decisions: tuple[Decision, ...] = ()
    """Assignments that are fixed or forbidden."""
    milestones: dict[Kebab, Milestone] = {}
    """Operating capabilities and their criteria."""

    items: dict[Annotated[ItemId, SLUG], Item] = {}
    """Supply items beyond the catalogue's, or in place of them."""
    consumption: dict[Annotated[RateId, SLUG], RateChange] = {}
    """Changes to the catalogue's rates, and rates beyond them."""
    casualties: dict[Annotated[CasualtyId, SLUG], Casualty] = {}
    """Kinds of casualties beyond the catalogue's: what battle and sickness do, and how often."""
    storage_groups: dict[Annotated[StorageId, SLUG], StorageGroup] = {}
    """Storage groups beyond the catalogue's."""
    vehicles: dict[Annotated[VehicleId, SLUG], Vehicle] = {}
    """Vehicles and aircraft beyond the catalogue's."""
    containers: dict[Annotated[ContainerId, SLUG], Container] = {}
    """Containers beyond the catalogue's."""
    tempos: dict[Annotated[TempoId, SLUG], Tempo] = {}
    """Tempos beyond the catalogue's."""
    climates: dict[Annotated[ClimateId, SLUG], Climate] = {}
    """Climates beyond the catalogue's."""

    sites: dict[Annotated[SiteId, SLUG], Site] = {}
    """Places where stock can stand or troops live."""
    lanes: dict[Annotated[LaneId, SLUG], Lane] = {}
    """Ways between sites."""
    fleets: dict[Annotated[FleetId, SLUG], Fleet] = {}
    """Vehicles that run on the lanes."""
    supplies: dict[Annotated[SupplyId, SLUG], Supply] = {}
    """Sources of items."""
    stocks: dict[Kebab, Stock] = {}
    """Stock that stands at a site when the plan begins."""
    demands: dict[Kebab, Demand] = {}
    """Demands stated directly."""
    outlets: dict[Kebab, Outlet] = {}
    """Where surplus can be sold or handed over."""
    contracts: dict[Kebab, Contract] = {}
    """External arrangements: who supplies a force after its required days, and at what price."""
    conversions: dict[Kebab, Conversion] = {}
    """Items made into others at a site."""
    limits: dict[Kebab, SharedLimit] = {}
    """Capacities that lanes or supplies share."""
    policies: dict[Kebab, Policy] = {}
    """Rules on stock."""
    remedies: dict[Kebab, Remedy] = {}
    """What may be asked for where something is short, and at what price."""
    what_if: dict[Kebab, Slider] = {}
    """What may turn out otherwise: sliders of the report, over plans that are made beforehand."""
    uncertainty: dict[Kebab, Unknown] = {}
    """What is not known when the plan is made; `planner risk` draws it many times."""
    disruptions: dict[Kebab, Disruption] = {}
    """What may happen once the plan runs, at most one of these; `planner prepare` chooses stock and
    openings before it is known which."""
    services: dict[Annotated[ServiceId, SLUG], Service] = {}
    """Services that stand at bases, each to be within reach of every unit."""
    currencies: dict[CurrencyCode, Currency] = {}
    """Currencies beside the US dollar in which amounts are stated, by their three letters."""
    channels: dict[Annotated[ChannelId, SLUG], Channel] = {}
    """Ways in which money comes, each with its rules."""
    contributions: dict[Annotated[ContributionId, SLUG], Contribution] = {}
    """Who gives what, and what it may be spent on."""
    mission_factors: dict[Kebab, MissionFactor] = {}
    """What makes reimbursement dearer than its rates."""
    costs: dict[Annotated[CostId, SLUG], Cost] = {}
    """What the plan costs, by what it does."""
    benchmarks: dict[Annotated[BenchmarkId, SLUG], Benchmark] = {}
    """What must be reached before offensive operations, and what shows how far it is."""
    gates: dict[Annotated[GateId, SLUG], Gate] = {}
    """What must be so before a phase may begin."""
    due_diligence: dict[Annotated[DueDiligenceId, SLUG], DueDiligence] = {}
    """Assessments on which it depends whether a force may be given support."""
    reports: dict[Annotated[ReportId, SLUG], Report] = {}
    """Reports that fall due."""
    events: dict[Annotated[EventId, SLUG], Event] = {}
    """Conferences, elections, the end of the mandate."""
    objective: tuple[GoalName, ...] = Field(default=DEFAULT_GOALS, min_length=1)
    """Goals of the supply plan, the first the most important."""
    force_objective: tuple[ForceGoalName, ...] = Field(default=DEFAULT_FORCE_GOALS, min_length=1)
    """Goals of force generation, the first the most important: `unfilled`, tier by tier, or `cost`,
    with what shortage costs in it."""

    @property
    def plans_supply(self) -> bool:
        """Whether there is anywhere to stand stock, and a time for it."""
        return bool(self.sites) and self.calendar is not None

    @property
    def tells_readiness(self) -> bool:
        """Whether there is anything to tell of readiness."""
        sections = (self.benchmarks, self.gates, self.due_diligence, self.reports, self.events)
        return any(sections)

    @property
    def is_priced(self) -> bool:
        """True where shortage is weighed against cost, and not avoided at any cost."""
        return self.force_objective[0] is ForceGoalName.COST
