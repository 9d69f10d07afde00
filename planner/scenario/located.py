"""Where hard limits that contradict each other, and faults found in planning, were written."""

from __future__ import annotations

from dataclasses import replace

from planner.errors import NOWHERE, HardLimit, InputError, NoPlanError, Place
from planner.scenario.document import Places, path_of


def located(error: NoPlanError, places: Places) -> NoPlanError:
    """The error with the place of each limit; `places` are those of `load_with_places`."""
    conflicts = [
        replace(found, members=tuple(_located(member, places) for member in found.members))
        for found in error.conflicts
    ]
    return error.said_with(conflicts=conflicts)


def located_faults(error: InputError, places: Places) -> InputError:
    """The error with a place for each fault that has none, but names a path of the scenario."""
    return InputError(
        replace(fault, place=places.of_key(path_of(fault.path)))
        if fault.path and fault.place == NOWHERE
        else fault
        for fault in error.faults
    )


def _located(member: HardLimit, places: Places) -> HardLimit:
    return replace(member, place=place_of(member, places))


def place_of(limit: HardLimit, places: Places) -> Place:
    """Where a limit was written, or the nearest thing around it: a store that a site does not have
    is at its site. Nowhere for an entry that is not in the file."""
    entry = limit.path[:2]
    if entry in places.values or (entry[:1] and entry[0] in places.tables):
        return places.of_value(limit.path)
    return NOWHERE
