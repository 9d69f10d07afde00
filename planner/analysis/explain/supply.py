"""Questions about supply: a shortage at a site, of an item or a policy, a stock, a line of cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.analysis.ground import Ground, Progress, ground_of
from planner.catalogue.ids import ItemId, SiteId
from planner.lp import SolveOptions
from planner.records.explanation import Subject, SubjectKind
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario, factbook_of
from planner.sustainment import plan_supply
from planner.sustainment.grid import Grid, grid_of
from planner.sustainment.proof.attempt import Case, case_of
from planner.sustainment.proof.size import daily_size
from planner.sustainment.relief import Strain, Target, strain_of
from planner.sustainment.solve import SMALL_PLAN

# The columns behind each line of cost.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "buying": ("received",),
    "selling": ("sold",),
    "moving": ("flow",),
    "vehicles": ("trips", "moved"),
    "holding": ("stock",),
    "converting": ("converted",),
    "opening": ("opened_site", "opened_lane"),
    "running": ("ran",),
    "adding": ("expanded",),
}
# Sections whose values leave alone who stands where; all others may change it.
OF_SUPPLY = frozenset(
    {
        *("sites", "lanes", "fleets", "supplies", "stocks", "demands", "outlets", "contracts"),
        *("conversions", "limits", "policies", "objective", "remedies"),
    }
)
UNITS = {
    SubjectKind.SITE: "t",
    SubjectKind.ITEM: "t",
    SubjectKind.PREPOSITIONED: "t",
    SubjectKind.POLICY: "t-days",
    SubjectKind.COST: "USD",
}


@dataclass(frozen=True)
class Planning:
    """How supply is planned, for the question as for the plan itself."""

    options: SolveOptions
    exact: bool = False
    gap: float | None = None

    def plan(self, ground: Ground, progress: Progress = lambda _: None) -> SupplyPlan:
        """The supply plan of a scenario whose forces are known."""
        return plan_supply(
            ground.scenario,
            ground.book,
            ground.laydown,
            self.options,
            exact=self.exact,
            gap=self.gap,
            progress=progress,
        )


class SupplyQuestion:
    """A number of the supply plan of a scenario."""

    def __init__(self, ground: Ground, subject: Subject, planning: Planning) -> None:
        self.ground, self.subject, self.planning = ground, subject, planning
        self.unit = UNITS[subject.kind]
        self.cut_short = False
        """True once a time limit ended a plan before its last goal."""

    @cached_property
    def strain(self) -> Strain:
        """The solved model that is asked."""
        return self._strain(self.ground, None)

    @cached_property
    def target(self) -> Target:
        """The number, as a sum of columns of that model."""
        return self.target_of(self.strain)

    def target_of(self, strain: Strain) -> Target:
        """The number, as a sum of columns of a model of any scenario with the same sites."""
        subject, problem = self.subject, strain.built.problem
        match subject.kind:
            case SubjectKind.POLICY:
                return strain.breach(subject.id)
            case SubjectKind.PREPOSITIONED:
                return strain.standing(SiteId(subject.id), ItemId(subject.item or ""))
            case SubjectKind.COST:
                return strain.cost(FAMILIES[subject.id])
        sites = [SiteId(subject.id)] if subject.kind is SubjectKind.SITE else problem.sites
        item = subject.id if subject.kind is SubjectKind.ITEM else subject.item
        first, until = self._days(strain.grid)
        return strain.unmet(sites, problem.items if item is None else [ItemId(item)], first, until)

    def of_plan(self, plan: SupplyPlan) -> float:
        """The number as the records of a plan give it."""
        subject = self.subject
        match subject.kind:
            case SubjectKind.POLICY:
                return sum(b.tonne_days for b in plan.breaches if b.policy == subject.id)
            case SubjectKind.PREPOSITIONED:
                stocks = (s for s in plan.prepositioned if s.site == subject.id)
                return sum(s.load.tonnes for s in stocks if s.load.item == subject.item)
            case SubjectKind.COST:
                return sum(line.cost for line in plan.costs if line.name == subject.id)
        return sum(self._unmet(plan))

    def _unmet(self, plan: SupplyPlan) -> list[float]:
        """Tonnes unmet, stretch by stretch, on the days asked about."""
        subject, found = self.subject, []
        item = subject.id if subject.kind is SubjectKind.ITEM else subject.item
        for entry in plan.unmet:
            here = subject.kind is SubjectKind.ITEM or entry.site == subject.id
            if here and item in (None, entry.item) and entry.quantity:
                days = range(entry.start, entry.until)
                mine = (q for day, q in zip(days, entry.by_day, strict=True) if self._asks(day))
                found.append(sum(mine) * entry.tonnes / entry.quantity)
        return found

    def _asks(self, day: int) -> bool:
        first, until = self.subject.first, self.subject.until
        return (first is None or day >= first) and (until is None or day < until)

    def _days(self, grid: Grid) -> tuple[int, int]:
        first, until = self.subject.first, self.subject.until
        return (
            int(grid.edges[0]) if first is None else first,
            int(grid.edges[-1]) if until is None else until,
        )

    def planned(self, scenario: Scenario) -> float:
        """The number once another scenario is planned, as `planner run` plans it."""
        plan = self.planning.plan(self._ground(scenario))
        self.cut_short |= plan.stopped_early
        return self.of_plan(plan)

    def solved(self, scenario: Scenario) -> float:
        """The number in the model of another scenario: sooner there than its whole plan."""
        strain = self._strain(self._ground(scenario), self.strain)
        return strain.reached(self.target_of(strain))

    def case(self, scenario: Scenario) -> Case:
        """Another scenario as it is put into arrays."""
        ground = self._ground(scenario)
        return case_of(ground.scenario, ground.book, ground.laydown)

    def _ground(self, scenario: Scenario) -> Ground:
        if self._moves_units(scenario):
            return ground_of(scenario, self.planning.options, lambda _: None)
        return Ground(scenario, factbook_of(scenario), self.ground.laydown)

    def _moves_units(self, scenario: Scenario) -> bool:
        """Whether anything but supply is another; the climate of a site matters to units too."""
        base = self.ground.scenario
        climates = ([site.climate for site in s.sites.values()] for s in (base, scenario))
        return next(climates) != next(climates) or any(
            getattr(scenario, name) != getattr(base, name)
            for name in type(base).model_fields
            if name not in OF_SUPPLY
        )

    def _strain(self, ground: Ground, near: Strain | None) -> Strain:
        case = case_of(ground.scenario, ground.book, ground.laydown)
        grid = grid_of(case.scenario, case.laydown, exact=self._by_the_day(case))
        strain = strain_of(case, grid, self.planning.options, near)
        self.cut_short |= not strain.found.outcome.status.is_settled
        return strain

    def _by_the_day(self, case: Case) -> bool:
        """Whether `plan_supply` makes a plan by the day of it; a large one is asked on its grid."""
        calendar, asked = case.scenario.calendar, self.planning
        assert calendar is not None
        free = asked.gap is not None or calendar.fine is None
        return asked.exact or (free and daily_size(case)["daily"] <= SMALL_PLAN)
