"""Rules on external arrangements."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId, SiteId
from planner.messages import said
from planner.scenario.rules import Broken
from planner.scenario.schema.contracts import Contract
from planner.scenario.schema.days import Window
from planner.scenario.schema.scenario import Scenario


def contracts_begin_some_day(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Can it be told of every contract when it begins?"""
    for name, contract in scenario.contracts.items():
        stated = contract.after_days is not None or contract.from_ is not None
        if not stated and scenario.forces[contract.force].required_days is None:
            yield Broken(
                ("contracts", name),
                said("contract-without-begin", force=contract.force),
            )


def contracts_supply_once(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is nothing supplied to the units of a force at one place by two contracts at a time?"""
    for first, second in _pairs(scenario):
        if _meet(scenario.contracts[first], scenario.contracts[second]):
            yield Broken(
                ("contracts", second),
                said("contracts-overlap"),
                seen=said("seen.two", one=first, other=second),
            )


def _pairs(scenario: Scenario) -> list[tuple[str, str]]:
    """Contracts of one force that may supply at one place: names in order, each pair once."""
    placed: dict[tuple[ForceId, SiteId | None], list[str]] = {}
    pairs: set[tuple[str, str]] = set()
    for name, contract in sorted(scenario.contracts.items()):
        sites: list[SiteId | None] = [None, *contract.sites]
        keys = {(contract.force, site) for site in sites}
        if not contract.sites:  # it meets every other of its force
            keys = {key for key in placed if key[0] == contract.force} | keys
        pairs |= {(other, name) for key in keys for other in placed.get(key, ())}
        for site in sites if len(sites) == 1 else sites[1:]:
            placed.setdefault((contract.force, site), []).append(name)
    return sorted(pairs)


def _meet(one: Contract, other: Contract) -> bool:
    return (
        (not one.sites or not other.sites or bool(set(one.sites) & set(other.sites)))
        and (not one.items or not other.items or bool(set(one.items) & set(other.items)))
        and _overlap(one, other)
    )


def _overlap(one: Window, other: Window) -> bool:
    def ends_first(first: Window, then: Window) -> bool:
        return first.until is not None and then.from_ is not None and first.until <= then.from_

    return not ends_first(one, other) and not ends_first(other, one)


def contracts_price_what_they_supply(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every contract name prices of its own items alone?"""
    for name, contract in scenario.contracts.items():
        for item in contract.prices:
            if contract.items and item not in contract.items:
                yield Broken(
                    ("contracts", name, "prices", item),
                    said("price-not-supplied"),
                    seen=item,
                    allowed=", ".join(contract.items),
                    about_key=True,
                )


def late_is_later_than_something(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Has every force whose external arrangements are late any such arrangements?"""
    contracted = {contract.force for contract in scenario.contracts.values()}
    for name, force in scenario.forces.items():
        if force.late_days.value and force.required_days is None and name not in contracted:
            yield Broken(
                ("forces", name, "late_days"),
                said("late-without-arrangements"),
                seen=f"{force.late_days.value:g}",
            )
