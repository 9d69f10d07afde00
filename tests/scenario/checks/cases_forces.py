"""Questions on forces: pledges, requirements, the host nation, contracts and services."""

from __future__ import annotations

from typing import Any

from planner.scenario import host_checks
from planner.scenario.checks import (
    calendar,
    ceilings,
    decisions,
    general,
    pledges,
    requirements,
    services,
)
from tests.scenario.checks.case import Case, Data, force, forces, gift, need
from tests.scenario.network import place, road

ALPHA = {"A": {"title": "Alpha", "strength": 150}}
HOT = {"camp": place(climate="sahelian"), "port": place()}
TRADER = {"title": "Trader", "force": "blue", "after_days": 3}
REFUSAL = [{"night": True}]


def pledge(**fields: Any) -> Data:
    return forces(pledges={"one": gift(**fields)})


def required(**fields: Any) -> Data:
    return forces(requirements={"guard": need(**fields)})


def school(length: int) -> Data:
    course = {"title": "School", "force": "red", "capability": "scouts", "contributor": "A"}
    days = {"starts": "D+0", "length": length, "courses": 1, "places": 10, "status": "verified"}
    return forces(training={"school": {**course, **days, "unit_strength": 5}})


def care(lane: Data, **fields: Any) -> Data:
    """Care at the port for the guards at the camp, 100 km away."""
    return forces(
        services={"care": {"title": "Care", "within_hours": 2, "sites": ["port"], **fields}},
        lanes={"road": road(**lane)},
    )


def strength(ceiling: int, **guard: Any) -> Data:
    """Two companies from D+2 to D+4, where one is required before and after."""
    steps = [{"from": "D+2", "quantity": 2}, {"from": "D+5", "quantity": 1}]
    return forces(
        forces={"blue": force(personnel=ceiling), "red": force()},
        requirements={"guard": need(profile=steps, **guard)},
    )


def traded(day: str) -> Data:
    return forces(contracts={"trader": {**TRADER, "from": day}})


