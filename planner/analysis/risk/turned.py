"""How one draw turned out: the scenario as it would then be written, and who then stands where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.analysis.risk.draws import Drawn, by_member
from planner.analysis.risk.pledged import OF_TRAVEL, pledge_draws
from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId, LaneId, PledgeId
from planner.forces.laydown import laydown_from
from planner.forces.tours import days_if_ready, ready_day
from planner.forces.worth import unit_personnel
from planner.generation import as_solved
from planner.records.forces import Assignment
from planner.records.laydown import Laydown
from planner.scenario import Scenario, factbook_of
from planner.scenario.loading import from_mapping
from planner.scenario.rewriting import Written
from planner.scenario.schema.days import show_day
from planner.scenario.with_figure import put_figures

# What is asked beside a plan, and would be read beside what was drawn.
BESIDE = ("uncertainty", "what_if", "disruptions", "remedies")
# The most by which a season may slow a lane down.
SLOWEST = 100.0


@dataclass(frozen=True, slots=True)
class PledgeTurned:
    """Whether a pledge comes, days later than its own figures say, and what share of its units."""

    comes: bool
    late: int
    share: float


@dataclass(frozen=True, slots=True)
class LaneTurned:
    """A lane slower by a factor, with a loss of its own where one was drawn, and closed over spans
    of days."""

    slower: float = 1.0
    loss: float | None = None
    closed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Turned:
    """One draw: figures by path, pledges, lanes, and days by which forces are handed over late."""

    figures: Mapping[str, float]
    pledges: Mapping[PledgeId, PledgeTurned]
    lanes: Mapping[LaneId, LaneTurned]
    late: Mapping[ForceId, int]


def turns_of(scenario: Scenario, drawn: Sequence[Drawn], count: int) -> Iterator[Turned]:
    """Draw after draw, how each of so many turned out."""
    draws = pledge_draws(scenario.pledges, drawn)
    for b in range(count):
        lanes: dict[LaneId, LaneTurned] = {}
        for name, lane in _lanes(drawn, b):
            lanes[LaneId(name)] = _joined(lanes.get(LaneId(name), LaneTurned()), lane)
        late: dict[ForceId, int] = {}
        for name, found, place in by_member(drawn, "hand_over_late"):
            late[ForceId(name)] = late.get(ForceId(name), 0) + int(found.size[b, place])
        figures = {
            path: float(found.size[b, place]) for path, found, place in by_member(drawn, "figures")
        }
        pledges = {
            name: PledgeTurned(
                comes=bool(mine.comes[b]),
                late=round(float(mine.late[b]) - _in_figures(scenario, name, figures)),
                share=float(mine.share[b]),
            )
            for name, mine in draws.items()
        }
        yield Turned(figures, pledges, lanes, late)


def _in_figures(scenario: Scenario, name: PledgeId, figures: Mapping[str, float]) -> float:
    """Days by which a pledge is late by its own figures, as they were drawn."""
    pledge = scenario.pledges[name]
    paths = {field: f"pledges.{name}.{field}" for field in OF_TRAVEL}
    return sum(
        figures[path] - float(getattr(pledge, field).value)
        for field, path in paths.items()
        if path in figures
    )


def _lanes(drawn: Sequence[Drawn], b: int) -> Iterator[tuple[str, LaneTurned]]:
    """What happens to lanes in a draw, one thing after another."""
    for name, found, place in by_member(drawn, "slower"):
        yield name, LaneTurned(slower=float(found.size[b, place]))
    for name, found, place in by_member(drawn, "loss"):
        if found.happens[b, place]:
            yield name, LaneTurned(loss=float(found.size[b, place]))
    for name, found, place in by_member(drawn, "closed_days"):
        days = int(found.size[b, place])
        if days > 0 and found.begins is not None:
            first = int(found.begins[b, place])
            yield name, LaneTurned(closed=((first, first + days),))


def _joined(one: LaneTurned, other: LaneTurned) -> LaneTurned:
    loss = other.loss if one.loss is None else one.loss
    if one.loss is not None and other.loss is not None:
        loss = 1 - (1 - one.loss) * (1 - other.loss)
    return LaneTurned(one.slower * other.slower, loss, (*one.closed, *other.closed))


# ----------------------------------------------------------------------- the scenario as it is then


def scenario_then(scenario: Scenario, turned: Turned) -> Scenario:
    """The scenario as it would be written once it is known how it turned out.

    Raises `InputError` where such a scenario breaks a rule.
    """
    data = {name: part for name, part in Written(scenario).data.items() if name not in BESIDE}
    put_figures(data, factbook_of(scenario), turned.figures)
    for name, lane in turned.lanes.items():
        _put_lane(data["lanes"][name], lane)
    for force, days in turned.late.items():
        entry = data["forces"][force]
        stands = (entry.get("late_days") or {"value": 0.0})["value"]
        entry["late_days"] = {"value": stands + days, "unit": "day"}
    return from_mapping(data)


def _put_lane(entry: dict[str, Any], lane: LaneTurned) -> None:
    if lane.slower > 1:
        seasons = [_slowed(season, lane.slower) for season in entry.get("seasons") or ()]
        entry["seasons"] = [*seasons, {"time": min(SLOWEST, lane.slower)}]
    if lane.loss is not None:
        entry["loss"] = {"value": lane.loss}
    shut = [{"from": show_day(first), "until": show_day(until)} for first, until in lane.closed]
    if shut:
        entry["closures"] = [*(entry.get("closures") or ()), *shut]


def _slowed(season: Mapping[str, Any], times: float) -> dict[str, Any]:
    stands = season.get("time")
    own = 1.0 if stands is None else float(stands["value"])
    return {**season, "time": min(SLOWEST, own * times)}


# --------------------------------------------------------------------------------- who stands where


@dataclass(frozen=True, slots=True)
class HeldAssignment:
    """Units of the plan, and the day on which they are ready to leave."""

    entry: Assignment
    ready: int


def held_assignments(full: Scenario, assigned: Sequence[Assignment]) -> tuple[HeldAssignment, ...]:
    """Who serves where in the plan of a scenario, as it was solved."""
    return tuple(
        HeldAssignment(
            entry,
            ready_day(
                full,
                full.pledges[entry.pledge],
                full.requirements[entry.requirement],
                entry.arrival,
            ),
        )
        for entry in assigned
    )


def laydown_then(scenario: Scenario, assigned: Sequence[HeldAssignment], turned: Turned) -> Laydown:
    """Who stands where in a scenario as it turned out, with who serves where held."""
    if not assigned:
        return Laydown(())
    full, book = as_solved(scenario), factbook_of(scenario)
    entries = (_then(full, book, held, turned) for held in assigned)
    return laydown_from(full, book, [entry for entry in entries if entry is not None])


def _then(
    full: Scenario, book: Factbook, held: HeldAssignment, turned: Turned
) -> Assignment | None:
    """What becomes of an assignment; None where its units do not come, or too late to count."""
    entry = held.entry
    mine = turned.pledges.get(entry.pledge, PledgeTurned(True, 0, 1.0))
    gone = entry.pledge not in full.pledges or entry.requirement not in full.requirements
    if gone or not mine.comes or mine.share <= 0:
        return None
    pledge, requirement = full.pledges[entry.pledge], full.requirements[entry.requirement]
    days = days_if_ready(full, pledge, requirement, held.ready + mine.late)
    if days is None:
        return None
    units = entry.units * mine.share
    return replace(
        entry,
        units=units,
        personnel=units * unit_personnel(pledge, book),
        arrival=days.theatre[0][0],
        until=days.theatre[-1][1],
        theatre=days.theatre,
        present=days.present,
    )
