"""Rules and questions on what things cost and who pays for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CostId
from planner.catalogue.measure import PERCENT
from planner.messages import said
from planner.scenario.document import KeyPath
from planner.scenario.pledged import capability_of
from planner.scenario.rules import Broken
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.days import show_day
from planner.scenario.schema.funding import DOLLAR, Channel, Contribution, Cost, Per, Spent
from planner.scenario.schema.readiness import EventKind
from planner.scenario.schema.scenario import Scenario

COUNTED = {
    Per.PERSON_MONTH: "/person/month",
    Per.UNIT_MONTH: "/month",
    Per.ARRIVAL: "/person",
    Per.DEPARTURE: "/person",
    Per.TRAINEE: "/person",
    Per.TONNE_KM: "/t/km",
    Per.VEHICLE_MONTH: "/month",
    Per.MONTH: "/month",
    Per.ONCE: "",
    Per.PRICED: "",
}
"""What stands behind the currency in a rate, by what is counted; for an item, its unit of issue.
What is priced has no rate."""
SHARES = (None, "", PERCENT)
"""Units of a share."""
OF_A_FORCE = frozenset({Per.PERSON_MONTH, Per.UNIT_MONTH, Per.ARRIVAL, Per.DEPARTURE, Per.TRAINEE})
"""What is counted force by force, where a cost names none."""
LEVELS = ("pledged", "confirmed", "paid")


def amounts_have_a_rate(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every amount in US dollars, or in a currency that the scenario has a rate of?"""
    known = (DOLLAR, *scenario.currencies)
    for path, figure in amounts(scenario):
        if (figure.unit or DOLLAR) not in known:
            what = said("currency-without-rate")
            yield Broken(path, what, seen=figure.unit, allowed=", ".join(known))


