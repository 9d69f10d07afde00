"""How requirements are covered when pledges turn out otherwise, and who serves where is held.

No solver: what comes of each pledge is put on the calendar, and what counts is added up day by day,
many draws at once. The tour of units that are ready later is found as the plan finds tours: those
that come late for a requirement which begins later still lose nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from planner.analysis.risk.draws import Bools, Drawn, Floats
from planner.analysis.risk.pledged import PledgeDraws, pledge_draws
from planner.analysis.trial import Fielded
from planner.catalogue import Factbook
from planner.forces.problem import ForceProblem, Ints
from planner.forces.result import WHOLE, standing, with_what_is_needed
from planner.forces.tours import days_if_ready, ready_day
from planner.forces.worth import stated_use
from planner.scenario import Scenario
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge


@dataclass(frozen=True)
class Covered:
    """Requirements that are `open` in B draws: [B, O, D] whether what is required is there on a
    day, [B, O] requirement-days unfilled, and the most that is missing of its own on any day, in
    the measure of the capability; and [B, F, D] the share of what each force requires, of all its
    requirements, that is there."""

    met: Bools
    unfilled: Floats
    short: Floats
    filled: Floats


@dataclass(frozen=True, slots=True)
class Serving:
    """Units of the plan on one requirement: its place, what they bring in all, the limited
    substitution by which they count, and the day on which they are ready to leave."""

    pledge: int
    requirement: int
    brings: float
    rule: int
    ready: int


@dataclass(frozen=True)
class Held:
    """The fill of the plan that is held while pledges turn out otherwise.

    `scenario` is the one that was solved, host nation and all, and `whole` its problem; `open` [O]
    are the requirements of it that may come out otherwise, and `problem` is of these alone. Nobody
    serves on the others, in any draw.
    """

    scenario: Scenario
    book: Factbook
    whole: ForceProblem
    open: Ints
    problem: ForceProblem
    serving: tuple[Serving, ...]
    _rows: dict[tuple[int, int], Bools] = field(default_factory=dict)

    @cached_property
    def start(self) -> int:
        """The first day."""
        return int(self.problem.starts[0])

    @cached_property
    def listed(self) -> Ints:
        """Of the open requirements those that somebody serves on, or that have states: the others
        are needed by them, and short in every draw."""
        served = {serving.requirement for serving in self.serving}
        served.update(np.flatnonzero(self.problem.uncertain).tolist())
        return np.array(sorted(served), dtype=np.int64)

    @property
    def with_states(self) -> tuple[str, ...]:
        """The requirements with states, in the order in which they are drawn."""
        found = np.flatnonzero(self.problem.uncertain)
        return tuple(str(self.problem.requirements[r]) for r in found)

    @cached_property
    def pledges(self) -> frozenset[str]:
        """The pledges whose units serve somewhere."""
        return frozenset(str(self.problem.pledges[serving.pledge]) for serving in self.serving)

    @cached_property
    def required(self) -> Floats:
        """[O, D] quantity required on each day; of a requirement with states its largest."""
        return daily(self.problem)

    @cached_property
    def empty(self) -> Floats:
        """[R, D] 1 where something is required that nobody serves on, in any draw."""
        empty = (daily(self.whole) > 0).astype(np.float64)
        empty[self.open] = 0.0
        return empty

    @cached_property
    def weights(self) -> Floats:
        """[O] requirement-days that a day counts for on which one unit of measure is missing."""
        peak = self.problem.peak
        return np.divide(1.0, peak, out=np.zeros(peak.shape), where=peak > 0)

    @cached_property
    def force_of(self) -> Floats:
        """[F, R] 1 where a requirement is one of a force."""
        forces = [self.scenario.requirements[name].force for name in self.whole.requirements]
        found = [[float(force == other) for other in forces] for force in self.whole.forces]
        return np.array(found).reshape(len(found), len(forces))

    def presence(self, place: int, late: int) -> Bools:
        """[D] the days on which units that are ready so many days later count."""
        if (place, late) not in self._rows:
            self._rows[place, late] = self._presence(self.serving[place], late)
        return self._rows[place, late]

    def _presence(self, serving: Serving, late: int) -> Bools:
        pledge, requirement = self.entries(serving)
        here = np.zeros(self.required.shape[1], dtype=np.bool_)
        days = days_if_ready(self.scenario, pledge, requirement, serving.ready + late)
        for first, until in days.present if days is not None else ():
            here[max(0, first - self.start) : max(0, until - self.start)] = True
        return here

    def entries(self, serving: Serving) -> tuple[Pledge, Requirement]:
        """The pledge and the requirement."""
        problem = self.problem
        pledge = self.scenario.pledges[problem.pledges[serving.pledge]]
        return pledge, self.scenario.requirements[problem.requirements[serving.requirement]]


def daily(problem: ForceProblem) -> Floats:
    """[R, D] quantity required on each day."""
    return np.repeat(problem.required, problem.lengths, axis=1)


def held_of(scenario: Scenario, book: Factbook, found: Fielded) -> Held:
    """The fill of the plan of a scenario, as it was solved."""
    whole = found.problem
    used = np.flatnonzero(found.filled.units).tolist()
    mine = _open(whole, {whole.tours[k].requirement for k in used})
    serving = []
    for k in used:
        tour = whole.tours[k]
        pledge = scenario.pledges[whole.pledges[tour.pledge]]
        requirement = scenario.requirements[whole.requirements[tour.requirement]]
        ready = ready_day(scenario, pledge, requirement, tour.arrival)
        brings = tour.quantity * float(found.filled.units[k])
        place = int(np.searchsorted(mine, tour.requirement))
        serving.append(Serving(tour.pledge, place, brings, tour.rule, ready))
    return Held(scenario, book, whole, mine, _narrowed(whole, mine), tuple(serving))


def _open(problem: ForceProblem, served: set[int]) -> Ints:
    """The requirements that somebody serves on, those that they need, and those with states."""
    found: set[int] = set()
    waiting = [*served]
    while waiting:
        r = waiting.pop()
        if r not in found:
            found.add(r)
            waiting.extend(d for dependent, d in problem.needs if dependent == r)
    found.update(np.flatnonzero(problem.uncertain).tolist())
    return np.array(sorted(found), dtype=np.int64)


def _narrowed(problem: ForceProblem, mine: Ints) -> ForceProblem:
    """The problem of a part of its requirements, without its tours."""
    places = {int(r): place for place, r in enumerate(mine)}
    return replace(
        problem,
        requirements=tuple(problem.requirements[r] for r in mine),
        required=problem.required[mine],
        tier=problem.tier[mine],
        state_quantity=problem.state_quantity[mine],
        state_probability=problem.state_probability[mine],
        shortage_cost=problem.shortage_cost[mine],
        most_contributors=problem.most_contributors[mine],
        least_share=problem.least_share[mine],
        needs=tuple(
            (places[r], places[d]) for r, d in problem.needs if r in places and d in places
        ),
        tours=(),
        present=problem.present[:0],
        theatre=problem.theatre[:0],
        fixed=(),
    )


def covered(held: Held, drawn: Sequence[Drawn], states: Floats) -> Covered:
    """What the plan's units cover in every draw; `states` [B, S] are numbers from 0 to 1 that
    decide in which of its states each requirement is that has some."""
    required, count = held.required, len(states)
    draws = pledge_draws(held.scenario.pledges, drawn)
    by_rule: dict[int, Floats] = {}
    for place, serving in enumerate(held.serving):
        there = by_rule.setdefault(serving.rule, np.zeros((count, *required.shape)))
        mine = draws.get(held.problem.pledges[serving.pledge])
        there[:, serving.requirement] += _brought(held, place, mine, count)
    stands = np.broadcast_to(standing(held.problem, required, by_rule), (count, *required.shape))
    wanted = _wanted(held, states)
    missing = _missing(wanted, with_what_is_needed(held.problem, required, stands))
    return Covered(
        met=missing <= 0,
        unfilled=missing.sum(axis=2) * held.weights,
        short=_missing(wanted, stands).max(axis=2, initial=0.0),
        filled=_filled(held, wanted, missing),
    )


def _missing(wanted: Floats, there: Floats) -> Floats:
    """[B, O, D] what is missing; what is but rounding is nothing."""
    missing = wanted - there
    return np.where(missing > WHOLE * (1 + wanted), missing, 0.0)


def _brought(held: Held, place: int, draws: PledgeDraws | None, count: int) -> Floats:
    """[B, D] what units bring on each day of each draw."""
    serving = held.serving[place]
    if draws is None:
        always = serving.brings * held.presence(place, 0)
        return np.broadcast_to(always, (count, len(always)))
    pledge, _ = held.entries(serving)
    name = held.problem.requirements[serving.requirement]
    worth = 1.0 if stated_use(pledge, name) is not None else draws.worth(pledge, held.book)
    brings = serving.brings * draws.share * worth * draws.comes
    late, of = np.unique(np.round(draws.late).astype(np.int64), return_inverse=True)
    rows = np.array([held.presence(place, int(days)) for days in late])
    return np.asarray(brings[:, None] * rows[of])


def _wanted(held: Held, states: Floats) -> Floats:
    """[B, O, D] quantity required; of a requirement with states that of the one it is in."""
    problem = held.problem
    wanted = np.broadcast_to(held.required, (len(states), *held.required.shape))
    if not problem.uncertain.any():
        return wanted
    wanted = wanted.copy()
    for place, r in enumerate(np.flatnonzero(problem.uncertain).tolist()):
        chances = np.cumsum(problem.state_probability[r])
        state = np.searchsorted(chances, states[:, place] * chances[-1], side="right")
        quantity = problem.state_quantity[r][np.minimum(state, len(chances) - 1)]
        wanted[:, r] = quantity[:, None] * (held.required[r] > 0)
    return wanted


def _filled(held: Held, wanted: Floats, missing: Floats) -> Floats:
    """[B, F, D] the share of its requirements that a force has, each for as much as any other on
    the days on which it is wanted; 1 where nothing is."""
    short = np.divide(missing, wanted, out=np.zeros(missing.shape), where=wanted > 0)
    of = held.force_of
    lost = np.tensordot(short, of[:, held.open], axes=(1, 1)).transpose(0, 2, 1)
    never = of @ held.empty
    asked = never + of[:, held.open] @ (held.required > 0)
    share = np.divide(lost + never, asked, out=np.zeros(lost.shape), where=asked > 0)
    return np.asarray(1 - share)
