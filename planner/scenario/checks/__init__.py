"""Rules that span sections: small named questions, each answered by what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from planner.catalogue import Factbook
from planner.scenario import host_checks
from planner.scenario.book import factbook_of
from planner.scenario.checks import (
    believable,
    calendar,
    ceilings,
    consumers,
    contracts,
    decisions,
    disruptions,
    due_diligence,
    effects,
    fleets,
    funding,
    general,
    lanes,
    lengths,
    network,
    openings,
    pledges,
    policies,
    reached,
    readiness,
    remedies,
    requirements,
    services,
    supply,
    uncertainty,
    what_if,
)
from planner.scenario.checks.general import unsourced_figures
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario

__all__ = [
    "QUESTIONS",
    "RULES",
    "Rule",
    "broken_rules",
    "doubts",
    "found_by",
    "name_of",
    "unsourced_figures",
]

Rule = Callable[[Scenario, Factbook], Iterator[Broken]]

RULES: tuple[Rule, ...] = (
    general.needs_calendar,
    general.new_rates_are_whole,
    general.casualties_are_named,
    network.lanes_have_a_length,
    network.fleets_fit_their_lanes,
    network.trips_take_time,
    network.months_have_a_date,
    policies.reserves_stand_somewhere,
    policies.echelons_have_sites,
    policies.levels_leave_room,
    requirements.quantities_can_be_counted,
    requirements.moves_go_forward,
    requirements.phases_lie_within_the_window,
    requirements.substitutions_lead_one_way,
    requirements.needs_lead_one_way,
    requirements.needs_are_required_in_time,
    pledges.equipment_is_on_the_critical_list,
    pledges.critical_equipment_is_needed,
    decisions.decisions_stand_once,
    decisions.decisions_stay_in_the_force,
    decisions.decisions_fix_what_was_pledged,
    decisions.milestones_stay_in_the_force,
    decisions.milestones_count_something,
    general.quantities_count_the_measure,
    general.goals_stand_once,
    general.goals_fill_requirements,
    pledges.uses_fit_their_requirement,
    host_checks.host_entries_have_their_own_names,
    host_checks.graduates_can_be_counted,
    contracts.late_is_later_than_something,
    pledges.lifts_have_a_mass,
    contracts.contracts_begin_some_day,
    contracts.contracts_supply_once,
    contracts.contracts_price_what_they_supply,
    services.service_sites_stand_once,
    services.service_points_find_room,
    services.service_speeds_are_of_its_modes,
    fleets.bases_are_on_their_lanes,
    lanes.loops_cost_something,
    supply.least_can_be_received,
    supply.stocks_can_expire,
    supply.conversions_give_one_that_spoils,
    supply.packages_lead_one_way,
    supply.limits_are_shared,
    openings.additions_add_to_something,
    openings.decisions_have_a_size,
    remedies.remedies_change_a_value,
    what_if.sliders_have_few_positions,
    what_if.sliders_can_be_moved,
    uncertainty.unknowns_concern_something,
    uncertainty.unknowns_move_figures_once,
    uncertainty.correlations_are_of_two,
    uncertainty.correlations_can_hold,
    disruptions.disruptions_exclude_each_other,
    disruptions.disruptions_change_something,
    funding.dollars_are_dollars,
    funding.amounts_have_a_rate,
    funding.rates_are_of_what_is_counted,
    funding.shares_of_rates_are_shares,
    funding.amounts_are_in_one_currency,
    funding.payments_stay_within_the_pledge,
    funding.contributions_come_within_the_mandate,
    funding.costs_fall_due_within_the_calendar,
    funding.things_are_given_once,
    readiness.gates_open_one_way,
    readiness.phases_wait_for_gates,
    readiness.carried_paths_are_days,
    readiness.evidence_is_of_its_force,
    readiness.evidence_can_be_computed,
)
"""What must hold: whatever breaks one of these is an error."""

QUESTIONS: tuple[Rule, ...] = (
    network.lanes_have_a_fleet,
    effects.seasons_narrow_something,
    effects.airfields_are_flown_to,
    effects.goals_count_what_is_stated,
    host_checks.courses_end_in_time,
    pledges.equipment_is_stated,
    pledges.pledges_are_wanted,
    pledges.pledges_come_in_time,
    pledges.climates_are_told,
    pledges.requirements_can_be_served,
    requirements.requirements_fall_in_the_calendar,
    decisions.decisions_can_be_kept,
    services.travel_times_are_told,
    services.services_reach_their_units,
    reached.sites_are_reached,
    reached.fuel_is_counted,
    fleets.fleets_can_use_their_lanes,
    fleets.convoys_have_vehicles,
    fleets.handling_has_lanes,
    lanes.loops_take_time,
    lanes.seasons_stand_apart,
    calendar.closures_fall_in_the_calendar,
    calendar.seasons_fall_in_the_calendar,
    calendar.supplies_fall_in_the_calendar,
    calendar.contracts_begin_within_the_calendar,
    lanes.smallest_loads_pass,
    supply.opening_stock_fits,
    supply.opening_stock_can_stand,
    supply.stocks_are_still_good,
    supply.limits_count_something,
    openings.lanes_in_are_allowed,
    reached.something_is_supplied,
    reached.goods_come_before_they_are_used,
    consumers.goods_are_of_use,
    consumers.goods_are_where_they_are_of_use,
    consumers.stores_can_hold_something,
    policies.policies_concern_what_is_used,
    policies.policies_have_a_store,
    policies.policies_fit_into_their_stores,
    ceilings.ceilings_hold_what_is_required,
    ceilings.pledges_stay_within_strength,
    ceilings.contributors_contribute,
    lengths.lanes_are_as_long_as_the_straight_line,
    lengths.lanes_go_fairly_straight,
    lengths.transit_times_can_be_kept,
    lengths.transit_times_are_not_far_too_long,
    lengths.goods_arrive_within_the_calendar,
    believable.figures_stay_within_the_catalogue,
    believable.figures_are_no_thousand_times_off,
    believable.figures_are_like_their_kind,
    believable.items_weigh_what_goods_weigh,
    calendar.entries_fall_in_the_calendar,
    calendar.steps_fall_in_the_calendar,
    calendar.windows_of_pledges_fall_in_the_calendar,
    calendar.fine_windows_fall_in_the_calendar,
    due_diligence.high_risks_are_reduced,
    due_diligence.contributors_give_support,
    readiness.gates_guard_something,
    readiness.reports_fall_due,
    readiness.events_fall_in_the_calendar,
    readiness.words_are_given_in_the_calendar,
    funding.costs_count_something,
    funding.contributions_can_pay_something,
    funding.prices_count_nothing_again,
    general.unsourced_figures,
)
"""What a careful reader asks: the answers are warnings."""


def name_of(check: Callable[..., object]) -> str:
    """The name of a check, as a planner reads it: lanes-have-a-fleet."""
    return check.__name__.replace("_", "-")


def broken_rules(scenario: Scenario) -> list[Broken]:
    """Everything that breaks a rule, rule by rule."""
    return found_by(RULES, scenario, factbook_of(scenario))


def doubts(scenario: Scenario) -> list[Broken]:
    """What a careful reader would ask about a scenario that breaks no rule."""
    return found_by(QUESTIONS, scenario, factbook_of(scenario))


def found_by(checks: Iterable[Rule], scenario: Scenario, book: Factbook) -> list[Broken]:
    """What checks find, check by check, each with the name of the one that found it."""
    return [
        replace(broken, check=name_of(check))
        for check in checks
        for broken in check(scenario, book)
    ]
