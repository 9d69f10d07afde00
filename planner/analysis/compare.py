"""Plans side by side: what their scenarios have otherwise, and what that does to every number.

Nothing is planned here: whoever compares brings the plans.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from planner.catalogue.figure import Figure
from planner.errors import Place, fault
from planner.messages import number, said
from planner.planning import Plan
from planner.records.comparison import (
    Compared,
    Comparison,
    FailureChange,
    FillChange,
    HeadlineChange,
    InputChange,
    Measured,
    MoneyChange,
    StockChange,
    Written,
    differ,
)
from planner.records.forces import RequirementFill
from planner.records.funding import CENTS, FundingPlan
from planner.scenario.differences import differences
from planner.scenario.titles import site_title

Amount = Callable[[Plan], float | None]
LEAST = 2


def compare(plans: Sequence[Plan], names: Sequence[str] = ()) -> Comparison:
    """Plans side by side, the first of them the one that the others are compared with.

    `names` tell them apart; without them their scenarios' ids do. Raises `InputError` for fewer
    than two plans.
    """
    if len(plans) < LEAST:
        raise fault(said("compare-too-few"), place=Place("planner compare"), seen=str(len(plans)))
    return Comparison(
        tuple(map(_compared, plans, _told_apart(names or [p.scenario.id for p in plans]))),
        tuple(_input(path, found) for path, found in differences([p.scenario for p in plans])),
        tuple(_headlines(plans)),
        tuple(_fills(plans)),
        tuple(_stocks(plans, _ahead)),
        tuple(_stocks(plans, _short)),
        tuple(_failures(plans)),
        tuple(_money(plans, _unfunded)),
        tuple(_money(plans, _paying)),
    )


def _told_apart(names: Sequence[str]) -> list[str]:
    """The names, with a number where one comes again, in capitals or not."""
    often = Counter(name.casefold() for name in names)
    taken = {name for name, count in often.items() if count == 1}
    return [name if often[name.casefold()] == 1 else _numbered(name, taken) for name in names]


def _numbered(name: str, taken: set[str]) -> str:
    """The name with the first number with which nobody else has it; it is taken from now on."""
    every = (f"{name} ({number})" for number in itertools.count(1))
    found = next(one for one in every if one.casefold() not in taken)
    taken.add(found.casefold())
    return found


def _compared(plan: Plan, name: str) -> Compared:
    return Compared(name, plan.scenario.title or plan.scenario.id, plan.status)


# ---------------------------------------------------------------------------------------- inputs


def _input(path: str, found: Iterable[Any]) -> InputChange:
    return InputChange(path, tuple(map(_written, found)))


def _written(value: Any) -> Written | None:
    if value is None:
        return None
    if isinstance(value, Figure):
        told = number(f"{value.value:.10g}", value.value)
        return Written(told, value.unit, value.source or value.assumption)
    if isinstance(value, bool):
        return Written(said("value.yes" if value else "value.no"))
    if isinstance(value, BaseModel):  # an entry that another scenario lacks
        return Written(str(getattr(value, "title", "")) or said("compare.there"))
    if isinstance(value, list | tuple | dict):
        return Written(said("compare.parts", count=len(value)))
    return Written(str(value))


# ------------------------------------------------------------------------------------- headlines


def _headlines(plans: Sequence[Plan]) -> Iterable[HeadlineChange]:
    """Every number that one of the plans has."""
    for name, amount in AMOUNTS.items():
        amounts = tuple(map(amount, plans))
        if any(found is not None for found in amounts):
            yield HeadlineChange(name, amounts)


def _gap(part: str) -> Amount:
    def amount(plan: Plan) -> float | None:
        if not plan.gap:
            return None
        if part == "tonnes":
            return float(sum(load.tonnes for force in plan.gap for load in force.items))
        return float(sum(force.person_days for force in plan.gap))

    return amount


def _of_forces(count: Callable[[Plan], float]) -> Amount:
    return lambda plan: None if plan.forces is None else float(count(plan))


def _of_supply(count: Callable[[Plan], float | None]) -> Amount:
    return lambda plan: None if plan.sustainment is None else count(plan)


def _requirements(plan: Plan) -> tuple[RequirementFill, ...]:
    return plan.forces.requirements if plan.forces is not None else ()


def _unfilled(plan: Plan) -> float:
    """The first goal of force generation, all tiers together, in requirement-days."""
    assert plan.forces is not None
    return sum(goal.value for goal in plan.forces.goals if goal.unit == "requirement-days")


def _personnel(plan: Plan) -> float:
    assert plan.forces is not None
    return sum(entry.personnel for entry in plan.forces.assignments)


def _supply(name: str) -> Callable[[Plan], tuple[Any, ...]]:
    return lambda plan: getattr(plan.sustainment, name)


def _sum(name: str, part: Callable[[Any], float]) -> Amount:
    return _of_supply(lambda plan: float(sum(map(part, _supply(name)(plan)))))


def _first(name: str, day: Callable[[Any], int]) -> Amount:
    return _of_supply(lambda plan: min(map(day, _supply(name)(plan)), default=None))


def _cost(plan: Plan) -> float | None:
    lines = _supply("costs")(plan)
    return float(sum(line.cost for line in lines)) if lines else None


def _of_funding(count: Callable[[FundingPlan], float | None]) -> Amount:
    return lambda plan: None if plan.funding is None else count(plan.funding)


def _first_unfunded(found: FundingPlan) -> float | None:
    """The first day of the first month in which something is not paid."""
    return None if found.first_short is None else float(found.months[found.first_short].start)


AMOUNTS: dict[Measured, Amount] = {
    Measured.GAP_PERSON_DAYS: _gap("person_days"),
    Measured.GAP_TONNES: _gap("tonnes"),
    Measured.REQUIREMENTS: _of_forces(lambda plan: len(_requirements(plan))),
    Measured.REQUIREMENTS_FILLED: _of_forces(
        lambda plan: sum(entry.shortfall == 0 for entry in _requirements(plan))
    ),
    Measured.UNFILLED_DAYS: _of_forces(_unfilled),
    Measured.PERSONNEL: _of_forces(_personnel),
    Measured.PREPOSITIONED_TONNES: _sum("prepositioned", lambda stock: stock.load.tonnes),
    Measured.PREPOSITIONED_SITES: _of_supply(
        lambda plan: float(len({stock.site for stock in _supply("prepositioned")(plan)}))
    ),
    Measured.FIRST_LEAVES: _first("prepositioned", lambda stock: stock.leaves_from),
    Measured.FAILS_ALONE: _first("failures", lambda entry: entry.alone),
    Measured.UNMET_TONNES: _sum("unmet", lambda entry: entry.tonnes),
    Measured.FIRST_UNMET: _first("unmet", lambda entry: entry.start),
    Measured.BREACHES: _of_supply(lambda plan: float(len(_supply("breaches")(plan)))),
    Measured.BREACH_TONNE_DAYS: _sum("breaches", lambda entry: entry.tonne_days),
    Measured.MOVED_TONNES: _sum("movements", lambda entry: entry.tonnes),
    Measured.COST: _of_supply(_cost),
    Measured.FUNDING_COST: _of_funding(lambda found: found.cost / CENTS),
    Measured.UNFUNDED: _of_funding(lambda found: found.missing / CENTS),
    Measured.FIRST_UNFUNDED: _of_funding(_first_unfunded),
    Measured.UNUSED: _of_funding(lambda found: sum(use.unused for use in found.uses) / CENTS),
}


# ------------------------------------------------------------------------- what lies behind them


def _fills(plans: Sequence[Plan]) -> Iterable[FillChange]:
    by_plan = [{entry.requirement: entry for entry in _requirements(plan)} for plan in plans]
    for id_ in dict.fromkeys(id_ for entries in by_plan for id_ in entries):
        found = [entries.get(id_) for entries in by_plan]
        shortfalls = tuple(None if entry is None else entry.shortfall for entry in found)
        if differ(shortfalls):
            known = next(entry for entry in found if entry is not None)
            yield FillChange(id_, known.title, known.measure, shortfalls)


Tonnes = dict[tuple[str, str], float]


def _ahead(plan: Plan) -> Tonnes:
    """Tonnes that must stand at a site before the troops arrive."""
    stocks = plan.sustainment.prepositioned if plan.sustainment is not None else ()
    return {(stock.site, stock.load.item): stock.load.tonnes for stock in stocks}


def _short(plan: Plan) -> Tonnes:
    """Tonnes of demand that are not met."""
    found: Tonnes = {}
    for entry in plan.sustainment.unmet if plan.sustainment is not None else ():
        key = (entry.site, entry.item)
        found[key] = found.get(key, 0.0) + entry.tonnes
    return found


def _stocks(plans: Sequence[Plan], tonnes: Callable[[Plan], Tonnes]) -> Iterable[StockChange]:
    found = [tonnes(plan) for plan in plans]
    for site, item in sorted({key for entries in found for key in entries}):
        amounts = tuple(
            None if plan.sustainment is None else entries.get((site, item), 0.0)
            for plan, entries in zip(plans, found, strict=True)
        )
        yield StockChange(site, _site_title(plans, site), item, amounts)


def _failures(plans: Sequence[Plan]) -> Iterable[FailureChange]:
    """The first failure without outside support of every site that fails in some plan."""
    firsts: list[dict[str, int]] = []
    for plan in plans:
        mine: dict[str, int] = {}
        for entry in plan.sustainment.failures if plan.sustainment is not None else ():
            mine[entry.site] = min(entry.alone, mine.get(entry.site, entry.alone))
        firsts.append(mine)
    wanting = [
        {entry.site for entry in plan.sustainment.item_demand} if plan.sustainment else set[str]()
        for plan in plans
    ]
    for site in sorted({site for mine in firsts for site in mine}):
        days = tuple(mine.get(site) for mine in firsts)
        needed = tuple(site in sites for sites in wanting)
        yield FailureChange(site, _site_title(plans, site), days, needed)


Money = dict[str, tuple[str, float]]
"""Titles and US dollars by id."""


def _unfunded(found: FundingPlan) -> Money:
    """What of each entry of the costs nobody pays."""
    money: Money = {}
    for line, short in zip(found.lines, found.unfunded, strict=True):
        if short:
            money[line.cost] = (line.title, money.get(line.cost, ("", 0.0))[1] + short / CENTS)
    return money


def _paying(found: FundingPlan) -> Money:
    """What each contribution pays."""
    return {use.contribution: (use.title, use.used / CENTS) for use in found.uses if use.used}


def _money(plans: Sequence[Plan], told: Callable[[FundingPlan], Money]) -> Iterable[MoneyChange]:
    found = [None if plan.funding is None else told(plan.funding) for plan in plans]
    titles = {id_: title for money in found if money for id_, (title, _) in money.items()}
    for id_, title in titles.items():
        amounts = tuple(None if money is None else money.get(id_, ("", 0.0))[1] for money in found)
        yield MoneyChange(id_, title, amounts)


def _site_title(plans: Sequence[Plan], site: str) -> str:
    holder = next(plan.scenario for plan in plans if site in plan.scenario.sites)
    return site_title(holder, site)
