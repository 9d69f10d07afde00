"""What the unknowns of a scenario concern: pledges, forces, lanes, or figures by their paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.messages import said
from planner.scenario.document import path_of
from planner.scenario.provenance import CATALOGUE, RegisteredFigure, register, used_entries
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.uncertainty import EFFECTS, Unknown

# Sections whose figures no unknown moves: what is asked for and when, and what is asked beside it.
HELD = frozenset(
    {"calendar", "requirements", "remedies", "uncertainty", "what_if", "disruptions"}
    | {"benchmarks", "gates", "due_diligence", "reports", "events"}
)
# Of a pledge, what may be drawn while who serves where is held: its tour and its reliefs are not.
OF_PLEDGES = frozenset(
    {"movement", "reception", "training", "personnel", "quantity", "units", "planned_days", "cost"}
    | {"equipment_mass"}
)
# What is not known where a scenario with pledges or sites says nothing of it.
IMPLIED = {"pledge-figures": "unknown.pledge-figures", "consumption": "unknown.consumption"}
OF_IMPLIED = {"pledge-figures": ("pledges.*",), "consumption": ("consumption.*",)}


def unknowns_of(scenario: Scenario, book: Factbook) -> Mapping[str, Unknown]:
    """The unknowns of a scenario, by id; where it states none, those that its figures imply."""
    if scenario.uncertainty:
        return {name: scenario.uncertainty[name] for name in sorted(scenario.uncertainty)}
    there = {"pledge-figures": bool(scenario.requirements), "consumption": scenario.plans_supply}
    found = {
        name: Unknown(title=said(title), figures=OF_IMPLIED[name])
        for name, title in IMPLIED.items()
        if there[name]
    }
    return {name: one for name, one in found.items() if members_of(scenario, book, one)}


def members_of(scenario: Scenario, book: Factbook, unknown: Unknown) -> tuple[str, ...]:
    """What an unknown concerns, in order: ids, or paths of figures as the register has them."""
    target = EFFECTS[unknown.effect]
    if target == "figures":
        return tuple(sorted(found.path for found in figures_of(scenario, book, unknown)))
    return tuple(sorted(set(getattr(unknown, target)) or getattr(scenario, target)))


def figures_of(scenario: Scenario, book: Factbook, unknown: Unknown) -> Iterator[RegisteredFigure]:
    """The figures that an unknown moves: those with a range of their own, or with `times` all."""
    entries = register(scenario, book, used_entries(scenario, book, ()))
    for found in entries:
        own = found.path.removeprefix(f"{CATALOGUE}.")
        if _is_held(own) or not (unknown.times is not None or _ranges(found.figure)):
            continue
        if any(fnmatchcase(path, one) for path in (found.path, own) for one in unknown.figures):
            yield found


def _is_held(path: str) -> bool:
    section, *below = path_of(path)
    if section == "items":  # batches of what spoils are told apart by the day on which it does
        return "shelf_life" in below
    return section in HELD or (section == "pledges" and below[1] not in OF_PLEDGES)


def _ranges(figure: Figure) -> bool:
    ends = {figure.value, figure.low, figure.high} - {None}
    return len(ends) > 1


def correlations_of(unknowns: Mapping[str, Unknown]) -> NDArray[np.float64]:
    """[U, U] how far unknowns go with each other, in their order."""
    names = list(unknowns)
    found = np.eye(len(names))
    for i, unknown in enumerate(unknowns.values()):
        for other, size in unknown.correlated.items():
            j = names.index(other)
            found[i, j] = found[j, i] = size.value
    return found
