"""The catalogue as one scenario sees it: shipped entries, overridden and extended by its own."""

from __future__ import annotations

from collections.abc import Mapping

from planner.catalogue import Factbook, factbook
from planner.catalogue.ids import RateId
from planner.catalogue.schema import Rate
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.supply import RateChange

SECTIONS = (
    "sources",
    "capabilities",
    "units",
    "storage_groups",
    "items",
    "casualties",
    "tempos",
    "climates",
    "vehicles",
    "containers",
)


def factbook_of(scenario: Scenario) -> Factbook:
    """The catalogue with the scenario's entries in place of, or beside, its own.

    `consumption` holds the rates in force: the standard ones that the scenario does not omit, with
    its changes, and its own.
    """
    shipped = factbook()
    merged = {name: {**getattr(shipped, name), **getattr(scenario, name)} for name in SECTIONS}
    rates = _rates(shipped.consumption, scenario.consumption)
    return shipped.model_copy(update={**merged, "consumption": rates})


def _rates(
    shipped: Mapping[RateId, Rate], changes: Mapping[RateId, RateChange]
) -> dict[RateId, Rate]:
    rates = {rate_id: rate for rate_id, rate in shipped.items() if rate.standard}
    for rate_id, change in changes.items():
        if change.omit:
            rates.pop(rate_id, None)
        elif (rate := changed_rate(shipped.get(rate_id), change)) is not None:
            rates[rate_id] = rate
    return dict(sorted(rates.items()))


def changed_rate(shipped: Rate | None, change: RateChange) -> Rate | None:
    """The shipped rate with the change's fields; None where the change alone is not a rate."""
    fields = {
        name: getattr(change, name)
        for name in change.model_fields_set - {"omit"}
        if getattr(change, name) is not None
    }
    if shipped is not None:
        return shipped.model_copy(update=fields)
    if not {"item", "driver", "rate"} <= set(fields):
        return None
    return Rate.model_construct(**fields)
