"""Rules on forces: each case breaks one, and its near miss keeps it."""

from __future__ import annotations

from typing import Any

from planner.scenario import host_checks
from planner.scenario.checks import (
    contracts,
    decisions,
    general,
    pledges,
    remedies,
    requirements,
    services,
)
from tests.scenario.checks.case import GUARD, Case, Data, force, forces, gift, need


def trucks(name: str) -> Data:
    needed = {"title": "Trucks", "force": "red", "institution": "army", "capability": "scouts"}
    return forces(equipment={name: {**needed, "required": 2}})


def school(**fields: Any) -> Data:
    course = {"title": "School", "force": "red", "capability": "scouts", "contributor": "A"}
    days = {"starts": "D+0", "length": 3, "courses": 1, "places": 10, "status": "verified"}
    return forces(training={"school": {**course, **days, **fields}})


def contract(*entries: Data, **sections: Any) -> Data:
    agreed = {"title": "Trader", "force": "blue", "after_days": 3}
    named = {f"c{i}": {**agreed, **entry} for i, entry in enumerate(entries)}
    return forces(contracts={k: {a: b for a, b in v.items() if b} for k, v in named.items()})


def service(**fields: Any) -> Data:
    return forces(services={"care": {"title": "Care", "within_hours": 2, **fields}})


def circle(*rules: tuple[str, str]) -> Data:
    return forces(
        substitutions=[{"capability": one, "for": other, "efficiency": 1} for one, other in rules]
    )


def milestone(**fields: Any) -> Data:
    return forces(milestones={"ready": {"title": "Ready", "force": "red", **fields}})


SCOUTS = {"scouts": need(title="Scouts", force="red", capability="scouts")}


LATE = {"late": {"title": "Late", "from": "D+5", "tempo": "normal"}}


LIFT = {"from": "port", "window_days": 2, "ready_days": 3}


