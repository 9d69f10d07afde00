"""Cases of the rules on what things cost and who pays for them."""

from __future__ import annotations

from typing import Any

from planner.scenario.checks import funding
from tests.scenario.checks.case import Case, Data, forces
from tests.scenario.network import source


def paying(cost: Data | None = None, **money: Any) -> Data:
    """A cost of 100 in all and money of 100 for it."""
    money = {key.removesuffix("_"): value for key, value in money.items()}
    lump = {"title": "Lump", "purpose": "other", "per": "once", "rate": "100 USD"}
    gift = {"title": "Money", "channel": "gifts", "pledged": "100 USD"}
    return forces(
        channels={"gifts": {"title": "Gifts"}},
        costs={"lump": lump | (cost or {})},
        contributions={"money": gift | money},
    )


def given(**other: Any) -> Data:
    """The pledge given in kind, and another contribution."""
    data = paying()
    first = {"title": "Guards", "channel": "gifts", "pledges": ["one"]}
    data["contributions"] = {"first": first, "second": {**first, "title": "Again", **other}}
    return data


def over(first: str) -> Data:
    """Money from a day on, under a mandate that ends on D+5."""
    ends = {"end": {"title": "End of the mandate", "on": "D+5", "kind": "mandate"}}
    return {**paying(from_=first), "events": ends}


def priced(spent_on: list[str]) -> Data:
    """Sand with a price and a rate of its own, and a cost that counts what has a price."""
    all_ = {"title": "All", "purpose": "supplies", "per": "priced", "spent_on": spent_on}
    data = paying({"per": "item", "item": "sand", "rate": 5})
    return data | {
        "supplies": {"pit": source(price=2)},
        "costs": {**data["costs"], "all": all_},
    }


CASES = (
    Case(
        funding.amounts_have_a_rate,
        "contributions.money.pledged",
        "the currency has no rate; seen: EUR; allowed: USD",
        "100 EUR",
        paying(pledged="100 EUR"),
        paying(pledged=100),
    ),
    Case(
        funding.rates_are_of_what_is_counted,
        "costs.lump.rate",
        "the rate is for something else than what the cost counts; seen: USD/month; allowed: USD",
        "100 USD/month",
        paying({"rate": "100 USD/month"}),
        paying({"per": "month", "rate": "100 USD/month"}),
    ),
    Case(
        funding.shares_of_rates_are_shares,
        "costs.lump.rate_share",
        "the figure is no share; seen: USD/month; allowed: %",
        "wet-lease-truck",
        paying({"rate_share": "wet-lease-truck"}),
        paying({"rate_share": "dry-lease-share"}),
    ),
    Case(
        funding.amounts_are_in_one_currency,
        "contributions.money.paid",
        "the amounts of one contribution are in two currencies; seen: EUR; allowed: USD",
        "10 EUR",
        paying(paid="10 EUR"),
        paying(paid="10 USD"),
    ),
    Case(
        funding.payments_stay_within_the_pledge,
        "contributions.money.paid",
        "`paid` is more than `confirmed`; seen: 60 and 50; "
        "allowed: paid at most what is confirmed, and confirmed at most what is pledged",
        "60 USD",
        paying(confirmed="50 USD", paid="60 USD"),
        paying(confirmed="50 USD", paid="50 USD"),
    ),
    Case(
        funding.contributions_come_within_the_mandate,
        "contributions.money.from",
        "the contribution comes after the end of the mandate; seen: D+10; "
        "allowed: a day before D+10",
        "D+10",
        paying(from_="D+10"),
        paying(from_="D+9"),
    ),
    Case(
        funding.contributions_come_within_the_mandate,
        "contributions.money.from",
        "the contribution comes after the end of the mandate; seen: D+5; allowed: a day before D+5",
        "D+5",
        over("D+5"),
        over("D+4"),
    ),
    Case(
        funding.costs_fall_due_within_the_calendar,
        "costs.lump.on",
        "the cost falls due on a day outside the plan, or outside its own window; seen: D+10; "
        "allowed: from D+0 to the day before D+10",
        "D+10",
        paying({"on": "D+10"}),
        paying({"on": "D+9"}),
    ),
    Case(
        funding.things_are_given_once,
        "contributions.second.pledges[0]",
        "it is given by the contribution first already, and would count twice; seen: one; "
        "allowed: each thing in one contribution",
        "one",
        given(),
        given(pledges=[], pledged=10),
    ),
    Case(
        funding.dollars_are_dollars,
        "currencies.USD",
        "everything is counted in US dollars, which have no rate; seen: USD; "
        "allowed: other currencies, each with its rate in US dollars",
        "dollars: 1",
        paying() | {"currencies": {"USD": {"dollars": 1, "on": "2013-01-29"}}},
        paying() | {"currencies": {"EUR": {"dollars": 1, "on": "2013-01-29"}}},
    ),
    Case(
        funding.costs_count_something,
        "costs.lump",
        "the scenario has nothing of what this cost counts: it adds nothing; seen: per: arrival; "
        "allowed: what is counted stands in the scenario: pledges or courses of the force, "
        "supplies of the item, lanes, fleets; "
        "remedy: another `per`, force or item; or an estimate by the month, or once",
        "force: red",
        paying({"per": "arrival", "rate": 100, "force": "red"}),
        paying({"per": "arrival", "rate": 100, "force": "blue"}),
    ),
    Case(
        funding.contributions_can_pay_something,
        "contributions.money",
        "the contribution can pay none of the costs, by the rules of its channel and its own "
        "earmarks; remedy: other earmarks or another channel; or a cost that it may pay",
        "channel: gifts",
        paying({"force": "blue"}, forces=["red"]),
        paying({"force": "blue"}, forces=["blue"]),
    ),
    Case(
        funding.prices_count_nothing_again,
        "costs.lump",
        "what this cost counts has a price in the scenario, and the cost all counts it at that; "
        "seen: per: item; remedy: `spent_on` of all without it; or no rate beside the price",
        "item: sand",
        priced([]),
        priced(["opening"]),
    ),
)
