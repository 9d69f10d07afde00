"""Goods that spoil: what is used on a day is still good, however the batches are used up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tests.sustainment.walk.daily import COMES, Walk
from tests.sustainment.walk.facts import amount, days_of, number

Place = tuple[str, str]
"""Site and item."""
Days = defaultdict[int, float]


def shelf_life(walk: Walk) -> Iterator[tuple[str, float, float]]:
    """Of each batch there is what came less what went; what is used comes from the oldest that is
    not promised to somebody later, and is enough; nothing stands after its day."""
    batches, needed = _batches(walk), _needed(walk)
    yield from _ages(walk)
    for place, mine in batches.items():
        for day in walk.facts.days:
            left = needed[place][day]
            for expires in sorted(mine):
                if day < expires:
                    taken = min(left, max(0.0, _free(walk, mine[expires], day)))
                    mine[expires][day] -= taken
                    left -= taken
            yield f"missing of good {place} on {day}", left, 0.0
        for expires, change in mine.items():
            kept = sum(quantity for day, quantity in change.items() if day < expires)
            over = kept if expires in walk.facts.days else 0.0
            yield f"{place} of {expires} stands after its day", over, 0.0


def _free(walk: Walk, change: Days, day: int) -> float:
    """The least that will be there of a batch from a day on, if no more of it is used."""
    there, least = 0.0, float("inf")
    for on in walk.facts.days:
        there += change[on]
        if on >= day:
            least = min(least, there)
    return least


def _batches(walk: Walk) -> defaultdict[Place, defaultdict[int, Days]]:
    """By place and last day, what comes less what goes as a batch, on each day."""
    found: defaultdict[Place, defaultdict[int, Days]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(float))
    )
    start = walk.facts.days[0]
    for stock in walk.facts.all("stocks").values():
        life = walk.facts.item(stock["item"]).get("shelf_life")
        if life:
            whole = f"D{start + int(amount(life['days'])):+d}"
            expires = number(stock.get("expires") or whole)
            found[stock["site"], stock["item"]][expires][start] += amount(stock["quantity"])
    for entry in (*walk.supply["receipts"], *walk.supply["turnovers"]):
        if entry["expires"] is not None:
            sign = COMES[entry["kind"]] if "kind" in entry else 1.0
            batch = found[entry["site"], entry["item"]][number(entry["expires"])]
            for day in days_of(entry):
                batch[day] += sign * entry["quantity"] / len(days_of(entry))
    for entry, day, arrives, quantity in walk.moves():
        if entry["expires"] is not None:
            lane, expires = walk.facts.all("lanes")[entry["lane"]], number(entry["expires"])
            found[lane["origin"], entry["item"]][expires][day] -= quantity
            if arrives in walk.facts.days:
                kept = quantity * (1 - amount(lane.get("loss")))
                found[lane["destination"], entry["item"]][expires][arrives] += kept
    return found


def _needed(walk: Walk) -> defaultdict[Place, Days]:
    """What is used by place and day, of whatever batch."""
    needed: defaultdict[Place, Days] = defaultdict(lambda: defaultdict(float))
    for entry in walk.supply["item_demand"]:
        for day in days_of(entry):
            used = (entry["quantity"] - entry["own"]) / len(days_of(entry))
            needed[entry["site"], entry["item"]][day] += used
    for (site, item, day), missing in walk.unmet.items():
        needed[site, item][day] -= missing
    for entry in walk.supply["turnovers"]:
        if entry["expires"] is None:
            for day in days_of(entry):
                used = -COMES[entry["kind"]] * entry["quantity"] / len(days_of(entry))
                needed[entry["site"], entry["item"]][day] += used
    return needed


def _ages(walk: Walk) -> Iterator[tuple[str, float, float]]:
    """What spoils is told with its last day, which is no later than its life allows."""
    for entry in walk.supply["receipts"]:
        life = walk.facts.item(entry["item"]).get("shelf_life")
        told = entry["expires"] is not None
        yield f"a day is told of what does not spoil: {entry}", float(told and not life), 0.0
        if life:
            yield f"no day is told of {entry}", float(not told), 0.0
            days = number(entry["expires"]) - number(entry["from"])
            yield f"too old: {entry}", days, amount(life["days"])
