"""What to ask for in the words of the result contract."""

from __future__ import annotations

from planner.records import contract
from planner.records.asks import Ask, AskList, AskLists, Tiers
from planner.records.publish.common import alike


def ask_part(ask: Ask) -> contract.AskPart:
    """One line of a list."""
    return alike(
        contract.AskPart,
        ask,
        days=("latest_arrival",),
        units=ask.quantity,
        unit=ask.measure,
        standard_unit=ask.unit,
        count=ask.units,
        requirements=list(ask.requirements),
    )


def ask_lists_part(lists: AskLists) -> contract.AskListsPart:
    """The shortest list and the cheapest."""
    return contract.AskListsPart(
        unfilled=_tiers(lists.unfilled),
        shortest=_list(lists.shortest),
        cheapest=_list(lists.cheapest),
    )


def _list(asks: AskList) -> contract.AskListPart:
    return alike(
        contract.AskListPart,
        asks,
        lines=[ask_part(line) for line in asks.lines],
        unfilled=_tiers(asks.unfilled),
        still_short=[alike(contract.StillShortPart, entry) for entry in asks.still_short],
        ranking=[
            contract.RankedAskPart(
                ask=step.ask, gain=_tiers(step.gain), unfilled=_tiers(step.unfilled)
            )
            for step in asks.ranking
        ],
    )


def _tiers(days: Tiers) -> dict[str, float]:
    return {str(tier): value for tier, value in days.items()}
