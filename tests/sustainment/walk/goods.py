"""Where goods come from and what becomes of them, day by day."""

from __future__ import annotations

import math

from tests.sustainment.walk.daily import Found, Walk, turned_over, used
from tests.sustainment.walk.facts import amount, days_of


def sources(walk: Walk) -> Found:
    """What supplies give: by the day, in all, and no less than must be taken."""
    daily, total = used(), used()
    for entry in walk.supply["receipts"]:
        total[entry["supply"]] += entry["quantity"]
        for day in days_of(entry):
            daily[entry["supply"], day] += entry["quantity"] / len(days_of(entry))
    supplies = walk.facts.all("supplies")
    for (name, day), quantity in daily.items():
        supply = supplies.get(name)
        if supply is not None:  # the equipment of units has a supply of its own
            yield f"{name} is closed on {day}", float(not walk.facts.holds(supply, day)), 0.0
            most = amount(supply.get("per_day"), math.inf)
            most *= walk.is_opened("site", supply["site"])
            yield f"{name} on {day}", quantity, most
    for name, supply in supplies.items():
        yield f"{name} in all", total[name], amount(supply.get("total"), math.inf)
        yield f"missing of {name}", amount(supply.get("least")), total[name]


def outlets(walk: Walk) -> Found:
    for (name, day), quantity in turned_over(walk, "sold").items():
        outlet = walk.facts.all("outlets")[name]
        yield f"{name} is closed on {day}", float(not walk.facts.holds(outlet, day)), 0.0
        yield f"{name} on {day}", quantity, amount(outlet.get("per_day"), math.inf)


def conversions(walk: Walk) -> Found:
    """What is made and taken is in the proportions of its conversion, and no more than can be."""
    net, runs = used(), used()
    for entry in walk.supply["turnovers"]:
        sign = {"made": 1.0, "taken": -1.0}.get(entry["kind"], 0.0)
        for day in days_of(entry) if sign else ():
            net[entry["by"], entry["item"], day] += sign * entry["quantity"] / len(days_of(entry))
    for name, made in walk.facts.all("conversions").items():
        rates = {item: amount(given) for item, given in made["gives"].items()}
        for item, taken in made.get("takes", {}).items():
            rates[item] = rates.get(item, 0.0) - amount(taken)
        for day in walk.facts.days:
            of_day = [net[name, item, day] / rate for item, rate in rates.items() if rate]
            runs[name, day] = max(of_day)
            yield f"proportions of {name} on {day}", max(of_day) - min(of_day), 0.0
            most = amount(made.get("per_day"), math.inf) * walk.is_opened("site", made["site"])
            open_ = walk.facts.holds(made, day)
            yield f"{name} on {day}", runs[name, day], most if open_ else 0.0


def emptied(walk: Walk) -> Found:
    """What is taken out of packages is what was in them."""
    inside = used()
    for entry in walk.supply["turnovers"]:
        if entry["by"] == "emptied":
            package = walk.facts.item(entry["item"]).get("package_of") or {}
            for day in days_of(entry):
                each = entry["quantity"] / len(days_of(entry))
                if entry["kind"] == "taken":
                    goods = each * amount(package["quantity"])
                    inside[entry["site"], package["item"], day] -= goods
                else:
                    inside[entry["site"], entry["item"], day] += each
    for cell, apart in inside.items():
        yield f"emptied {cell}", abs(apart), 0.0


def shared(walk: Walk) -> Found:
    for name, limit in walk.facts.all("limits").items():
        uses = {item: amount(rate) for item, rate in limit["uses"].items()}
        taken = used()
        for entry, day, _, quantity in walk.moves():
            if entry["lane"] in limit.get("lanes", ()):
                taken[day] += uses.get(entry["item"], 0.0) * quantity
        for entry in walk.supply["receipts"]:
            for day in days_of(entry) if entry["supply"] in limit.get("supplies", ()) else ():
                share = entry["quantity"] / len(days_of(entry))
                taken[day] += uses.get(entry["item"], 0.0) * share
        for day in walk.facts.days:
            if walk.facts.holds(limit, day):
                yield f"{name} on {day}", taken[day], amount(limit["per_day"])


def demand(walk: Walk) -> Found:
    """No more is unmet than is asked for."""
    asked = used()
    for entry in walk.supply["item_demand"]:
        for day in days_of(entry):
            missing = entry["quantity"] - entry["own"]
            asked[entry["site"], entry["item"], day] += missing / len(days_of(entry))
    for cell, missing in walk.unmet.items():
        yield f"unmet {cell}", missing, asked[cell]
