"""What a commander reads first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planner.generation import Generation
from planner.messages import Number, Said, joined, said
from planner.planning import Plan
from planner.records.forces import Cause, ForcePlan, RequirementFill
from planner.records.funding import CENTS, FundingPlan
from planner.records.readiness import BrokenGate, Readiness
from planner.records.supply import SupplyPlan
from planner.report.blocks import Block, Heading, Line, Marking, Tone
from planner.report.notes import Origins
from planner.report.numbers import counted, day, item_name, quantity, share
from planner.report.sections.transport import hardest_worked
from planner.report.words import goal_name, level_name
from planner.scenario import Scenario
from planner.scenario.schema.scenario import GoalName
from planner.scenario.titles import site_title

LIMIT = said("headline.limit")
MOST_TOLD = 4


def headline(plan: Plan) -> Iterator[Block]:
    """Title and marking, then one sentence for each question."""
    yield from title_blocks(plan.scenario)
    yield from gates_told(plan)
    yield from _without_a_plan(plan)
    for gap in plan.gap:
        yield Line(
            said(
                "headline.gap",
                force=gap.title,
                planned=quantity(gap.planned_days),
                required=quantity(gap.required_days),
                person_days=quantity(gap.person_days),
                tonnes=quantity(sum(load.tonnes for load in gap.items)),
            ),
            Tone.BAD if gap.person_days else Tone.GOOD,
            Origins.of(plan).force(gap.force),
        )
    if plan.forces is not None:
        yield _forces(plan.forces, _d_day(plan.scenario))
    if plan.sustainment is not None:
        yield from _sustainment(plan, plan.sustainment)
    if plan.funding is not None:
        yield funding_verdict(plan.funding)
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
    yield from gates_told(plan)
    if plan.sustainment is not None:
        yield from _sustainment(plan, plan.sustainment)
    if plan.supply_status == "limit":
        yield Line(LIMIT, Tone.WARNING)
    yield from _not_reached(plan)


def gates_told(plan: Plan, most: int = MOST_TOLD) -> Iterator[Line]:
    """The gates that a plan breaks, the phases that do not take place, those that had to wait, and
    what is assumed; of each list the first `most`."""
    found = plan.readiness
    if found is None:
        return
    d_day = _d_day(plan.scenario)
    for gate in found.broken:
        yield Line(_breaks(gate, d_day, most), Tone.BAD)
    for phase in found.phases:
        written = day(phase.written, d_day)
        if phase.begins is None:
            never = said("readiness.never-begins", phase=phase.title, written=written)
            yield Line(never, Tone.BAD)
        elif phase.waited_days:
            told = {"phase": phase.title, "written": written, "begins": day(phase.begins, d_day)}
            waited = counted(phase.waited_days, "day")
            yield Line(said("readiness.waited", waited=waited, **told), Tone.WARNING)
    yield from _assumed(found, most)


def _assumed(found: Readiness, most: int) -> Iterator[Line]:
    """What nobody has stated, decided or confirmed, and the scenario assumes."""
    assumed = [word.title for word in found.words if word.is_assumed]
    if assumed:
        told = {"assumed": len(assumed), "total": len(found.words), "which": _first(assumed, most)}
        yield Line(said("readiness.assumed", **told), Tone.WARNING)


def _first(titles: Sequence[str], most: int) -> str:
    """The first of some titles, and how many more there are."""
    shown, rest = joined("list.semicolon", titles[:most]), len(titles) - most
    return said("list.more", shown=shown, rest=rest) if rest > 0 else shown


def _breaks(gate: BrokenGate, d_day: dt.date | None, most: int) -> Said:
    told = {
        "phase": gate.title,
        "begins": day(gate.begins, d_day),
        "gate": gate.gate_title,
        "held": _first([need.title for need in gate.held_by], most),
    }
    if gate.opens is None:
        return said("readiness.breaks-closed", **told)
    return said("readiness.breaks", opens=day(gate.opens, d_day), **told)


def funding_verdict(plan: FundingPlan) -> Line:
    """One sentence: is all of it paid, and if not, how much is missing from which month on?"""
    told = {"cost": money(plan.cost), "level": level_name(plan.level)}
    if plan.first_short is None:
        return Line(said("funding.all-paid", **told), Tone.GOOD)
    month = plan.months[plan.first_short].label
    what = said("funding.short", missing=money(plan.missing), month=month, **told)
    return Line(what, Tone.BAD)


def money(cents: int) -> Number:
    """Cents in whole US dollars."""
    return quantity(cents / CENTS)


def _without_a_plan(plan: Plan) -> Iterator[Line]:
    """The section at which planning ended; the ones after it were not tried."""
    scenario = plan.scenario
    if scenario.plans_supply and plan.sustainment is None:
        yield Line(said("headline.no-supply-plan"), Tone.BAD)
    elif scenario.plans_supply and scenario.services and plan.services is None:
        yield Line(said("headline.no-service-plan"), Tone.BAD)


def _not_reached(plan: Plan) -> Iterator[Line]:
    """The goals of a supply plan that was stopped early for which nothing was proven or tried."""
    supply = plan.sustainment
    if supply is None or not supply.stopped_early:
        return
    proven = {goal.name for goal in supply.goals if goal.bound is not None}
    missing = [goal.value for goal in plan.scenario.objective if goal.value not in proven]
    if missing:
        names = joined("list.comma", [goal_name(name) for name in missing])
        yield Line(said("headline.not-reached", goals=names), Tone.WARNING)


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
    filled = _filled(total - len(short), total)
    if not short:
        return Line(said("text.sentence", text=filled), Tone.GOOD)
    first = min(entry.first_gap for entry in short if entry.first_gap is not None)
    told = {"filled": filled, "short": len(short), "day": day(first, d_day)}
    parts = [said("headline.one-short" if len(short) == 1 else "headline.short", **told)]
    causes = Counter(_main_cause(entry) for entry in short if entry.reasons)
    if causes:
        parts.append(said("headline.causes", causes=joined("list.comma", _counted(causes))))
    return Line(joined("list.together", parts), Tone.BAD)


def _filled(some: int, total: int) -> Said:
    told = {"some": some, "requirements": counted(total, "requirement")}
    return said("headline.one-filled" if some == 1 else "headline.filled", **told)


def _counted(causes: Counter[Cause]) -> list[Said]:
    """Each cause with how often it is the main one, the most frequent first."""
    return [
        said("headline.cause", number=n, cause=cause.words) for cause, n in causes.most_common()
    ]


def _main_cause(entry: RequirementFill) -> Cause:
    """Of several causes, that nobody pledged it, else the last: reasons begin with the mildest."""
    causes = [reason.cause for reason in entry.reasons]
    return Cause.NOT_PLEDGED if Cause.NOT_PLEDGED in causes else causes[-1]


def _foundations(plan: Plan) -> Iterator[Line]:
    """How much of the tonnage rests on assumed rates, and how many of the figures are assumed."""
    weak = {name: share(_weak(parts)) for name, parts in plan.shares.items()}
    gap, stock = weak.get("gap_tonnes"), weak.get("prepositioned_tonnes")
    if gap is not None and stock is not None:
        told = said("headline.rest-both", gap=gap, stock=stock, figures=weak["figures"])
    elif gap is not None:
        told = said("headline.rest-gap", gap=gap, figures=weak["figures"])
    elif stock is not None:
        told = said("headline.rest-stock", stock=stock, figures=weak["figures"])
    else:
        return
    yield Line(told, Tone.NOTE)


def _weak(shares: Mapping[str, float]) -> float:
    return shares.get("assumption", 0.0) + shares.get("unsourced", 0.0)


def _sustainment(plan: Plan, supply: SupplyPlan) -> Iterator[Line]:
    scenario = plan.scenario
    yield from _stands_ahead(scenario, supply)
    yield from _fails_first(scenario, supply)
    if supply.unmet:
        yield _unmet(scenario, supply)
    elif supply.failures:
        people = sum(unit.personnel for unit in plan.laydown.units)
        met = said("headline.all-supplied")
        if people:
            met = said("headline.people-supplied", people=quantity(people))
        yield Line(met, Tone.GOOD)
    if supply.breaches:
        yield _breaches(supply)
    yield from _limit(plan, supply)


def _stands_ahead(scenario: Scenario, supply: SupplyPlan) -> Iterator[Line]:
    """What stands before the troops arrive."""
    if not supply.prepositioned:
        return
    leave = min(stock.leaves_from for stock in supply.prepositioned)
    told = {
        "tonnes": quantity(sum(stock.load.tonnes for stock in supply.prepositioned)),
        "sites": counted(len({stock.site for stock in supply.prepositioned}), "site"),
        "day": day(leave, _d_day(scenario)),
    }
    # what no goal keeps small is a choice of the plan, and no need
    least = GoalName.PREPOSITIONED_TONNES in scenario.objective
    yield Line(said("headline.must-stand" if least else "headline.stands", **told), Tone.WARNING)


def _unmet(scenario: Scenario, supply: SupplyPlan) -> Line:
    """How much demand is not met, and what fails first."""
    first = min(supply.unmet, key=lambda entry: (entry.start, entry.site, entry.item))
    told = {
        "tonnes": quantity(sum(entry.tonnes for entry in supply.unmet)),
        "item": item_name(first.item),
        "site": site_title(scenario, first.site),
        "day": day(first.start, _d_day(scenario)),
    }
    less = _may_be_less(supply, GoalName.UNMET)
    return Line(said("headline.not-met" if less else "headline.cannot-be-met", **told), Tone.BAD)


def _breaches(supply: SupplyPlan) -> Line:
    """How many policies are not kept."""
    one, less = len(supply.breaches) == 1, _may_be_less(supply, GoalName.POLICY)
    policies = counted(len(supply.breaches), "stock policy")
    if less:
        told = said("headline.one-not-kept" if one else "headline.not-kept", policies=policies)
    else:
        told = said(
            "headline.one-cannot-be-kept" if one else "headline.cannot-be-kept", policies=policies
        )
    return Line(told, Tone.WARNING)


def _may_be_less(supply: SupplyPlan, name: GoalName) -> bool:
    """Whether a plan is possible that fails less: that it cannot be done is said of no other."""
    return any(goal.may_be_less for goal in supply.goals if goal.name == name.value)


def _fails_first(scenario: Scenario, supply: SupplyPlan) -> Iterator[Line]:
    """What the units brought is gone: where first, of which items, on which day."""
    if not supply.failures:
        return
    first = min(supply.failures, key=lambda entry: (entry.alone, entry.site, entry.item))
    there = [entry for entry in supply.failures if entry.site == first.site]
    same = sum(entry.alone == first.alone for entry in there)
    what = item_name(first.item)
    if same == len(there) > 1:
        what = said("item.everything")
    elif same > 1:
        what = said("headline.and-items", item=what, more=counted(same - 1, "item"))
    site, when = site_title(scenario, first.site), day(first.alone, _d_day(scenario))
    yield Line(said("headline.fails-first", site=site, day=when, items=what))


def _limit(plan: Plan, supply: SupplyPlan) -> Iterator[Line]:
    """The limit whose relief saves most; where none is known, what is worked hardest."""
    if supply.bottlenecks:
        yield Line(said("headline.limits", limit=supply.bottlenecks[0].text))
    elif hardest := hardest_worked(plan, supply):
        yield Line(said("headline.worked-hardest", what=hardest))
