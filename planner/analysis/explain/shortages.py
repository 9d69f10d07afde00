"""What is short in a plan, the most urgent first: each can be explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.analysis.explain.subject import words_of
from planner.lp import SolveOptions
from planner.messages import joined, said
from planner.planning import Plan, plan
from planner.records.explanation import Asked, Subject, SubjectKind
from planner.records.supply import Unmet
from planner.scenario import Scenario
from planner.scenario.schema.days import read_day
from planner.scenario.titles import item_name, readable, short_title

Progress = Callable[[str], None]


def shortages(
    scenario: Scenario,
    options: SolveOptions | None = None,
    *,
    exact: bool = False,
    gap: float | None = None,
    progress: Progress = lambda _: None,
) -> tuple[Asked, ...]:
    """Demand that is unmet, by site and item; requirements that are short; policies that are not
    kept. Each with the words that `explain` takes. Raises as `plan` does."""
    return shortages_of(plan(scenario, options, exact=exact, gap=gap, progress=progress))


def shortages_of(base: Plan) -> tuple[Asked, ...]:
    """As `shortages`, for a plan that was made already."""
    return (*_unmet(base), *_requirements(base), *_policies(base))


def _unmet(base: Plan) -> Iterator[Asked]:
    entries = base.sustainment.unmet if base.sustainment else ()
    by_cell: dict[tuple[str, str], list[Unmet]] = {}
    for entry in entries:
        by_cell.setdefault((str(entry.site), str(entry.item)), []).append(entry)
    order = sorted(by_cell, key=lambda cell: (min(e.start for e in by_cell[cell]), cell))
    for site, item in order:
        mine = by_cell[site, item]
        first = read_day(min(entry.start for entry in mine))
        names = {"item": item_name(item), "site": short_title(base.scenario, site)}
        title = said("asked.at-from", **names, day=first)
        what = words_of(Subject(SubjectKind.SITE, site, item))
        yield Asked(what, title, sum(entry.tonnes for entry in mine), "t", mine[0].reason)


def _requirements(base: Plan) -> Iterator[Asked]:
    fills = base.forces.requirements if base.forces else ()
    short = [fill for fill in fills if fill.shortfall > 0]
    for fill in sorted(short, key=lambda fill: (fill.tier, fill.first_gap or 0, fill.requirement)):
        days = sum(
            (stretch.until - stretch.start) * stretch.shortfall / stretch.required
            for stretch in fill.stretches
            if stretch.required
        )
        reason = joined("list.comma", [reason.cause.words for reason in fill.reasons])
        what = words_of(Subject(SubjectKind.REQUIREMENT, fill.requirement))
        yield Asked(what, fill.title, days, "requirement-days", reason)


def _policies(base: Plan) -> Iterator[Asked]:
    breaches = base.sustainment.breaches if base.sustainment else ()
    missing: dict[str, float] = {}
    for breach in breaches:
        missing[breach.policy] = missing.get(breach.policy, 0.0) + breach.tonne_days
    for policy, tonne_days in sorted(missing.items()):
        what = words_of(Subject(SubjectKind.POLICY, policy))
        title = said("asked.policy-broken", policy=readable(policy))
        yield Asked(what, title, tonne_days, "t-days", "")
