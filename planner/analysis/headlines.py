"""The numbers that a plan is read by, from the gap, the fill and the goals of supply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.catalogue import Factbook
from planner.forces.result import Filled, assignments
from planner.records.provenance import Headline, Values
from planner.records.supply import ForceGap
from planner.scenario import Scenario
from planner.scenario.schema.scenario import GoalName
from planner.sustainment import self_sufficiency_gap
from planner.sustainment.objective import SupplyGoal

OF_FORCES = (Headline.UNFILLED, Headline.PERSONNEL)
# the goal of supply that each number is the value of
OF_SUPPLY = {
    Headline.UNMET_FIRST: GoalName.UNMET,
    Headline.UNMET: GoalName.UNMET,
    Headline.POLICY: GoalName.POLICY,
    Headline.COST: GoalName.COST,
    Headline.PREPOSITIONED: GoalName.PREPOSITIONED_TONNES,
}


def headlines_of(scenario: Scenario, book: Factbook) -> tuple[Headline, ...]:
    """The numbers that the plan of a scenario has: those with input, and of supply with a goal."""
    found: list[Headline] = []
    if self_sufficiency_gap(scenario, book):
        found.append(Headline.GAP)
    if scenario.requirements or scenario.equipment:
        found.extend(OF_FORCES)
    if scenario.plans_supply:
        found.extend(name for name, goal in OF_SUPPLY.items() if goal in scenario.objective)
    return tuple(found)


def gap_values(gap: Iterable[ForceGap]) -> Values:
    """Tonnes of the self-sufficiency gap of all forces."""
    return {Headline.GAP: float(sum(load.tonnes for force in gap for load in force.items))}


def force_values(filled: Filled) -> Values:
    """Requirement-days unfilled in all tiers, and the personnel of what is assigned."""
    return {
        Headline.UNFILLED: float(sum(filled.unfilled.values())),
        Headline.PERSONNEL: float(sum(entry.personnel for entry in assignments(filled))),
    }


def supply_values(goals: Sequence[SupplyGoal], reached: Sequence[float]) -> Values:
    """The numbers of supply from the values of its goals in their order, as far as they go."""
    values: Values = {}
    pairs = list(zip(goals, reached, strict=False))
    for headline, name in OF_SUPPLY.items():
        mine = [(goal, value) for goal, value in pairs if goal.name is name]
        if headline is Headline.UNMET_FIRST:
            mine = mine[:1]
        if mine:
            values[headline] = float(sum(value for _, value in mine))
    return values


def goals_for(objective: Sequence[GoalName], headlines: Iterable[Headline]) -> tuple[GoalName, ...]:
    """The goals up to the last that a number is the value of: those after it do not touch it."""
    wanted = {OF_SUPPLY[headline] for headline in headlines if headline in OF_SUPPLY}
    last = max((place for place, goal in enumerate(objective) if goal in wanted), default=-1)
    return tuple(objective[: last + 1])
