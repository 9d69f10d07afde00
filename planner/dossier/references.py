"""What the records of a plan name: each id must be one that its scenario or the catalogue has, and
each record that speaks of another one must find it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from types import UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from planner.catalogue.ids import (
    CapabilityId,
    ContributionId,
    CostId,
    FleetId,
    ForceId,
    ItemId,
    LaneId,
    PhaseId,
    PledgeId,
    RequirementId,
    SiteId,
    UnitTypeId,
)
from planner.planning import Plan

Known = Mapping[Any, Collection[str]]


def first_stray(plan: Plan) -> str | None:
    """The path of the first value in the records of a plan that names nothing; None where all are
    right."""
    strays = chain(
        _strays(plan, Plan, "plan", _known(plan)), _unassigned(plan), _out_of_range(plan)
    )
    return next(strays, None)


def _known(plan: Plan) -> Known:
    """By the type of their ids, the things that records may name."""
    book = plan.factbook
    scenario = plan.generation.scenario if plan.generation else plan.scenario
    return {
        CapabilityId: book.capabilities,
        ContributionId: scenario.contributions,
        CostId: scenario.costs,
        FleetId: scenario.fleets,
        ForceId: scenario.forces,
        ItemId: book.items,
        LaneId: scenario.lanes,
        PhaseId: scenario.phases,
        PledgeId: scenario.pledges,
        RequirementId: scenario.requirements,
        SiteId: scenario.sites,
        UnitTypeId: book.units,
    }


def _unassigned(plan: Plan) -> Iterator[str]:
    """The paths of lines of the force list that no assignment is behind."""
    if plan.generation is None:
        return
    there = {(a.pledge, a.requirement, a.arrival) for a in plan.generation.plan.assignments}
    for number, line in enumerate(plan.generation.deployment.lines):
        if (line.pledge, line.requirement, line.in_place) not in there:
            yield f"plan.generation.deployment.lines[{number}].in_place"


def _out_of_range(plan: Plan) -> Iterator[str]:
    """The paths of months and of lines of the costs that are none, or that have no amount."""
    found = plan.funding
    if found is None:
        return
    months, lines = range(len(found.months)), range(len(found.lines))
    if len(found.unfunded) != len(lines):
        yield "plan.funding.unfunded"
    for name in ("rows", "lines", "cash"):
        for number, one in enumerate(getattr(found, name)):
            if one.month not in months:
                yield f"plan.funding.{name}[{number}].month"
    for number, use in enumerate(found.uses):
        if use.from_month not in months or use.to_month not in range(-1, len(months)):
            yield f"plan.funding.uses[{number}].from_month"
    for number, transfer in enumerate(found.transfers):
        if transfer.line not in lines:
            yield f"plan.funding.transfers[{number}].line"
    for number, tight in enumerate(found.tight):
        if not set(tight.lines) <= set(lines):
            yield f"plan.funding.tight[{number}].lines"
    given = {use.contribution for use in found.uses}
    if {one.contribution for one in found.marginal} != {None, *given}:
        yield "plan.funding.marginal"


def _strays(value: Any, kind: Any, path: str, known: Known) -> Iterator[str]:
    """The paths of ids that name nothing, in a value of a type."""
    if isinstance(kind, NewType):
        if value not in known.get(kind, (value,)):
            yield path
    elif _is_record(kind):
        for name, inner in _inside(kind):
            yield from _strays(getattr(value, name), inner, f"{path}.{name}", known)
    elif get_origin(kind) in (Union, UnionType):
        if value is not None:
            inner = next((arg for arg in get_args(kind) if _names_ids(arg)), None)
            yield from _strays(value, inner, path, known)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            for inner, part in zip(get_args(kind), (key, one), strict=True):
                yield from _strays(part, inner, f"{path}.{key}", known)
    elif isinstance(value, tuple) and _names_ids(kind):
        inner = get_args(kind)
        for number, one in enumerate(value):
            its_kind = inner[0] if inner[1:] == (Ellipsis,) else inner[number]
            yield from _strays(one, its_kind, f"{path}[{number}]", known)


@cache
def _inside(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a record in which ids may stand, each with its type."""
    hints = get_type_hints(kind)
    found = ((field.name, hints[field.name]) for field in fields(kind))
    return tuple((name, inner) for name, inner in found if _names_ids(inner))


@cache
def _names_ids(kind: Any) -> bool:
    """Whether ids may stand in a value of a type."""
    if isinstance(kind, NewType):
        return True
    if _is_record(kind):
        return bool(_inside(kind))
    return any(map(_names_ids, get_args(kind)))


def _is_record(kind: Any) -> bool:
    return is_dataclass(kind)
