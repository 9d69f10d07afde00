"""Rules on what may happen to a plan once it runs."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.messages import said
from planner.scenario.checks.what_if import broken, nowhere, set_by, touch
from planner.scenario.document import KeyPath
from planner.scenario.rewriting import Changes, Written
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario

# Chances are read from decimals: 0.1 ten times is a little more than 1.
ROUNDING = 1e-9


def disruptions_exclude_each_other(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is the sum of the chances of all disruptions 1 at most?"""
    total = sum(disruption.chance.value for disruption in scenario.disruptions.values())
    if total > 1 + ROUNDING:
        what = said("chances-above-one")
        yield Broken(("disruptions",), what, seen=f"{total:g}", about_key=True)


def disruptions_change_something(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Does each disruption set values that are there to what may stand there?"""
    written = Written(scenario)
    for name, disruption in scenario.disruptions.items():
        changes = disruption.changes
        touch(scenario, book, changes)
        at = ("disruptions", name, "changes")
        lost = list(_lost(written, at, changes))
        yield from lost or _refused(written, at, changes)
        if not lost and written.is_as_it_is(changes):
            yield Broken(("disruptions", name), said("disruption-changes-nothing"), about_key=True)


def _lost(written: Written, at: KeyPath, changes: Changes) -> Iterator[Broken]:
    """The paths that lead nowhere."""
    for path, value in changes.items():
        if (fault := nowhere(written, path, value)) is not None:
            yield broken((*at, path), fault, about_key=True)


def _refused(written: Written, at: KeyPath, changes: Changes) -> Iterator[Broken]:
    """What is set that may not stand where it is put."""
    refusals = {fault.what: fault for fault in written.refusals(changes)}
    for fault in refusals.values():
        yield broken((*at, set_by(changes, fault)), fault)
