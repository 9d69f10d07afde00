"""What a commander reads first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from planner.generation import Generation
from planner.planning import Plan
from planner.records.forces import Cause, ForcePlan, RequirementFill
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Heading, Line, Marking, Tone
from planner.report.notes import Origins
from planner.report.numbers import counted, day, item_name, quantity, share
from planner.report.sections.transport import hardest_worked
from planner.scenario import Scenario
from planner.scenario.schema.scenario import GoalName
from planner.scenario.titles import site_title

LIMIT = "The time limit came first, or the solver broke down: this is the best plan found so far."

NO_PLAN = "There is no {}: the error says why. What follows was planned before it, and stands."


def headline(plan: Plan) -> Iterator[Block]:
    """Title and marking, then one sentence for each question."""
    yield from title_blocks(plan.scenario)
    yield from _without_a_plan(plan)
    for gap in plan.gap:
        tonnes = sum(load.tonnes for load in gap.items)
        yield Line(
            f"{gap.title}: brings {quantity(gap.planned_days)} days of supply of the "
            f"{quantity(gap.required_days)} it needs. The gap is {quantity(gap.person_days)} "
            f"person-days, about {quantity(tonnes)} t.",
            Tone.BAD if gap.person_days else Tone.GOOD,
            Origins.of(plan).force(gap.force),
        )
    if plan.forces is not None:
        yield _forces(plan.forces, _d_day(plan.scenario))
    if plan.sustainment is not None:
        yield from _sustainment(plan, plan.sustainment)
    yield from _foundations(plan)
    if plan.status == "limit":
        yield Line(LIMIT, Tone.WARNING)
    yield from _not_reached(plan)


def force_headline(found: Generation) -> Iterator[Block]:
    """Title and marking, then the fills in a sentence."""
    yield from title_blocks(found.scenario)
    yield _forces(found.plan, _d_day(found.scenario))
    if found.status == "limit":
        yield Line(LIMIT, Tone.WARNING)


def supply_headline(plan: Plan) -> Iterator[Block]:
    """Title and marking, then the supply plan in a few sentences."""
    yield from title_blocks(plan.scenario)
    if plan.sustainment is not None:
        yield from _sustainment(plan, plan.sustainment)
    if plan.supply_status == "limit":
        yield Line(LIMIT, Tone.WARNING)
    yield from _not_reached(plan)


def _without_a_plan(plan: Plan) -> Iterator[Line]:
    """The section at which planning ended; the ones after it were not tried."""
    scenario = plan.scenario
    if scenario.plans_supply and plan.sustainment is None:
        yield Line(NO_PLAN.format("supply plan"), Tone.BAD)
    elif scenario.plans_supply and scenario.services and plan.services is None:
        yield Line(NO_PLAN.format("plan of services"), Tone.BAD)


def _not_reached(plan: Plan) -> Iterator[Line]:
    """The goals of a supply plan that was stopped early for which nothing was proven or tried."""
    supply = plan.sustainment
    if supply is None or not supply.stopped_early:
        return
    proven = {goal.name for goal in supply.goals if goal.bound is not None}
    missing = [goal.value for goal in plan.scenario.objective if goal.value not in proven]
    if missing:
        names = ", ".join(name.replace("_", " ") for name in missing)
        yield Line(f"Goals of the supply plan that were not reached: {names}.", Tone.WARNING)


def title_blocks(scenario: Scenario) -> Iterator[Block]:
    """Title and marking of a scenario, as they head every report."""
    yield Heading(scenario.title or scenario.id, level=1)
    if scenario.classification:
        yield Marking(scenario.classification)


def _d_day(scenario: Scenario) -> dt.date | None:
    return scenario.calendar.d_day if scenario.calendar else None


def _forces(forces: ForcePlan, d_day: dt.date | None) -> Line:
    short = [entry for entry in forces.requirements if entry.shortfall > 0]
    total = len(forces.requirements)
    if not short:
        return Line(f"{_of(total, total)} filled on every day.", Tone.GOOD)
    first = min(entry.first_gap for entry in short if entry.first_gap is not None)
    causes = Counter(_main_cause(entry) for entry in short if entry.reasons)
    why = ", ".join(f"{number} {cause.value}" for cause, number in causes.most_common())
    return Line(
        f"{_of(total - len(short), total)} filled on every day; {len(short)} "
        f"{_is(len(short))} short, the first from {day(first, d_day)}."
        + (f" Main causes: {why}." if why else ""),
        Tone.BAD,
    )


def _main_cause(entry: RequirementFill) -> Cause:
    """Of several causes, that nobody pledged it, else the last: reasons begin with the mildest."""
    causes = [reason.cause for reason in entry.reasons]
    return Cause.NOT_PLEDGED if Cause.NOT_PLEDGED in causes else causes[-1]


def _foundations(plan: Plan) -> Iterator[Line]:
    """How much of the tonnage rests on assumed rates, and how many of the figures are assumed."""
    parts = []
    for name, words in (
        ("gap_tonnes", "of the gap's tonnes"),
        ("prepositioned_tonnes", "of the pre-positioned tonnes"),
    ):
        if name in plan.shares:
            parts.append(f"{share(_weak(plan.shares[name]))} {words}")
    if parts:
        told = " and ".join(parts)
        figures = share(_weak(plan.shares["figures"]))
        yield Line(
            f"{told} rest on assumed consumption rates; {figures} of all figures are assumptions.",
            Tone.NOTE,
        )


def _weak(shares: Mapping[str, float]) -> float:
    return shares.get("assumption", 0.0) + shares.get("unsourced", 0.0)


def _of(some: int, total: int) -> str:
    return f"{some} of {counted(total, 'requirement')} {_is(some)}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _sustainment(plan: Plan, supply: SupplyPlan) -> Iterator[Line]:
    d_day = _d_day(plan.scenario)
    if supply.prepositioned:
        tonnes = sum(stock.load.tonnes for stock in supply.prepositioned)
        sites = len({stock.site for stock in supply.prepositioned})
        leave = min(stock.leaves_from for stock in supply.prepositioned)
        # what no goal keeps small is a choice of the plan, and no need
        least = GoalName.PREPOSITIONED_TONNES in plan.scenario.objective
        verb = "must stand" if least else "stand in this plan"
        yield Line(
            f"{quantity(tonnes)} t {verb} at {counted(sites, 'site')} before the troops "
            f"arrive; the first load leaves its source on {day(leave, d_day)}.",
            Tone.WARNING,
        )
    yield from _fails_first(plan.scenario, supply)
    if supply.unmet:
        first = min(supply.unmet, key=lambda entry: (entry.start, entry.site, entry.item))
        tonnes = sum(entry.tonnes for entry in supply.unmet)
        yield Line(
            f"{quantity(tonnes)} t of demand {_fails(supply, GoalName.UNMET, 'met')}; "
            "the first failure is "
            f"{item_name(first.item)} at {site_title(plan.scenario, first.site)} on "
            f"{day(first.start, d_day)}.",
            Tone.BAD,
        )
    elif supply.failures:
        people = sum(unit.personnel for unit in plan.laydown.units)
        whom = f"For the {quantity(people)} people who arrive, every" if people else "Every"
        yield Line(f"{whom} site is supplied on every day of the plan.", Tone.GOOD)
    if supply.breaches:
        yield Line(
            f"{counted(len(supply.breaches), 'stock policy', 'stock policies')} "
            f"{_fails(supply, GoalName.POLICY, 'kept', len(supply.breaches))} for a time (below).",
            Tone.WARNING,
        )
    yield from _limit(plan, supply)


def _fails(supply: SupplyPlan, name: GoalName, done: str, count: int = 1) -> str:
    """What is to be said of what fails: that it cannot be done only where no plan is known that may
    do more."""
    if any(goal.may_be_less for goal in supply.goals if goal.name == name.value):
        return f"{'is' if count == 1 else 'are'} not {done} in this plan"
    return f"cannot be {done}"


def _fails_first(scenario: Scenario, supply: SupplyPlan) -> Iterator[Line]:
    """What the units brought is gone: where first, of which items, on which day."""
    if not supply.failures:
        return
    first = min(supply.failures, key=lambda entry: (entry.alone, entry.site, entry.item))
    there = [entry for entry in supply.failures if entry.site == first.site]
    same = sum(entry.alone == first.alone for entry in there)
    what = item_name(first.item) + (f" and {counted(same - 1, 'item')} more" if same > 1 else "")
    if same == len(there) > 1:
        what = "everything"
    yield Line(
        f"Without outside support {site_title(scenario, first.site)} fails first, on "
        f"{day(first.alone, _d_day(scenario))}: out of {what}."
    )


def _limit(plan: Plan, supply: SupplyPlan) -> Iterator[Line]:
    """The limit whose relief saves most; where none is known, what is worked hardest."""
    if supply.bottlenecks:
        text = supply.bottlenecks[0].text
        yield Line(f"What limits the plan: {text[0].lower()}{text[1:]}.")
    elif hardest := hardest_worked(plan, supply):
        yield Line(f"Worked hardest: {hardest}.")
