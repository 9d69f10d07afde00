"""Everything that may come: no disruption, each of them alone, or so many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

from planner.analysis.risk.turned import BESIDE
from planner.errors import Fault, InputError, Place, fault, listed
from planner.messages import joined, said
from planner.scenario import Scenario
from planner.scenario.loading import from_mapping
from planner.scenario.rewriting import Written
from planner.scenario.schema.scenario import GoalName

# Each future is a supply plan of its own in one problem.
MOST_FUTURES = 200


@dataclass(frozen=True)
class Future:
    """One way in which things may come: the disruptions that happen, none for the undisturbed one,
    with what chance, and the scenario as it would then be written. `chance` is None where any of so
    many may come, whatever their chances."""

    disruptions: tuple[str, ...]
    title: str
    chance: float | None
    scenario: Scenario


def futures_of(scenario: Scenario, at_once: int | None) -> tuple[Future, ...]:
    """The undisturbed future and each disruption; with `at_once`, all combinations of as many.

    Raises `InputError` where there are too many combinations, two disruptions of one set the same
    value, or a scenario then breaks a rule.
    """
    if at_once is None:
        left = 1 - sum(one.chance.value for one in scenario.disruptions.values())
        chances = [max(0.0, left), *(d.chance.value for d in scenario.disruptions.values())]
        found = [(), *((name,) for name in scenario.disruptions)]
        return tuple(_futures(scenario, found, [chance / sum(chances) for chance in chances]))
    _check_at_once(scenario, at_once)
    found = [c for n in range(at_once + 1) for c in combinations(scenario.disruptions, n)]
    return tuple(_futures(scenario, found, [None] * len(found)))


def _check_at_once(scenario: Scenario, at_once: int) -> None:
    """Whether so many of the disruptions can be combined."""
    listed_ones = len(scenario.disruptions)
    place = Place("--any")
    if not 1 <= at_once <= listed_ones:
        raise fault(said("prepare-any", most=listed_ones), place=place, seen=str(at_once))
    count = sum(comb(listed_ones, n) for n in range(at_once + 1))
    if count > MOST_FUTURES:
        what = said("too-many-futures", most=MOST_FUTURES)
        raise fault(what, place=place, seen=f"{count:,}")
    if at_once > 1 and (faults := list(_set_twice(scenario))):
        raise InputError(faults)


def _set_twice(scenario: Scenario) -> Iterator[Fault]:
    """Values that two disruptions set: nobody can say what is there when both come."""
    for (name, one), (other, two) in combinations(scenario.disruptions.items(), 2):
        for path in two.changes:
            if path in one.changes:
                what = said("disruptions-set-the-same", other=name)
                yield Fault(what, f"disruptions.{other}", seen=path)


def _futures(
    scenario: Scenario, found: Sequence[tuple[str, ...]], chances: Sequence[float | None]
) -> Iterator[Future]:
    written = Written(scenario)
    for names, chance in zip(found, chances, strict=True):
        changes = {p: to for n in names for p, to in scenario.disruptions[n].changes.items()}
        yield Future(names, _title(scenario, names), chance, _then(written, names, changes))


def _title(scenario: Scenario, names: tuple[str, ...]) -> str:
    if not names:
        return said("prepare.undisturbed")
    return joined("list.and", [scenario.disruptions[name].title for name in names])


def _then(written: Written, names: tuple[str, ...], changes: Mapping[str, Any]) -> Scenario:
    """The scenario as it would be written once these disruptions have come."""
    try:
        data = written.changed(changes)
        then = from_mapping({name: part for name, part in data.items() if name not in BESIDE})
        check_judged(then)
        return then
    except InputError as error:
        raise broken_by(names, error) from None


def check_judged(scenario: Scenario) -> None:
    """Whether unmet demand is a goal: without it nothing is judged."""
    if GoalName.UNMET not in scenario.objective:
        raise fault(said("prepare-without-unmet"), path="objective")


def broken_by(names: tuple[str, ...], error: InputError) -> InputError:
    """That the scenario is none once these disruptions have come, and why."""
    what = said("disruption-not-possible", why=error.brief)
    seen = listed(names) if len(names) > 1 else None
    return fault(what, path=f"disruptions.{names[0]}.changes", seen=seen)
