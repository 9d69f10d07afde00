"""Rules that span sections: small named questions, each answered by what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.catalogue import Factbook
from planner.scenario.book import factbook_of
from planner.scenario.checks.calendar import (
    closures_fall_in_the_calendar,
    contracts_begin_within_the_calendar,
    seasons_fall_in_the_calendar,
    supplies_fall_in_the_calendar,
)
from planner.scenario.checks.contracts import (
    contracts_begin_some_day,
    contracts_price_what_they_supply,
    contracts_supply_once,
    late_is_later_than_something,
)
from planner.scenario.checks.decisions import (
    decisions_can_be_kept,
    decisions_fix_what_was_pledged,
    decisions_stand_once,
    decisions_stay_in_the_force,
    milestones_count_something,
    milestones_stay_in_the_force,
)
from planner.scenario.checks.effects import (
    airfields_are_flown_to,
    goals_count_what_is_stated,
    seasons_narrow_something,
)
from planner.scenario.checks.fleets import (
    bases_are_on_their_lanes,
    convoys_have_vehicles,
    fleets_can_use_their_lanes,
    handling_has_lanes,
)
from planner.scenario.checks.general import (
    casualties_are_named,
    goals_fill_requirements,
    goals_stand_once,
    needs_calendar,
    new_rates_are_whole,
    quantities_count_the_measure,
    unsourced_figures,
)
from planner.scenario.checks.lanes import (
    loops_cost_something,
    loops_take_time,
    seasons_stand_apart,
    smallest_loads_pass,
)
from planner.scenario.checks.network import (
    fleets_fit_their_lanes,
    lanes_have_a_fleet,
    lanes_have_a_length,
    months_have_a_date,
    trips_take_time,
)
from planner.scenario.checks.openings import (
    additions_add_to_something,
    decisions_have_a_size,
    lanes_in_are_allowed,
)
from planner.scenario.checks.pledges import (
    climates_are_told,
    critical_equipment_is_needed,
    equipment_is_on_the_critical_list,
    equipment_is_stated,
    lifts_have_a_mass,
    pledges_are_wanted,
    pledges_come_in_time,
    requirements_can_be_served,
    uses_fit_their_requirement,
)
from planner.scenario.checks.policies import (
    echelons_have_sites,
    levels_leave_room,
    reserves_stand_somewhere,
)
from planner.scenario.checks.reached import fuel_is_counted, sites_are_reached
from planner.scenario.checks.requirements import (
    moves_go_forward,
    needs_are_required_in_time,
    needs_lead_one_way,
    phases_lie_within_the_window,
    quantities_can_be_counted,
    requirements_fall_in_the_calendar,
    substitutions_lead_one_way,
)
from planner.scenario.checks.services import (
    service_points_find_room,
    service_sites_stand_once,
    service_speeds_are_of_its_modes,
    services_reach_their_units,
    travel_times_are_told,
)
from planner.scenario.checks.supply import (
    conversions_give_one_that_spoils,
    least_can_be_received,
    limits_are_shared,
    limits_count_something,
    opening_stock_fits,
    packages_lead_one_way,
    stocks_are_still_good,
    stocks_can_expire,
)
from planner.scenario.host_checks import (
    courses_end_in_time,
    graduates_can_be_counted,
    host_entries_have_their_own_names,
)
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario

__all__ = ["QUESTIONS", "RULES", "Rule", "broken_rules", "doubts", "unsourced_figures"]

Rule = Callable[[Scenario, Factbook], Iterator[Broken]]

RULES: tuple[Rule, ...] = (
    needs_calendar,
    new_rates_are_whole,
    casualties_are_named,
    lanes_have_a_length,
    fleets_fit_their_lanes,
    trips_take_time,
    months_have_a_date,
    reserves_stand_somewhere,
    echelons_have_sites,
    levels_leave_room,
    quantities_can_be_counted,
    moves_go_forward,
    phases_lie_within_the_window,
    substitutions_lead_one_way,
    needs_lead_one_way,
    needs_are_required_in_time,
    equipment_is_on_the_critical_list,
    critical_equipment_is_needed,
    decisions_stand_once,
    decisions_stay_in_the_force,
    decisions_fix_what_was_pledged,
    milestones_stay_in_the_force,
    milestones_count_something,
    quantities_count_the_measure,
    goals_stand_once,
    goals_fill_requirements,
    uses_fit_their_requirement,
    host_entries_have_their_own_names,
    graduates_can_be_counted,
    late_is_later_than_something,
    lifts_have_a_mass,
    contracts_begin_some_day,
    contracts_supply_once,
    contracts_price_what_they_supply,
    service_sites_stand_once,
    service_points_find_room,
    service_speeds_are_of_its_modes,
    bases_are_on_their_lanes,
    loops_cost_something,
    least_can_be_received,
    stocks_can_expire,
    conversions_give_one_that_spoils,
    packages_lead_one_way,
    limits_are_shared,
    additions_add_to_something,
    decisions_have_a_size,
)

QUESTIONS: tuple[Rule, ...] = (
    unsourced_figures,
    lanes_have_a_fleet,
    seasons_narrow_something,
    airfields_are_flown_to,
    goals_count_what_is_stated,
    courses_end_in_time,
    equipment_is_stated,
    pledges_are_wanted,
    pledges_come_in_time,
    climates_are_told,
    requirements_can_be_served,
    requirements_fall_in_the_calendar,
    decisions_can_be_kept,
    travel_times_are_told,
    services_reach_their_units,
    sites_are_reached,
    fuel_is_counted,
    fleets_can_use_their_lanes,
    convoys_have_vehicles,
    handling_has_lanes,
    loops_take_time,
    seasons_stand_apart,
    closures_fall_in_the_calendar,
    seasons_fall_in_the_calendar,
    supplies_fall_in_the_calendar,
    contracts_begin_within_the_calendar,
    smallest_loads_pass,
    opening_stock_fits,
    stocks_are_still_good,
    limits_count_something,
    lanes_in_are_allowed,
)


def broken_rules(scenario: Scenario) -> list[Broken]:
    """Everything that breaks a rule, rule by rule."""
    book = factbook_of(scenario)
    return [broken for rule in RULES for broken in rule(scenario, book)]


def doubts(scenario: Scenario) -> list[Broken]:
    """What a careful reader would ask about a scenario that breaks no rule."""
    book = factbook_of(scenario)
    return [doubt for question in QUESTIONS for doubt in question(scenario, book)]
