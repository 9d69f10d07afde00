"""Rules on casualties, stock policies and external arrangements: each fires, and stays silent."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import Fault, InputError
from planner.scenario import from_mapping

FORCES = {
    "blue": {"title": "Blue", "personnel": 100, "required_days": 30},
    "army": {"title": "Army", "personnel": 100, "host_nation": True},
}
WOUNDED = {"title": "Wounded", "per_thousand": {"value": 2, "assumption": "A test"}}


def scenario(**sections: Any) -> dict[str, Any]:
    """Two forces and two sites."""
    return {
        "format": 1,
        "id": "rules",
        "calendar": {"start": "D+0", "end": "D+10"},
        "forces": FORCES,
        "sites": {"a": {"title": "A"}, "b": {"title": "B"}},
        **sections,
    }


def contract(force: str = "blue", **terms: Any) -> dict[str, Any]:
    return {"title": "Contract", "force": force, **terms}


def the_fault(data: dict[str, Any]) -> Fault:
    with pytest.raises(InputError) as error:
        from_mapping(data)
    [fault] = error.value.faults
    return fault


def rate(**fields: Any) -> dict[str, Any]:
    own = {"item": "medical-supplies", "driver": "casualty", "of": "wounded", "rate": 3}
    return scenario(
        casualties={"wounded": WOUNDED},
        consumption={"own": {key: value for key, value in (own | fields).items() if value}},
    )


def test_a_rate_by_casualties_is_accepted_with_its_kind() -> None:
    assert from_mapping(rate()).consumption["own"].of == "wounded"  # type: ignore[index]


def test_casualties_that_do_not_exist() -> None:
    fault = the_fault(rate(of="wunded"))
    assert (fault.path, fault.seen, fault.nearest) == ("consumption.own.of", "'wunded'", "wounded")


@pytest.mark.parametrize(
    ("fields", "seen"),
    [({"of": None}, "driver: casualty"), ({"driver": "unit-day"}, "driver: unit-day, of: wounded")],
)
def test_casualties_and_their_kind_go_together(fields: dict[str, Any], seen: str) -> None:
    fault = the_fault(rate(**fields))
    assert (fault.path, fault.seen) == ("consumption.own", seen)
    assert "one of heat, wounded" in str(fault.allowed)


def test_a_rate_of_casualties_is_of_a_thousand() -> None:
    # 0.002 of the persons a day are 2 of a thousand; a percentage could be of anything
    kind = {"title": "Wounded", "per_thousand": "0.002 person/person/day"}
    loaded = from_mapping(scenario(casualties={"wounded": kind}))
    assert loaded.casualties["wounded"].per_thousand.value == 2  # type: ignore[index]
    wrong = scenario(casualties={"wounded": {**kind, "per_thousand": "0.2 %"}})
    assert the_fault(wrong).path == "casualties.wounded.per_thousand"


@pytest.mark.parametrize(
    ("sections", "path", "what"),
    [
        (
            {"contracts": {"c": contract("army")}},
            "contracts.c",
            "it cannot be told when the contract begins",
        ),
        (
            {"contracts": {"c": contract(items=["water"]), "d": contract(sites=["a"])}},
            "contracts.d",
            "another contract supplies the same units with the same",
        ),
        (
            {"contracts": {"c": contract(items=["water"], prices={"diesel": 1})}},
            "contracts.c.prices.diesel",
            "a price of what the contract does not supply",
        ),
        (
            {"forces": FORCES | {"army": FORCES["army"] | {"late_days": 5}}},
            "forces.army.late_days",
            "late_days of a force without external arrangements",
        ),
        ({"contracts": {"c": contract(sites=["c"])}}, "contracts.c.sites[0]", "unknown site"),
        ({"contracts": {"c": contract(items=["wine"])}}, "contracts.c.items[0]", "unknown item"),
    ],
)
def test_faulty_arrangements(sections: dict[str, Any], path: str, what: str) -> None:
    fault = the_fault(scenario(**sections))
    assert fault.path == path
    assert what in fault.what


@pytest.mark.parametrize(
    "sections",
    [
        {"contracts": {"c": contract("army", after_days=20)}},
        {"contracts": {"c": contract("army", **{"from": "D+5"})}},
        {"contracts": {"c": contract(items=["water"]), "d": contract(items=["diesel"])}},
        {"contracts": {"c": contract(sites=["a"]), "d": contract(sites=["b"])}},
        {"contracts": {"c": contract(until="D+5"), "d": contract(**{"from": "D+5"})}},
        {"contracts": {"c": contract(), "d": contract("army", after_days=1)}},
        {"contracts": {"c": contract(items=["water"], prices={"water": 1})}},
        {"contracts": {"c": contract(prices={"water": 1})}},
        {
            "forces": FORCES | {"army": FORCES["army"] | {"late_days": 5}},
            "contracts": {"c": contract("army", after_days=20)},
        },
    ],
)
def test_arrangements_that_can_be_kept(sections: dict[str, Any]) -> None:
    assert from_mapping(scenario(**sections)).forces


def policy(kind: str = "days-of-supply", **terms: Any) -> dict[str, Any]:
    sites = {"a": {"title": "A", "echelon": "forward"}, "b": {"title": "B"}}
    return scenario(sites=sites, policies={"p": {"kind": kind, **terms}})


@pytest.mark.parametrize(
    ("data", "path", "what", "allowed"),
    [
        (
            policy(items=["water"], days=5, echelons=["foward"]),
            "policies.p.echelons[0]",
            "no site is of this echelon",
            "forward",
        ),
        (
            policy(items=["water"], days=5, least={"water": 3}),
            "policies.p.least",
            "least does not go with kind days-of-supply",
            "days, or kind level",
        ),
        (
            policy("level", days=5, least={"water": 3}),
            "policies.p.days",
            "days does not go with kind level",
            "least and most",
        ),
        (policy(days=5), "policies.p", "it concerns no item", "items"),
        (policy("level"), "policies.p", "it concerns no item", "least"),
        (
            policy(items=["water", "diesel"], days_by_item={"water": 5}),
            "policies.p",
            "no days for diesel",
            "days_by_item with every item",
        ),
        (
            policy(items=["water"], days=5, maximum_days_by_item={"water": 4}),
            "policies.p.maximum_days_by_item",
            "maximum_days is below days",
            "5 days",
        ),
        (
            policy("ahead-of-troops", items=["water"], days=5, maximum_days=9),
            "policies.p.maximum_days",
            "maximum_days goes with kind days-of-supply",
            "nothing with kind ahead-of-troops",
        ),
        (
            policy("level", least={"water": "3 m3"}, most={"water": "2500 L"}),
            "policies.p.most.water",
            "most is below least",
            "3000, the least, or more",
        ),
        (
            policy("level", least={"water": "3 kg"}),
            "policies.p.least.water",
            "unit 'kg' cannot be read as 'L'",
            "a quantity in L",
        ),
        (
            policy("reserve", items=["water"], days=5),
            "policies.p",
            "a reserve must name its sites",
            "echelons",
        ),
        (policy(items=["water"], days=5, yields_to=10), "policies.p.yields_to", "", "9"),
    ],
)
def test_faulty_policies(data: dict[str, Any], path: str, what: str, allowed: str) -> None:
    fault = the_fault(data)
    assert fault.path == path
    assert what in fault.what
    assert allowed in f"{fault.allowed} {fault.what}"


@pytest.mark.parametrize(
    "data",
    [
        policy(items=["water"], days=5, echelons=["forward"]),
        policy("level", least={"water": "3 m3"}, most={"water": "3500 L"}, at_end=True),
        policy(items=["water"], days_by_item={"water": 5}),
        policy(items=["water"], maximum_days=5),
        policy(days_by_item={"water": 5, "diesel": 7}, maximum_days=9),
        policy("reserve", items=["water"], days=5, echelons=["forward"], yields_to=0),
        policy("ahead-of-troops", items=["water"], days=5, counts="network-demand"),
    ],
)
def test_policies_that_can_be_kept(data: dict[str, Any]) -> None:
    assert from_mapping(data).policies


def lifted(**terms: Any) -> dict[str, Any]:
    pledge = {
        "title": "P",
        "contributor": "AAA",
        "force": "blue",
        "capability": "infantry",
        "personnel": 100,
        "status": "verified",
        "lift": {"from": "a", "window_days": 5, "ready_days": 12},
    }
    return scenario(pledges={"p": pledge | terms})


def test_a_lift_says_how_much_there_is_to_lift() -> None:
    fault = the_fault(lifted())
    assert (fault.path, fault.what) == ("pledges.p.lift", "it cannot be told what is to be lifted")
    assert from_mapping(lifted(equipment_mass="40 t")).pledges


def test_equipment_does_not_come_before_it_is_ready() -> None:
    lift = {"from": "a", "window_days": 5, "ready_days": 4}
    fault = the_fault(lifted(equipment_mass=40, lift=lift))
    assert (fault.path, fault.seen) == ("pledges.p.lift.ready_days", "4")
    nowhere = lift | {"ready_days": 5, "from": "c"}
    assert the_fault(lifted(equipment_mass=40, lift=nowhere)).path == "pledges.p.lift.from"


def test_prices_of_a_contract_are_of_the_item_s_own_unit() -> None:
    # 5 USD for a cubic metre of water is 0.005 USD for a litre
    loaded = from_mapping(scenario(contracts={"c": contract(prices={"water": "5 USD/m3"})}))
    assert loaded.contracts["c"].prices["water"].value == pytest.approx(0.005)  # type: ignore[index]
    wrong = scenario(contracts={"c": contract(prices={"water": "5 USD/kg"})})
    assert the_fault(wrong).path == "contracts.c.prices.water"


def test_a_rate_that_the_catalogue_holds_as_an_alternative_is_taken_by_its_name() -> None:
    assert from_mapping(scenario(consumption={"water-full-camp": {}})).consumption
    with pytest.raises(InputError, match="item, driver and rate"):
        from_mapping(scenario(consumption={"water-fuller-camp": {}}))