def rates_are_of_what_is_counted(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is every rate so much money for one of what its cost counts?"""
    known = (DOLLAR, *scenario.currencies)
    for name, cost in scenario.costs.items():
        counted = counted_by(cost, book)
        allowed = ", ".join(f"{currency}{counted}" for currency in known)
        for path, figure in rates_of(cost, book):
            if figure.unit and figure.unit not in allowed.split(", "):
                what = said("rate-of-something-else")
                yield Broken(("costs", name, *path), what, seen=figure.unit, allowed=allowed)


def shares_of_rates_are_shares(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is every figure of the catalogue that multiplies or raises a rate a share?"""
    named: list[tuple[KeyPath, str | None]] = [
        (("costs", name, "rate_share"), cost.rate_share) for name, cost in scenario.costs.items()
    ]
    named += [
        (("mission_factors", name, "figure"), factor.figure)
        for name, factor in scenario.mission_factors.items()
    ]
    for path, figure in named:
        if figure is not None and (unit := book.figures[figure].figure.unit) not in SHARES:
            yield Broken(path, said("figure-is-no-share"), seen=unit, allowed=PERCENT)


def payments_stay_within_the_pledge(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is no more confirmed than was pledged, and no more paid than was confirmed?"""
    for name, given in scenario.contributions.items():
        stated = [(level, getattr(given, level)) for level in LEVELS]
        there = [(level, figure) for level, figure in stated if figure is not None]
        for (more, above), (less, below) in pairwise(there):
            if above.unit == below.unit and below.value > above.value:
                what = said("paid-above-pledged", less=less, more=more)
                seen = said("seen.two", one=f"{below.value:,.15g}", other=f"{above.value:,.15g}")
                yield Broken(("contributions", name, less), what, seen=seen)


def amounts_are_in_one_currency(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Are the amounts of every contribution in the same currency?"""
    for name, given in scenario.contributions.items():
        stated = [(level, getattr(given, level)) for level in LEVELS]
        units = [(level, f.unit or DOLLAR) for level, f in stated if f is not None]
        for level, unit in units[1:]:
            if unit != units[0][1]:
                what = said("currencies-mixed")
                yield Broken(("contributions", name, level), what, seen=unit, allowed=units[0][1])


def contributions_come_within_the_mandate(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every contribution come before the mandate ends?"""
    if scenario.calendar is None:
        return
    end = mandate_end(scenario, scenario.calendar)
    for name, given in scenario.contributions.items():
        if given.from_ is not None and given.from_ >= end:
            yield Broken(
                ("contributions", name, "from"),
                said("contribution-after-the-end"),
                seen=show_day(given.from_),
                allowed=said("allowed.day-before", end=show_day(end)),
            )


def mandate_end(scenario: Scenario, calendar: Calendar) -> int:
    """The last day on which an event says that a mandate ends, where any does; else that of the
    plan."""
    events = scenario.events.values()
    ends = [event.on for event in events if event.kind is EventKind.MANDATE]
    return min(max(ends, default=calendar.end), calendar.end)


def costs_fall_due_within_the_calendar(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every cost that falls due once do so on a day of the plan, and one that it may?"""
    calendar = scenario.calendar
    for name, cost in scenario.costs.items():
        if calendar is None or cost.on is None:
            continue
        first, last = cost.span(calendar.start, calendar.end)
        if not first <= cost.on < last:
            yield Broken(
                ("costs", name, "on"),
                said("cost-outside-the-plan"),
                seen=show_day(cost.on),
                allowed=said("allowed.days-within", first=show_day(first), end=show_day(last)),
            )


def things_are_given_once(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is everything that is given in kind given by one contribution alone?"""
    given: dict[tuple[str, str], str] = {}
    for name, contribution in scenario.contributions.items():
        for section, things in things_of(contribution).items():
            for place, thing in enumerate(things):
                first = given.setdefault((section, thing), name)
                if first != name or thing in things[:place]:
                    what = said("given-twice", first=first)
                    yield Broken(("contributions", name, section, place), what, seen=thing)


def dollars_are_dollars(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is no rate stated for US dollars, in which everything is counted?"""
    if DOLLAR in scenario.currencies:
        yield Broken(("currencies", DOLLAR), said("dollars-with-a-rate"), seen=DOLLAR)


def costs_count_something(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which costs count what the scenario has nothing of?"""
    for name, cost in scenario.costs.items():
        if not is_counted(cost, scenario, book):
            yield Broken(("costs", name), said("cost-of-nothing"), seen=f"per: {cost.per.value}")


def contributions_can_pay_something(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which contributions can pay none of the costs, by the rules of their channel and by their
    earmarks?"""
    for name, given in scenario.contributions.items():
        channel = scenario.channels[given.channel]
        if not any(allows(given, channel, *named) for named in scenario.costs.items()):
            yield Broken(("contributions", name), said("contribution-for-nothing"))


def prices_count_nothing_again(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which costs have rates for goods, transport or vehicles that another counts at the prices of
    the scenario?"""
    priced = {name: cost for name, cost in scenario.costs.items() if cost.per is Per.PRICED}
    for name, cost in scenario.costs.items():
        mine = set(_has_a_price(cost, scenario))
        for other, spending in priced.items():
            if mine & set(spending.spent_on or mine):
                what = said("counted-by-prices-too", other=other)
                yield Broken(("costs", name), what, seen=f"per: {cost.per.value}")


def _has_a_price(cost: Cost, scenario: Scenario) -> Iterator[Spent]:
    """What of a cost at a rate of its own has a price in the scenario too."""
    fleets = [scenario.fleets[name] for name in cost.fleets or scenario.fleets]
    supplies = [one for one in scenario.supplies.values() if one.item == cost.item]
    lanes = scenario.lanes.values()
    if cost.per is Per.ITEM and any(one.price for one in supplies):
        yield Spent.BUYING
    if cost.per is Per.TONNE_KM and any(one.cost or one.item_costs for one in lanes):
        yield Spent.MOVING
    if cost.per in (Per.TONNE_KM, Per.VEHICLE_MONTH) and any(
        one.trip_cost or one.km_cost or one.day_cost for one in fleets
    ):
        yield Spent.VEHICLES


def allows(given: Contribution, channel: Channel, name: CostId, cost: Cost) -> bool:
    """Whether a contribution may pay a cost of some force and phase, for all that can be told."""
    mine, rules = given.forces, channel.forces
    if cost.force is None and cost.per in OF_A_FORCE:
        of_force = not (mine and rules) or bool(set(mine) & set(rules))
    else:
        of_force = all(not some or cost.force in some for some in (mine, rules))
    for_purpose = all(
        not some or cost.purpose in some for some in (given.purposes, channel.purposes)
    )
    in_phase = not given.phases or bool(set(given.phases) - set(channel.not_phases))
    return of_force and for_purpose and in_phase and (not given.costs or name in given.costs)


def is_counted(cost: Cost, scenario: Scenario, book: Factbook) -> bool:
    """Whether a scenario has anything of what a cost counts, whatever its plan makes of it."""
    match cost.per:
        case Per.PERSON_MONTH | Per.UNIT_MONTH | Per.ARRIVAL | Per.DEPARTURE:
            return any(_units_of(cost, scenario, book))
        case Per.TRAINEE:
            return any(cost.force in (None, one.force) for one in scenario.training.values())
        case Per.ITEM:
            return any(supply.item == cost.item for supply in scenario.supplies.values())
        case Per.TONNE_KM:
            return bool(scenario.lanes)
        case Per.VEHICLE_MONTH:
            return bool(scenario.fleets)
        case Per.PRICED:
            return scenario.plans_supply
        case Per.MONTH | Per.ONCE:
            return True


def _units_of(cost: Cost, scenario: Scenario, book: Factbook) -> Iterator[bool]:
    """True for every pledge, equipment and course that brings units of which a cost counts."""
    for pledge in scenario.pledges.values():
        wanted = not cost.capabilities or capability_of(pledge, book) in cost.capabilities
        yield wanted and cost.force in (None, pledge.force)
    yield from (cost.force in (None, one.force) for one in scenario.equipment.values())
    yield from (cost.force in (None, one.force) for one in scenario.training.values())


def things_of(given: Contribution) -> dict[str, tuple[str, ...]]:
    """What a contribution gives in kind, by section of the scenario."""
    return {"pledges": given.pledges, "supplies": given.supplies, "fleets": given.fleets}


def amounts(scenario: Scenario) -> Iterator[tuple[KeyPath, Figure]]:
    """Every amount of a contribution, with its path."""
    for name, given in scenario.contributions.items():
        for level in LEVELS:
            if (figure := getattr(given, level)) is not None:
                yield ("contributions", name, level), figure


def counted_by(cost: Cost, book: Factbook) -> str:
    """What stands behind the currency in a rate of a cost."""
    return f"/{book.items[cost.item].unit}" if cost.item is not None else COUNTED[cost.per]


def rates_of(cost: Cost, book: Factbook) -> list[tuple[KeyPath, Figure]]:
    """Every rate of a cost, with its path within it."""
    if cost.rate is not None:
        return [(("rate",), cost.rate)]
    return [(("rates", n), book.figures[name].figure) for n, name in enumerate(cost.rates)]
