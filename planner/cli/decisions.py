"""Decisions as they are written on the command line: PLEDGE=REQUIREMENT, with units to fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.errors import Fault, InputError, Place, listed, nearest
from planner.messages import said

if TYPE_CHECKING:
    from planner.scenario import Scenario
    from planner.scenario.schema.forces import Decision

MISREAD = {"--fix": "not-a-fixed-decision", "--forbid": "not-a-forbidden-decision"}


def read_decisions(
    scenario: Scenario, fixed: Iterable[str], forbidden: Iterable[str]
) -> tuple[Decision, ...]:
    """The decisions of --fix and --forbid; raises `InputError` with every fault in them."""
    faults: list[Fault] = []
    found = [
        decision
        for option, texts in (("--fix", fixed), ("--forbid", forbidden))
        for text in texts
        for decision in _read(scenario, option, text, faults)
    ]
    if faults:
        raise InputError(faults)
    return tuple(found)


def _read(scenario: Scenario, option: str, text: str, faults: list[Fault]) -> Iterator[Decision]:
    from planner.catalogue.figure import UNKNOWN, Figure
    from planner.catalogue.ids import PledgeId, RequirementId
    from planner.scenario.schema.forces import Decision

    place = Place(option)
    pledge, equals, rest = text.partition("=")
    requirement, colon, count = rest.partition(":") if option == "--fix" else (rest, "", "")
    if not equals:
        faults.append(Fault(said(MISREAD[option]), "", place, text))
        return
    before = len(faults)
    for kind, name, known in (
        ("pledge", pledge, scenario.pledges),
        ("requirement", requirement, scenario.requirements),
    ):
        if name not in known:
            near, what = nearest(name, known), said(UNKNOWN[kind])
            faults.append(Fault(what, "", place, name, listed(known), near))
    if colon and not (count.isascii() and count.isdigit() and int(count)):
        faults.append(Fault(said("not-a-number-of-units"), "", place, count))
    if len(faults) > before:
        return
    units = Figure(value=float(count or 1)) if option == "--fix" else None
    yield Decision(
        pledge=PledgeId(pledge),
        requirement=RequirementId(requirement),
        units=units,
        forbid=units is None,
    )