CASES = (
    Case(
        general.unsourced_figures,
        "forces.blue.personnel",
        "figures without a source; seen: 2 in forces: forces.blue.personnel, forces.red.personnel",
        "500",
        forces(),
        forces(
            forces={
                "blue": force(personnel={"value": 500, "assumption": "a test"}),
                "red": force(personnel={"value": 500, "assumption": "a test"}),
            }
        )
        | {
            section: {}
            for section in ("sites", "lanes", "fleets", "supplies", "demands", "vehicles", "items")
        }
        | {"units": {}, "pledges": {}, "requirements": {}},
    ),
    Case(
        host_checks.courses_end_in_time,
        "training.school",
        "1 of 1 courses end after the calendar",
        "capability: scouts",
        school(10),
        school(9),
    ),
    Case(
        pledges.equipment_is_stated,
        "pledges.one",
        "its critical equipment is taken to be complete: drill",
        "contributor: A",
        pledge(critical={"drill": 1}),
        pledge(critical={"drill": 1}, equipment={}),
    ),
    Case(
        pledges.pledges_are_wanted,
        "pledges.one",
        "no requirement of its force wants what it gives",
        "contributor: A",
        pledge(unit="scout"),
        pledge(unit="scout")
        | {"substitutions": [{"capability": "scouts", "for": "guards", "efficiency": 0.5}]},
    ),
    Case(
        pledges.pledges_come_in_time,
        "pledges.one",
        "it arrives after the calendar and counts for nothing; seen: D+10",
        "available: D+3",
        pledge(available="D+3", movement=7),
        pledge(available="D+3", movement=6),
    ),
    Case(
        pledges.climates_are_told,
        "pledges.one.adapted_to",
        "no site has a climate",
        "- sahelian",
        pledge(adapted_to=["sahelian"]),
        pledge(adapted_to=["sahelian"]) | {"sites": HOT},
    ),
    Case(
        pledges.requirements_can_be_served,
        "requirements.guard",
        "caveats keep every pledge that could fill it from serving; seen: one",
        "capability: guards",
        forces(requirements={"guard": need(night=True)}, pledges={"one": gift(caveats=REFUSAL)}),
        forces(
            requirements={"guard": need(night=True)},
            pledges={"one": gift(caveats=REFUSAL), "two": gift()},
        ),
    ),
    Case(
        requirements.requirements_fall_in_the_calendar,
        "requirements.guard",
        "nothing of it is required on any day of the calendar; seen: from D+10",
        "capability: guards",
        required(**{"from": "D+10"}),
        required(**{"from": "D+9"}),
    ),
    Case(
        decisions.decisions_can_be_kept,
        "decisions[0]",
        "one is not verified, so that nothing is fixed; seen: offered",
        "pledge: one",
        forces(
            pledges={"one": gift(status="offered")},
            decisions=[{"pledge": "one", "requirement": "guard", "units": 1}],
        ),
        forces(
            pledges={"one": gift(status="offered")},
            decisions=[{"pledge": "one", "requirement": "guard", "forbid": True}],
        ),
    ),
    Case(
        services.travel_times_are_told,
        "services.care",
        "cannot be told, so nobody takes them; seen: road",
        "sites:",
        care({}),
        care({}, speeds={"road": 50}),
    ),
    Case(
        services.services_reach_their_units,
        "services.care.within_hours",
        "no site for a point is within the travel time of all units",
        "1.9",
        care({"hours": 2}, within_hours=1.9),
        care({"hours": 2}, within_hours=2),
    ),
    Case(
        calendar.contracts_begin_within_the_calendar,
        "contracts.trader",
        "the contract lies outside the calendar",
        "after_days: 3",
        traded("D+10"),
        traded("D+9"),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "services.care",
        "outside the calendar",
        "from: D+10",
        care({}, speeds={"road": 50}, **{"from": "D+10"}),
        care({}, speeds={"road": 50}, **{"from": "D+9"}),
    ),
    Case(
        calendar.entries_fall_in_the_calendar,
        "equipment.trucks",
        "outside the calendar",
        "capability: scouts",
        forces(
            equipment={
                "trucks": {
                    "title": "Trucks",
                    "force": "red",
                    "institution": "army",
                    "capability": "scouts",
                    "required": 2,
                    "from": "D+10",
                }
            }
        ),
        forces(
            equipment={
                "trucks": {
                    "title": "Trucks",
                    "force": "red",
                    "institution": "army",
                    "capability": "scouts",
                    "required": 2,
                    "from": "D+9",
                }
            }
        ),
    ),
    Case(
        calendar.steps_fall_in_the_calendar,
        "requirements.guard.moves[0].from",
        "outside the calendar: it counts for nothing; seen: D+10",
        "D+10",
        required(site="camp", moves=[{"site": "port", "from": "D+10"}]),
        required(site="camp", moves=[{"site": "port", "from": "D+9"}]),
    ),
    Case(
        calendar.steps_fall_in_the_calendar,
        "requirements.guard.profile[0].from",
        "seen: D+10",
        "D+10",
        required(profile=[{"quantity": 2, "from": "D+10"}]),
        required(profile=[{"quantity": 2, "from": "D+9"}]),
    ),
    Case(
        calendar.windows_of_pledges_fall_in_the_calendar,
        "pledges.one.windows[0]",
        "seen: from D+10",
        "from: D+10",
        pledge(windows=[{"from": "D+10"}]),
        pledge(windows=[{"from": "D+9"}]),
    ),
    Case(
        # two companies of 100 from D+2 on
        ceilings.ceilings_hold_what_is_required,
        "forces.blue.personnel",
        "200 persons or more on D+2, above the ceiling of the force; seen: 199",
        "199",
        strength(199),
        strength(200),
    ),
    Case(
        # with no more than the day before the second company comes, 100 are enough
        ceilings.ceilings_hold_what_is_required,
        "forces.blue.personnel",
        "200 persons or more on D+2",
        "100",
        strength(100, until="D+3"),
        strength(100, until="D+2"),
    ),
    Case(
        # two companies of 100 persons, pledged by one who has 150
        ceilings.pledges_stay_within_strength,
        "contributors.A.strength",
        "it pledges 200 persons, more than it has to send: one, two; seen: 150 person",
        "150",
        forces(contributors=ALPHA, pledges={"one": gift(), "two": gift(status="offered")}),
        forces(contributors=ALPHA, pledges={"one": gift(), "two": gift(contributor="B")}),
    ),
    Case(
        ceilings.contributors_contribute,
        "contributors.Alpha",
        "no pledge and no training names this contributor; named are: Alfa",
        "Alpha:",
        forces(contributors={"Alpha": ALPHA["A"]}, pledges={"one": gift(contributor="Alfa")}),
        forces(contributors={"Alpha": ALPHA["A"]}, pledges={"one": gift(contributor="Alpha")}),
    ),
)
