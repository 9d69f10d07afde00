"""What to ask contributors for: the shortest list that closes every gap, and the cheapest.

Candidates are units of every kind that could be asked for, said as pledges from the days on which
something is short; the model of force generation decides which of them to use, and may move the
units that were pledged. No goal is for fewer lines: units asked for by different days stay apart,
for one line would ask for some of them sooner than they are needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from planner.catalogue import Factbook
from planner.forces.candidates import (
    Candidate,
    candidates_for,
    kinds_for,
    latest_of_equals,
    with_candidates,
)
from planner.forces.constraints import filling
from planner.forces.instance import force_problem
from planner.forces.objective import tier_goals
from planner.forces.parts import Part, parts, with_tours
from planner.forces.problem import Floats, ForceProblem
from planner.forces.ranking import Line, ranked, together
from planner.forces.result import WHOLE, Filled, days_unfilled, filled_by, read_back
from planner.forces.solve import build, outcome_of, settle, solve
from planner.forces.variables import ForceVariables, axes
from planner.forces.views import View, causes_in
from planner.lp import Goal, LinearModel, Outcome, Sense, SolveOptions, Terms
from planner.records.asks import Ask, AskList, AskLists, RankedAsk, StillShort
from planner.records.forces import Cause
from planner.scenario.schema.scenario import Scenario

Unit = Literal["unit", "USD", "person"]
# What may keep a list from closing a gap; nothing else does, as units can be asked for in any
# number, verified, in time and without caveats.
LIMITS = (Cause.CEILING, Cause.COHESION, Cause.SUBSTITUTION, Cause.DEPENDENCY, Cause.DECISION)


@dataclass(frozen=True)
class Market:
    """What could be asked for, in one problem with what was pledged."""

    scenario: Scenario
    book: Factbook
    candidates: tuple[Candidate, ...]
    problem: ForceProblem
    """With every tour of every candidate."""

    @property
    def money(self) -> bool:
        """True where a cost is stated for every candidate."""
        return all(candidate.kind.cost is not None for candidate in self.candidates)

    def weights(self) -> dict[str, Floats]:
        """[P] what one unit of a candidate counts for in each goal of a list."""
        of_pledge = {candidate.pledge: candidate for candidate in self.candidates}
        mine = [of_pledge.get(name) for name in self.problem.pledges]
        last = max((candidate.day for candidate in self.candidates), default=0)
        return {
            "unit": np.array([0.0 if c is None else 1.0 for c in mine]),
            "notice": np.array([0.0 if c is None else float(last - c.day) for c in mine]),
            "person": np.array([0.0 if c is None else c.kind.personnel for c in mine]),
            "USD": np.array([0.0 if c is None else c.kind.cost or 0.0 for c in mine]),
        }


def find_asks(
    scenario: Scenario,
    book: Factbook,
    options: SolveOptions,
    base: Filled | None = None,
    *,
    most_together: int | None = None,
) -> AskLists:
    """The shortest and the cheapest list of units that close the gaps of the deployable fill.

    `base` is that fill; it is solved where absent. Where the scenario weighs shortage against cost,
    what pledges alone could close is closed before anything is asked for. Where the ceiling or
    another limit forbids to close every gap, a list closes what it can, tier by tier. A list of
    which more lines than `most_together` hang together (under one ceiling that binds, say) is not
    ranked. Raises `NoPlanError` where a limit is reached before any list is found.
    """
    if base is None or scenario.is_priced:
        base = solve(force_problem(scenario, book, View(unpriced=True)), options)
    market = _market(scenario, book, base)
    cheap: Unit = "USD" if market.money and market.candidates else "person"
    found = _solved(market, cheap, options)
    first = _ranking(market, found[0], base, options, most_together)
    same = np.array_equal(_asked(market, found[0]), _asked(market, found[1]), equal_nan=True)
    second = first if same else _ranking(market, found[1], base, options, most_together)
    # both lists fill the tiers alike, so that the same limits stand in their way
    limits = _limits(market, found[0], options)
    return AskLists(
        base.unfilled,
        _list(market, "unit", found[0], first, limits),
        _list(market, cheap, found[1], second, limits),
        base.stopped_early or any(filled.stopped_early for filled in found),
    )


def _limits(market: Market, listed: Filled, options: SolveOptions) -> dict[int, str]:
    """By requirement that stays short: the first limit that, lifted alone, leaves less missing."""
    short = np.flatnonzero(listed.worst > 0).tolist()
    found: dict[int, str] = {}
    for cause in causes_in(market.scenario, market.book) if short else ():
        if cause in LIMITS:
            view = View(unpriced=True).lifting(cause, 0)
            problem = force_problem(market.scenario, market.book, view)
            lifted = settle(problem, None, options, {}).worst
            for r in short:
                if lifted[r] < listed.worst[r] - WHOLE * (1 + listed.worst[r]):
                    found.setdefault(r, cause.words)
    return found


def no_asks(base: Filled) -> AskLists:
    """Lists that ask for nothing, where a limit came before any was found."""
    short = tuple(_still_short(base, {}))
    shortest = AskList("unit", (), base.unfilled, short, ())
    return AskLists(base.unfilled, shortest, replace(shortest, reckoned_in="person"), True)


def _market(scenario: Scenario, book: Factbook, base: Filled) -> Market:
    candidates = candidates_for(scenario, kinds_for(scenario, book, base), base)
    larger = with_candidates(scenario, candidates)
    return Market(larger, book, candidates, force_problem(larger, book, View(unpriced=True)))


# ------------------------------------------------------------------------------------- two lists


def _solved(market: Market, cheap: Unit, options: SolveOptions) -> tuple[Filled, Filled]:
    """The shortest and the cheapest list, part by part: tiers first, and equal in both."""
    kept = latest_of_equals(market.problem, market.candidates)
    problem, tours = with_tours(market.problem, kept)
    units = np.zeros((2, len(market.problem.tours)))
    early = False
    for part in parts(problem):
        both, stopped = _both(market, part, cheap, options)
        units[:, tours[part.tours]] = both
        early |= stopped
    shortest, cheapest = (filled_by(market.problem, row, stopped_early=early) for row in units)
    return shortest, cheapest


def _both(
    market: Market, part: Part, cheap: Unit, options: SolveOptions
) -> tuple[tuple[Floats, Floats], bool]:
    """[K] units of one part for each list, and whether a limit came before the end."""
    problem = part.problem
    model = LinearModel("asks", axes(problem), options.max_variables)
    variables = build(model, problem, filling(problem))
    tiers = tier_goals(problem, variables)
    least = _goals(market, problem, variables, ("unit", "notice", "person"))
    if not tiers:
        return (np.zeros(len(problem.tours)),) * 2, False
    first = outcome_of(model, [*(tier.goal for tier in tiers), *least], options)
    shortest = read_back(problem, variables, first, tiers)
    rest = _goals(market, problem, variables, (cheap, "unit", "notice", "person"))
    done = first.status.is_settled
    if not done or not rest or rest[0].name != cheap:
        return (shortest, shortest), not done
    keep(model, [tier.goal for tier in tiers], first)
    second = outcome_of(model, rest, options)
    cheapest = read_back(problem, variables, second, ())
    # where the shortest list is as cheap, it is the cheapest with the fewest units
    saved = rest[0].value(first.solution.values) - rest[0].value(second.solution.values)
    lists = shortest, cheapest if saved > WHOLE * (1 + abs(saved)) else shortest
    return lists, not second.status.is_settled


def _goals(
    market: Market, problem: ForceProblem, variables: ForceVariables, names: tuple[str, ...]
) -> list[Goal]:
    """Goals of a list that have anything to count in a part, each once."""
    weights = market.weights()
    found = {name: weights[name][problem.tour_pledge] for name in names}
    return [
        Goal(name, variables.assigned.ids, weight) for name, weight in found.items() if weight.any()
    ]


def keep(model: LinearModel, done: list[Goal], outcome: Outcome) -> None:
    """Hold goals at the values that they reached, by rows of the model."""
    for goal in done:
        value = goal.value(outcome.solution.values)
        terms = Terms(np.zeros(goal.columns.size, dtype=np.int64), goal.columns, goal.coefficients)
        limit = value + WHOLE * (value > WHOLE) * (1 + value)
        model.add_rows(f"kept {goal.name}", {}, Sense.LE, limit, [terms])


# --------------------------------------------------------------------------------------- records


def _list(
    market: Market,
    reckoned_in: Unit,
    filled: Filled,
    ranking: tuple[RankedAsk, ...],
    limits: Mapping[int, str],
) -> AskList:
    lines = tuple(_lines(market, filled))
    short = tuple(_still_short(filled, limits))
    return AskList(reckoned_in, lines, filled.unfilled, short, ranking)


def _lines(market: Market, filled: Filled) -> Iterator[Ask]:
    """The candidates that are used, line by line, in the order of capability, day and id."""
    used: dict[str, list[int]] = {}
    asked = {candidate.pledge: candidate.line for candidate in market.candidates}
    for k in np.flatnonzero(filled.units > WHOLE).tolist():
        line = asked.get(filled.problem.pledges[filled.problem.tour_pledge[k]])
        if line is not None:
            used.setdefault(line, []).append(k)
    first = {candidate.line: candidate for candidate in reversed(market.candidates)}
    order = sorted(used, key=lambda line: (first[line].kind.capability, first[line].day, line))
    for line in order:
        yield _ask(market, filled, first[line], used[line])


def _ask(market: Market, filled: Filled, candidate: Candidate, tours: list[int]) -> Ask:
    problem, kind = filled.problem, candidate.kind
    units = float(filled.units[tours].sum())
    return Ask(
        capability=kind.capability,
        measure=market.book.capabilities[kind.capability].measure,
        quantity=units * kind.quantity,
        latest_arrival=candidate.day,
        id=candidate.line,
        unit=kind.unit,
        title=kind.title,
        force=kind.force,
        units=units,
        personnel=units * kind.personnel,
        cost=None if kind.cost is None else units * kind.cost,
        strength_known=kind.unit is not None,
        requirements=tuple(
            problem.requirements[r] for r in np.unique(problem.tour_requirement[tours]).tolist()
        ),
    )


def _ranking(
    market: Market, filled: Filled, base: Filled, options: SolveOptions, most: int | None
) -> tuple[RankedAsk, ...]:
    """The lines in the order of their worth, with the units that the list has of each candidate."""
    problem, asked = market.problem, _asked(market, filled)
    units = np.where(np.isnan(asked), problem.units, asked)
    listed = replace(problem, units=units)
    there, _ = with_tours(listed, units[listed.tour_pledge] > WHOLE)
    index = {name: p for p, name in enumerate(problem.pledges)}
    members: dict[str, list[int]] = {}
    for candidate in market.candidates:
        if units[p := index[candidate.pledge]] > WHOLE:
            members.setdefault(candidate.line, []).append(p)
    lines = [Line(line, tuple(pledges)) for line, pledges in members.items()]
    if most is not None and together(there, lines) > most:
        return ()
    return tuple(ranked(there, lines, base, filled, options))


def _asked(market: Market, filled: Filled) -> Floats:
    """[P] units of each candidate that a list has; not a number for what was pledged."""
    problem, candidates = market.problem, {candidate.pledge for candidate in market.candidates}
    used = np.zeros(len(problem.pledges))
    np.add.at(used, problem.tour_pledge, filled.units)
    return np.where([name in candidates for name in problem.pledges], used, np.nan)


def _still_short(filled: Filled, limits: Mapping[int, str]) -> Iterator[StillShort]:
    days = days_unfilled(filled)
    for r in np.flatnonzero(filled.worst > 0).tolist():
        name = filled.problem.requirements[r]
        yield StillShort(name, float(filled.worst[r]), float(days[r]), limits.get(r))
