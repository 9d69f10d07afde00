"""External arrangements: which share of a unit's demand contracts cover on which day (S/2012/894
§65), and what that costs. What they do not cover yet stays with the network.

A force without contracts has one arrangement that covers everything, free, from hand-over on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.figure import Figure
from planner.catalogue.ids import ItemId, SiteId
from planner.records.external import ContractUse
from planner.records.laydown import DeployedUnit
from planner.scenario.schema.contracts import Contract
from planner.scenario.schema.scenario import Scenario

Floats = NDArray[np.float64]
FREE = Figure(value=0)


@dataclass(frozen=True)
class Arrangement:
    """What covers one unit on the days [begin, until): all of it after `ramp` days of growth.

    `contract` is None, and `sites` and `items` are empty, for what is agreed for everything.
    """

    contract: str | None
    sites: frozenset[SiteId]
    items: frozenset[ItemId]
    begin: int
    until: int
    ramp: int

    def covers(self, site: SiteId, item: ItemId | None = None) -> bool:
        """True where it supplies the item, or anything at all, at the site."""
        of_item = item is None or not self.items or item in self.items
        return of_item and (not self.sites or site in self.sites)

    def share(self, days: NDArray[np.int64]) -> Floats:
        """The share of demand that it covers on each of the days."""
        grown = np.clip((days - self.begin + 1) / (self.ramp + 1), 0.0, 1.0)
        return np.where(days < self.until, grown, 0.0)

    @property
    def changes(self) -> range:
        """Every day on which the share is not that of the day before, but the last."""
        return range(self.begin, min(self.until, self.begin + self.ramp + 1))


def arrangements(scenario: Scenario, unit: DeployedUnit) -> tuple[Arrangement, ...]:
    """What covers a unit, contract by contract."""
    assert scenario.calendar is not None
    end = max(unit.until, scenario.calendar.end)
    mine = [(name, c) for name, c in sorted(scenario.contracts.items()) if c.force == unit.force]
    if mine:
        return tuple(_arrangement(name, contract, unit, end) for name, contract in mine)
    if unit.required_days is None:
        return ()
    return (Arrangement(None, frozenset(), frozenset(), unit.hand_over, end, 0),)


def _arrangement(name: str, contract: Contract, unit: DeployedUnit, end: int) -> Arrangement:
    return Arrangement(
        contract=name,
        sites=frozenset(contract.sites),
        items=frozenset(contract.items),
        begin=contract.begins(unit.arrival, unit.required_days, unit.late_days),
        until=end if contract.until is None else contract.until,
        ramp=int(contract.ramp_days.value),
    )


def change_days(scenario: Scenario, unit: DeployedUnit) -> Iterator[int]:
    """Every day on which what covers a unit changes."""
    for arrangement in arrangements(scenario, unit):
        yield from arrangement.changes
        yield arrangement.until


class Ledger:
    """What the contracts supply, summed up unit by unit."""

    def __init__(self, scenario: Scenario) -> None:
        assert scenario.calendar is not None
        self._start = scenario.calendar.start
        self._contracts = dict(sorted(scenario.contracts.items()))
        self._paid = {
            name: np.zeros(scenario.calendar.end - self._start) for name in self._contracts
        }
        self._forces = scenario.forces
        self._quantities: dict[tuple[str, ItemId], float] = {}
        self._person_days = dict.fromkeys(self._contracts, 0.0)
        self._begins: dict[str, int] = {}

    def add_goods(
        self, contract: str | None, item: ItemId, used: Floats, days: NDArray[np.int64],
        share: Floats,
    ) -> None:  # fmt: skip
        """Note what a contract supplies of what is used, by day."""
        quantity = float(share @ used)
        if contract is not None and quantity > 0:
            key = (contract, item)
            self._quantities[key] = self._quantities.get(key, 0.0) + quantity
            price = self._contracts[contract].prices.get(item, FREE)
            self._paid[contract][days - self._start] += price.value * share * used

    def add_persons(
        self, contract: str | None, personnel: float, days: NDArray[np.int64], share: Floats
    ) -> None:
        """Note the persons that a contract supplies, by day."""
        if contract is not None and share.any():
            first = int(days[np.flatnonzero(share)[0]])
            self._begins[contract] = min(first, self._begins.get(contract, first))
            self._person_days[contract] += personnel * float(share.sum())
            price = self._contracts[contract].person_day_price.value
            self._paid[contract][days - self._start] += price * personnel * share

    def paid(self) -> dict[str, Floats]:
        """[D] US dollars of every contract by day; what it costs to start falls on the day on which
        it begins."""
        found = {name: paid.copy() for name, paid in self._paid.items()}
        for name, first in self._begins.items():
            found[name][first - self._start] += self._contracts[name].start_up_cost.value
        return found

    def uses(self) -> tuple[ContractUse, ...]:
        """What every contract supplies and costs, in the order of their names."""
        return tuple(self._use(name, contract) for name, contract in self._contracts.items())

    def _use(self, name: str, contract: Contract) -> ContractUse:
        mine = sorted((item, q) for (one, item), q in self._quantities.items() if one == name)
        goods = sum(q * contract.prices[item].value for item, q in mine if item in contract.prices)
        begins, persons = self._begins.get(name), self._person_days[name]
        start_up = 0.0 if begins is None else contract.start_up_cost.value
        late = contract.late_days.value + self._forces[contract.force].late_days.value
        return ContractUse(
            contract=name,
            title=contract.title,
            force=contract.force,
            begins=begins,
            late_days=int(late),
            person_days=persons,
            quantities=tuple(mine),
            cost_usd=goods + persons * contract.person_day_price.value + start_up,
        )
