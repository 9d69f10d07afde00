"""Why a number is what it is, what would bring it to what is asked, and what would not help."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.explain.force_levers import force_levers
from planner.analysis.explain.forces import RequirementQuestion
from planner.analysis.explain.levers import DAY, Lever
from planner.analysis.explain.search import (
    Found,
    Levers,
    Trial,
    alone,
    together,
    verified,
    worth,
)
from planner.analysis.explain.stated import stated_levers, without_remedies
from planner.analysis.explain.subject import vocabulary_of, words_of
from planner.analysis.explain.supply import OF_SUPPLY, Planning, SupplyQuestion
from planner.analysis.explain.supply_levers import supply_levers
from planner.analysis.ground import Ground, ground_of
from planner.errors import fault
from planner.generation import Generation, when_ready
from planner.lp import Relief, SolveOptions
from planner.messages import said
from planner.planning import Plan
from planner.records.chosen import cost_name
from planner.records.explanation import (
    CLOSE,
    BindingLimit,
    ChangedValue,
    Explanation,
    NoHelp,
    Remedy,
    Subject,
    SubjectKind,
)
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario, factbook_of
from planner.scenario.schema.days import read_day, show_day
from planner.scenario.schema.pledges import Pledge
from planner.scenario.titles import item_name, readable, short_title
from planner.sustainment.relief import Question
from planner.sustainment.solve import SMALL_PLAN

Progress = Callable[[str], None]
# So many of the cheapest changes that meet the goal are planned, to find one that does.
PLANNED = 3
# So many limits are solved again with one unit more.
SOLVED_AGAIN = 8


def explain(
    scenario: Scenario,
    what: str,
    options: SolveOptions | None = None,
    *,
    to: float = 0.0,
    exact: bool = False,
    gap: float | None = None,
    progress: Progress = lambda _: None,
) -> Explanation:
    """Explain the number that `what` names, and find what brings it down to `to`.

    `what` is the path of a requirement, of a site or item with a day or without, of a stock that
    stands ahead of the troops, of a policy or of a line of cost: `requirements.infantry-gao`,
    `sites.gao.water.D+12`, `items.diesel`, `prepositioned.gao.water`, `policies.reserve`,
    `costs.moving`. Changes are those of the section `remedies`; without it, any value that stands
    in the way. Raises `InputError` for words that name nothing, and as `plan` does.
    """
    options = options or SolveOptions()
    subject = vocabulary_of(scenario).subject(what)
    if subject.kind is SubjectKind.REQUIREMENT:
        ready = when_ready(scenario, options, progress=progress)
        found = ready.generation
        if found is None:
            raise fault(said("nothing-to-fill"), path=scenario.id)
        return of_requirement(ready.scenario, found, subject, to, options, progress)
    planning = Planning(options, exact, gap)
    ground = ground_of(scenario, options, progress)
    return of_supply(ground, planning.plan(ground, progress), subject, to, planning, progress)


def explanation_of(
    base: Plan,
    what: str,
    *,
    to: float = 0.0,
    exact: bool = False,
    gap: float | None = None,
    progress: Progress = lambda _: None,
) -> Explanation:
    """As `explain`, for a plan that was made already, in the same way."""
    scenario, found = base.scenario, base.generation
    subject = vocabulary_of(scenario).subject(what)
    if subject.kind is SubjectKind.REQUIREMENT:
        assert found is not None
        return of_requirement(scenario, found, subject, to, base.options, progress)
    assert base.sustainment is not None
    planning = Planning(base.options, exact, gap)
    ground = Ground(scenario, factbook_of(scenario), base.laydown)
    return of_supply(ground, base.sustainment, subject, to, planning, progress)


@dataclass(frozen=True)
class _Case:
    """A number that is asked about, with what is known of it before anything is tried."""

    subject: Subject
    title: str
    value: float
    unit: str
    goal: float
    limits: tuple[BindingLimit, ...]


def of_requirement(
    scenario: Scenario,
    found: Generation,
    subject: Subject,
    to: float,
    options: SolveOptions,
    progress: Progress,
) -> Explanation:
    """Why a requirement is short, and what would fill it."""
    question = RequirementQuestion(scenario, subject, options)
    [fill] = [f for f in found.plan.requirements if f.requirement == subject.id]
    value = question.planned(scenario)
    trial = Trial(without_remedies(scenario), to, question.planned, question.planned, progress)
    levers = stated_levers(scenario) or force_levers(scenario, found, subject.id)
    path = ("requirements", subject.id)
    limits = tuple(
        BindingLimit(path, reason.cause.words, fill.measure, reason.quantity)
        for reason in fill.reasons
    )
    case = _Case(subject, fill.title, value, question.unit, to, limits)
    return _answered(case, trial, Levers(stepped=levers), question)


def of_supply(
    ground: Ground,
    supply: SupplyPlan,
    subject: Subject,
    to: float,
    planning: Planning,
    progress: Progress,
) -> Explanation:
    """Why a number of the supply plan is what it is, and what would bring it down."""
    scenario = ground.scenario
    question = SupplyQuestion(ground, subject, planning)
    value = question.of_plan(supply)
    trial = Trial(without_remedies(scenario), to, question.solved, question.planned, progress)
    levers = Levers()
    limits: tuple[BindingLimit, ...] = ()
    if not trial.meets(value):
        wanted = stated_levers(scenario) or supply_levers(scenario)
        levers = _levers(question, wanted, progress)
        trial.know(question.strain.reached(question.target))
        limits = tuple(_limits(question, levers, trial))
    title = title_of(scenario, subject)
    case = _Case(subject, title, value, question.unit, to, limits)
    question.cut_short |= supply.stopped_early
    return _answered(case, trial, levers, question)


def _levers(question: SupplyQuestion, wanted: Sequence[Lever], progress: Progress) -> Levers:
    """The values that may be changed, sorted by what they do to the model; of those that do nothing
    only what the scenario itself proposes is told."""
    linear: list[Lever] = []
    reliefs: list[Relief] = []
    stepped: list[Lever] = []
    idle: list[Lever] = []
    for lever in wanted:
        progress(f"what {lever.title} does")
        relief = _relief(question, lever) if lever.path[0] in OF_SUPPLY else None
        if relief is None:
            stepped.append(lever)
        elif relief.is_idle:
            idle.append(lever)
        else:
            linear.append(lever)
            reliefs.append(relief)
    most = [lever.most for lever in linear]
    asked = Question(question.strain, question.target, reliefs, most) if linear else None
    return Levers(
        linear=tuple(linear),
        stepped=tuple(stepped),
        question=asked,
        idle=tuple(idle) if question.ground.scenario.remedies else (),
        quick=question.strain.built.model.num_columns <= SMALL_PLAN,
    )


def _relief(question: SupplyQuestion, lever: Lever) -> Relief | None:
    """What one unit of a value does; None where it does more than move limits, or does not move
    them evenly. At its very end a limit may be none any more: then half and a quarter tell."""
    scenario = question.ground.scenario
    found: list[Relief] = []
    for amount in (lever.most, lever.most / 2, lever.most / 4):
        case = question.case(lever.applied(scenario, amount))
        relief = question.strain.relief(case, amount)
        found += [] if relief is None else [relief]
        if len(found) == 2:
            return found[0] if found[0].is_like(found[1]) else None
    return None


def _limits(question: SupplyQuestion, levers: Levers, trial: Trial) -> Iterator[BindingLimit]:
    """What binds, by what all that may be changed of it could bring; what the first unit brings is
    solved again, for a slope may count what other goals would take first."""
    asked = levers.question
    if asked is None or asked.slopes is None:
        return
    promised, told = asked.slopes * asked.most, 0
    for number in np.argsort(-promised, kind="stable").tolist():
        if promised[number] > CLOSE and told < SOLVED_AGAIN:
            lever, days = levers.linear[number], asked.days(number)
            first, until = days if days is not None else (None, None)
            told += 1
            price = worth(trial, lever)
            if price <= CLOSE:
                continue
            yield BindingLimit(lever.path, lever.title, lever.unit, price, first, until)


def _answered(
    case: _Case, trial: Trial, levers: Levers, question: RequirementQuestion | SupplyQuestion
) -> Explanation:
    """What meets the goal and what does not, each change planned anew."""
    subject = case.subject
    every = (*levers.linear, *levers.stepped, *levers.idle)
    priced = bool(every) and all(lever.cost is not None for lever in every)
    single, nearest, best = None, None, None
    idle: tuple[NoHelp, ...] = ()
    if not trial.meets(case.value) and every:
        meeting, partly, helpless = alone(trial, levers)
        single = _first_that_meets(trial, meeting)
        nearest = verified(trial, partly[0]) if partly and single is None else None
        if nearest is not None and trial.meets(nearest.left):
            single = nearest
        best = _cheapest(together(trial, levers), single)
        if best is not None and len(best.changes) == 1:
            single = best
        if single is not None or (nearest is not None and nearest.left >= case.value):
            nearest = None
        idle = tuple(helpless)
    return Explanation(
        what=words_of(subject),
        title=case.title,
        value=case.value,
        unit=case.unit,
        goal=case.goal,
        reckoned_in="USD" if priced else "share",
        limits=case.limits,
        single=_remedy(trial, single),
        nearest=_remedy(trial, nearest),
        cheapest=_remedy(trial, best),
        days_searched=levers.quick or not levers.stepped,
        cut_short=question.cut_short,
        no_help=idle,
    )


def _first_that_meets(trial: Trial, meeting: Sequence[Found]) -> Found | None:
    """The cheapest change that meets the goal once it is planned."""
    planned = (verified(trial, found) for found in meeting[:PLANNED])
    meets = [found for found in planned if trial.meets(found.left)]
    return min(meets, key=lambda found: found.size, default=None)


def _cheapest(best: Found | None, single: Found | None) -> Found | None:
    """The cheaper of a set of changes and the one change that does it alone."""
    known = [found for found in (single, best) if found is not None]
    return min(known, key=lambda found: found.size, default=None)


def _remedy(trial: Trial, found: Found | None) -> Remedy | None:
    if found is None:
        return None
    changes = tuple(
        ChangedValue(
            lever.path,
            lever.title,
            shown(lever, lever.before),
            shown(lever, lever.at(amount)),
            amount,
            lever.unit,
        )
        for lever, amount in found.changes.items()
    )
    return Remedy(changes, found.size, found.left, trial.meets(found.left))


def title_of(scenario: Scenario, subject: Subject) -> str:
    """What a subject is called where people read of it."""
    match subject.kind:
        case SubjectKind.SITE:
            item = item_name(subject.item) if subject.item else said("asked.anything")
            return _unmet(subject, item, short_title(scenario, subject.id))
        case SubjectKind.ITEM:
            return _unmet(subject, item_name(subject.id), None)
        case SubjectKind.PREPOSITIONED:
            item, site = item_name(subject.item or ""), short_title(scenario, subject.id)
            return said("asked.prepositioned", item=item, site=site)
        case SubjectKind.POLICY:
            return said("asked.policy", policy=readable(subject.id))
        case SubjectKind.COST:
            return said("asked.cost", line=cost_name(subject.id))
    return subject.id


def _unmet(subject: Subject, item: str, site: str | None) -> str:
    """Demand at a site, or anywhere, on a day or on any."""
    if subject.first is None:
        if site is None:
            return said("asked.anywhere", item=item)
        return said("asked.at", item=item, site=site)
    day = read_day(subject.first)
    if site is None:
        return said("asked.anywhere-on", item=item, day=day)
    return said("asked.at-on", item=item, site=site, day=day)


def shown(lever: Lever, value: object) -> str:
    """A value as a planner would write it."""
    if lever.unit == DAY and isinstance(value, int):
        return show_day(value)
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, Pledge):  # as it can be written into the scenario
        written = value.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return f"{{{', '.join(f'{key}: {_plain(part)}' for key, part in written.items())}}}"
    if value is None or isinstance(value, tuple | dict):
        return said("value.as-it-is" if value else "value.none")
    return str(value)


def _plain(part: object) -> str:
    """A value of an entry in the scenario's own words; a figure by its number alone."""
    value = part["value"] if isinstance(part, dict) else part
    return f"{value:.12g}" if isinstance(value, float) else str(value)
