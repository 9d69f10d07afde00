"""Whether a scenario whose values were replaced is still one that can be planned."""

from __future__ import annotations

from planner.errors import Fault, InputError
from planner.messages import said
from planner.scenario.checks import broken_rules
from planner.scenario.document import dotted
from planner.scenario.replacing import unfit
from planner.scenario.schema.scenario import Scenario


def proven_sound(scenario: Scenario) -> Scenario:
    """The scenario, if the schema and every rule hold of it after values were replaced; raises
    `InputError`."""
    if (why := unfit(scenario)) is not None:
        raise InputError([Fault(said("replaced-unsound"), seen=why)])
    if broken := broken_rules(scenario):
        raise InputError(
            Fault(b.what, dotted(b.path), seen=b.seen, allowed=b.allowed) for b in broken
        )
    return scenario
