"""The numbers of a plan once something of its scenario is another."""

from __future__ import annotations

from dataclasses import dataclass

from planner.analysis.headlines import supply_values
from planner.analysis.trial import (
    Asked,
    Fielded,
    SupplyModel,
    fielded,
    quick_values,
    supply_case,
    supply_model,
    supply_outcome,
)
from planner.analysis.witness import Witness, is_same, verdict
from planner.errors import InputError, NoPlanError
from planner.messages import Said, joined, said
from planner.records.laydown import Laydown
from planner.records.provenance import How, Values
from planner.scenario import Scenario, factbook_of
from planner.sustainment.demand.daily import Floats


@dataclass(frozen=True)
class Base:
    """The plan without any change."""

    scenario: Scenario
    asked: Asked
    values: Values
    fielded: Fielded | None
    witness: Witness | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a changed plan, and how they are known; `estimates` are those of the supply
    plan that are only estimated, `misfit` by how much the unchanged plan does not fit it."""

    how: How
    values: Values
    estimates: Values
    misfit: float = 0.0


def numbers_of(base: Base, scenario: Scenario, *, solve: bool) -> Numbers:
    """The numbers of the plan of a changed scenario; with `solve` its supply plan is made where
    nothing is known without it. Raises `InputError` and `NoPlanError` as `plan` does."""
    asked, book = base.asked, factbook_of(scenario)
    found, laydown = None, Laydown(())
    if asked.forces:
        found, laydown = fielded(scenario, book, asked.options, base.fielded)
    values = quick_values(scenario, book, found)
    how = How.UNCHANGED if found is base.fielded else How.SOLVED
    if base.witness is None:
        return Numbers(how, values, {})
    supply = supply_model(supply_case(scenario, laydown, asked.options), asked)
    if is_same(base.witness, supply):
        return Numbers(how, base.values | values, {})
    judged = _judged(base.witness, supply, values)
    if solve and judged.how is How.ESTIMATED:
        outcome = supply_outcome(supply, asked.options, start=base.witness.start_for(supply))
        reached = [goal.value for goal in outcome.goals] + supply.constants
        return Numbers(How.SOLVED, values | _supply(supply, reached), {})
    return judged


def _judged(witness: Witness, supply: SupplyModel, values: Values) -> Numbers:
    """What the unchanged plan says of the changed one."""
    told = verdict(witness, supply)
    found = {} if told.values is None else _supply(supply, told.values)
    if told.known:
        return Numbers(How.PROVEN, values | found, {})
    return Numbers(How.ESTIMATED, values, found, told.misfit)


def _supply(supply: SupplyModel, reached: Floats) -> Values:
    return supply_values(supply.ordered, reached.tolist())


def why_none(error: InputError | NoPlanError) -> Said:
    """Why a changed scenario has no numbers, in words."""
    if isinstance(error, InputError):
        return said("swing.not-possible", why=error.brief)
    if error.status == "limit":
        return said("swing.limit")
    return said("swing.no-plan", why=joined("list.semicolon", error.why) or error.what)