CASES = (
    Case(
        general.quantities_count_the_measure,
        "requirements.guard.quantity.unit",
        "seen: battalion; allowed: company",
        "1 battalion",
        forces(requirements={"guard": need(quantity="1 battalion")}),
        forces(requirements={"guard": need(quantity="1 company")}),
    ),
    Case(
        general.goals_fill_requirements,
        "force_objective[0]",
        "leaves everything unfilled",
        "personnel",
        forces(force_objective=["personnel", "unfilled"]),
        forces(force_objective=["unfilled", "personnel"]),
    ),
    Case(
        requirements.moves_go_forward,
        "requirements.guard.profile[1].from",
        "not after the one before it (D+5)",
        "D+5",
        forces(
            requirements={
                "guard": need(
                    profile=[{"from": "D+5", "quantity": 2}, {"from": "D+5", "quantity": 1}]
                )
            }
        ),
        forces(
            requirements={
                "guard": need(
                    profile=[{"from": "D+5", "quantity": 2}, {"from": "D+6", "quantity": 1}]
                )
            }
        ),
    ),
    Case(
        requirements.phases_lie_within_the_window,
        "requirements.guard.phases[0]",
        "nothing is required in it; seen: late, from D+5",
        "late",
        forces(phases=LATE, requirements={"guard": need(phases=["late"], until="D+5")}),
        forces(phases=LATE, requirements={"guard": need(phases=["late"], until="D+6")}),
    ),
    Case(
        requirements.substitutions_lead_one_way,
        "substitutions[1]",
        "seen: guards -> scouts -> guards",
        "capability: scouts",
        circle(("guards", "scouts"), ("scouts", "guards")),
        circle(("guards", "scouts")),
    ),
    Case(
        requirements.quantities_can_be_counted,
        "requirements.guard.quantity",
        "seen: 0.0001",
        "0.0001",
        forces(requirements={"guard": need(quantity=0.0001)}),
        forces(requirements={"guard": need(quantity=0.001)}),
    ),
    Case(
        remedies.remedies_change_a_value,
        "remedies.more.change",
        "pledges.two.units is no number, day or word that could become this; seen: pledges.two.",
        "pledges.two.units",
        forces(remedies={"more": {"change": "pledges.two.units", "to": 3}}),
        forces(remedies={"more": {"change": "pledges.one.units", "to": 3}}),
    ),
    Case(
        remedies.remedies_change_a_value,
        "remedies.more.change",
        "pledges.one.status is no number, day or word that could become this; seen: pledges.one.",
        "pledges.one.status",
        forces(
            pledges={"one": gift(status="offered")},
            remedies={"more": {"change": "pledges.one.status", "to": "verifid"}},
        ),
        forces(
            pledges={"one": gift(status="offered")},
            remedies={"more": {"change": "pledges.one.status", "to": "verified"}},
        ),
    ),
    Case(
        requirements.needs_lead_one_way,
        "requirements.guard.needs[0]",
        "a requirement needs itself, through others; seen: gate -> guard -> gate",
        "gate",
        forces(requirements={"guard": need(needs=["gate"]), "gate": need(needs=["guard"])}),
        forces(requirements={"guard": need(needs=["gate"]), "gate": need()}),
    ),
    Case(
        requirements.needs_are_required_in_time,
        "requirements.guard.needs[0]",
        "gate is not required on D+0, when guard needs it",
        "gate",
        forces(requirements={"guard": need(needs=["gate"]), "gate": need() | {"from": "D+1"}}),
        forces(requirements={"guard": need(needs=["gate"]), "gate": need() | {"from": "D+0"}}),
    ),
    Case(
        pledges.equipment_is_on_the_critical_list,
        "pledges.one.equipment.drill",
        "not on the critical list of the unit",
        "drill:",
        forces(pledges={"one": gift(equipment={"drill": {"held": 1}})}),
        forces(pledges={"one": gift(equipment={"drill": {"held": 1}}, critical={"drill": 2})}),
    ),
    Case(
        pledges.critical_equipment_is_needed,
        "units.guard.critical.drill",
        "of which none is needed; seen: 0",
        "0",
        forces(units={"guard": GUARD | {"critical": {"drill": 0}}}),
        forces(units={"guard": GUARD | {"critical": {"drill": 1}}}),
    ),
    Case(
        decisions.decisions_stand_once,
        "decisions[1]",
        "the pair is both fixed and forbidden",
        "forbid: true",
        forces(
            decisions=[
                {"pledge": "one", "requirement": "guard", "units": 1},
                {"pledge": "one", "requirement": "guard", "forbid": True},
            ]
        ),
        forces(
            requirements={"guard": need(), "gate": need()},
            decisions=[
                {"pledge": "one", "requirement": "guard", "units": 1},
                {"pledge": "one", "requirement": "gate", "forbid": True},
            ],
        ),
    ),
    Case(
        decisions.decisions_stay_in_the_force,
        "decisions[0].requirement",
        "a requirement of red, not of blue",
        "scouts",
        forces(
            requirements=SCOUTS,
            decisions=[{"pledge": "one", "requirement": "scouts", "forbid": True}],
        ),
        forces(decisions=[{"pledge": "one", "requirement": "guard", "forbid": True}]),
    ),
    Case(
        decisions.decisions_fix_what_was_pledged,
        "decisions[0].units",
        "more units are fixed than were pledged; seen: 2",
        "2",
        forces(decisions=[{"pledge": "one", "requirement": "guard", "units": 2}]),
        forces(
            pledges={"one": gift(units=2)},
            decisions=[{"pledge": "one", "requirement": "guard", "units": 2}],
        ),
    ),
    Case(
        decisions.milestones_stay_in_the_force,
        "milestones.ready.requirements[0]",
        "a requirement of blue, not of red",
        "guard",
        milestone(requirements=["guard"], personnel=1),
        milestone(requirements=["guard"], force="blue"),
    ),
    Case(
        decisions.milestones_count_something,
        "milestones.ready",
        "nothing is counted: red has no requirement",
        "force: red",
        milestone(),
        milestone(personnel=0.5),
    ),
    Case(
        pledges.uses_fit_their_requirement,
        "pledges.one.uses.scouts",
        "scouts needs scouts for force red",
        "scouts:",
        forces(requirements=SCOUTS, pledges={"one": gift(uses={"scouts": {"cost": 5}})}),
        forces(pledges={"one": gift(uses={"guard": {"cost": 5}})}),
    ),
    Case(
        host_checks.host_entries_have_their_own_names,
        "equipment.guard",
        "its requirement would be named guard, as another is",
        "capability: scouts",
        trucks("guard"),
        trucks("guards"),
    ),
    Case(
        host_checks.graduates_can_be_counted,
        "training.school",
        "how many graduates make one team cannot be told",
        "capability: scouts",
        school(),
        school(unit_strength=5),
    ),
    Case(
        contracts.late_is_later_than_something,
        "forces.blue.late_days",
        "late_days of a force without external arrangements",
        "5",
        forces(forces={"blue": force(late_days=5), "red": force()}),
        forces(forces={"blue": force(late_days=5, required_days=1), "red": force()}),
    ),
    Case(
        pledges.lifts_have_a_mass,
        "pledges.one.lift",
        "it cannot be told what is to be lifted",
        "from: port",
        forces(pledges={"one": gift(lift=LIFT)}),
        forces(pledges={"one": gift(lift=LIFT, equipment_mass=5)}),
    ),
    Case(
        contracts.contracts_begin_some_day,
        "contracts.c0",
        "it cannot be told when the contract begins",
        "force: blue",
        contract({"after_days": None}),
        contract({"after_days": 1}),
    ),
    Case(
        contracts.contracts_supply_once,
        "contracts.c1",
        "another contract supplies the same units with the same; seen: c0 and c1",
        "after_days: 3",
        contract({"until": "D+5"}, {"from": "D+4"}),
        contract({"until": "D+5"}, {"from": "D+5"}),
    ),
    Case(
        contracts.contracts_price_what_they_supply,
        "contracts.c0.prices.water",
        "a price of what the contract does not supply",
        "water: 1",
        contract({"items": ["sand"], "prices": {"water": 1}}),
        contract({"items": ["sand"], "prices": {"sand": 1}}),
    ),
    Case(
        services.service_sites_stand_once,
        "services.care.sites[1]",
        "the site is named twice",
        "camp",
        service(sites=["camp", "camp"]),
        service(sites=["camp", "port"]),
    ),
    Case(
        services.service_points_find_room,
        "services.care.least",
        "more points than its sites can have; seen: 2",
        "2",
        service(sites=["camp"], least=2),
        service(sites=["camp"], least=2, capacity=10),
    ),
    Case(
        services.service_speeds_are_of_its_modes,
        "services.care.speeds.air",
        "a speed for a mode that the service does not use",
        "air: 200",
        service(modes=["road"], speeds={"air": 200}),
        service(modes=["road", "air"], speeds={"air": 200}),
    ),
)
