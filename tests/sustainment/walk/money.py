"""What a plan costs, line by line, and its other goals."""

from __future__ import annotations

from collections import defaultdict

from tests.sustainment.walk.daily import Walk
from tests.sustainment.walk.facts import Entry, amount, days_of


def costs(walk: Walk) -> dict[str, float]:
    """Every line, US dollars; nought where nothing of it is in the plan."""
    return {
        "buying": sum(_price(walk, "supplies", e["supply"], e) for e in walk.supply["receipts"]),
        "selling": -sum(
            _price(walk, "outlets", e["by"], e)
            for e in walk.supply["turnovers"]
            if e["kind"] == "sold"
        ),
        "moving": sum(_moving(walk, entry) for entry in walk.supply["movements"]),
        "vehicles": _vehicles(walk) + _empty_vehicles(walk),
        "holding": _holding(walk),
        "converting": sum(_converting(walk, entry) for entry in walk.supply["turnovers"]),
        "opening": sum(_opening(walk, entry) for entry in walk.supply["openings"]),
        "running": _running(walk),
        "adding": sum(_adding(walk, entry) for entry in walk.supply["openings"]),
        "external arrangements": sum(
            _contract(walk, e) for e in walk.supply["demand"]["contracts"]
        ),
    }


def goals(walk: Walk) -> dict[tuple[str, int | None], float]:
    """The goals that movements, vehicles, stock and money tell; policies are not walked."""
    found: defaultdict[tuple[str, int | None], float] = defaultdict(float)
    for (_, item, _), quantity in walk.unmet.items():
        priority = walk.facts.item(item).get("priority", 1)
        found["unmet", priority] += quantity * walk.facts.tonnes(item)
    for entry in walk.supply["movements"]:
        tonnes = entry["quantity"] * walk.facts.tonnes(entry["item"])
        found["tonne_km", None] += tonnes * walk.facts.km(entry["lane"])
    found["fleet", None] = sum(days for _, days in vehicle_days(walk))
    for entry in walk.supply["repositionings"]:
        found["fleet", None] += entry["vehicles"] * _empty_days(walk, entry)
    found["cost", None] = sum(costs(walk).values())
    return found


def vehicle_days(walk: Walk) -> list[tuple[Entry, float]]:
    """Every departure with the vehicle-days it takes up within the plan."""
    return [
        (
            entry,
            trips * sum(share for _, share in walk.facts.away(entry["lane"], entry["fleet"], day)),
        )
        for entry, day, trips in walk.trips()
    ]


def _price(walk: Walk, section: str, name: str, entry: Entry) -> float:
    # the equipment of units has a supply of its own, and no price
    source = walk.facts.all(section).get(name, {})
    return amount(source.get("price")) * float(entry["quantity"])


def _moving(walk: Walk, entry: Entry) -> float:
    lane, item = walk.facts.all("lanes")[entry["lane"]], entry["item"]
    a_unit = lane.get("item_costs", {}).get(item)
    if a_unit is not None:
        return amount(a_unit) * float(entry["quantity"])
    return amount(lane.get("cost")) * walk.facts.tonnes(item) * float(entry["quantity"])


def _vehicles(walk: Walk) -> float:
    cost = 0.0
    for entry, _, trips in walk.trips():
        fleet = walk.facts.all("fleets")[entry["fleet"]]
        there_and_back = 2 * walk.facts.km(entry["lane"]) * amount(fleet.get("km_cost"))
        cost += trips * (amount(fleet.get("trip_cost")) + there_and_back)
    for entry, days in vehicle_days(walk):
        cost += days * amount(walk.facts.all("fleets")[entry["fleet"]].get("day_cost"))
    return cost


def _empty_vehicles(walk: Walk) -> float:
    cost = 0.0
    for entry in walk.supply["repositionings"]:
        fleet = walk.facts.all("fleets")[entry["fleet"]]
        one_way = walk.facts.km(entry["lane"]) * amount(fleet.get("km_cost"))
        days = _empty_days(walk, entry) * amount(fleet.get("day_cost"))
        cost += entry["vehicles"] * (one_way + days)
    return cost


def _empty_days(walk: Walk, entry: Entry) -> int:
    return max(1, walk.facts.transit_days(entry["lane"], entry["fleet"], days_of(entry)[-1]))


def _holding(walk: Walk) -> float:
    cost = 0.0
    for (name, item, _), quantity in walk.stock.items():
        site = walk.facts.all("sites")[name]
        a_unit = site.get("item_holding_costs", {}).get(item)
        if a_unit is None:
            a_unit = amount(site.get("holding_cost")) * walk.facts.tonnes(item)
        cost += max(0.0, quantity) * amount(a_unit)
    return cost


def _converting(walk: Walk, entry: Entry) -> float:
    """The cost of a conversion's runs, told by the first of what it gives more of than it takes."""
    made = walk.facts.all("conversions").get(entry["by"])
    if entry["kind"] != "made" or made is None:
        return 0.0
    net = {
        item: amount(given) - amount(made.get("takes", {}).get(item))
        for item, given in made["gives"].items()
    }
    first = min(item for item, given in net.items() if given > 0)
    if entry["item"] != first:
        return 0.0
    return amount(made.get("cost")) * float(entry["quantity"]) / net[first]


def _opening(walk: Walk, entry: Entry) -> float:
    if entry["kind"] not in ("site", "lane"):
        return 0.0
    return amount(walk.facts.all(f"{entry['kind']}s")[entry["id"]]["opening"].get("cost"))


def _running(walk: Walk) -> float:
    """Every day that is told; `compare` sees that goods move on no other."""
    lanes = walk.facts.all("lanes")
    total = 0.0
    for entry in walk.supply["openings"]:
        if entry["kind"] == "runs":
            total += entry["amount"] * amount((lanes[entry["id"]].get("runs") or {}).get("cost"))
    return total


def _adding(walk: Walk, entry: Entry) -> float:
    place, _, group = entry["id"].partition("/")
    sites, lanes, fleets = (walk.facts.all(name) for name in ("sites", "lanes", "fleets"))
    asked = {
        "storage": lambda: sites[place]["more_storage"][group],
        "throughput": lambda: sites[place]["more_throughput"],
        "capacity": lambda: lanes[place]["more_capacity"],
        "vehicles": lambda: fleets[place]["hire"],
    }.get(entry["kind"])
    return 0.0 if asked is None else amount(asked().get("cost")) * float(entry["amount"])


def _contract(walk: Walk, entry: Entry) -> float:
    contract = walk.facts.all("contracts")[entry["contract"]]
    prices = contract.get("prices", {})
    goods = sum(
        amount(prices.get(used["item"])) * float(used["quantity"]) for used in entry["items"]
    )
    persons = entry["person_days"] * amount(contract.get("person_day_price"))
    begun = 0.0 if entry["begins"] is None else amount(contract.get("start_up_cost"))
    return float(goods + persons + begun)
