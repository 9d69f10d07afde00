"""In which order to ask, when only some of a list can be had: what each line buys, by re-solve.

Greedy: the next line is the one that lowers the requirement-days unfilled the most, tier by tier.
What a line adds depends on nothing but the lines before it in its own part of the problem, so it
is solved again only when one of those was taken, and only when what it added before is the most of
all: the more is there, the less another line adds. A line may be worth more beside others where a
limit on persons may bind (they make room for it), a requirement needs another or asks for a
smallest share: there all are solved again. A part with none or all of its lines is known from the
plans without the list and with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.forces.parts import parts, with_tours
from planner.forces.problem import Bools, Floats, ForceProblem
from planner.forces.result import Filled, days_unfilled
from planner.forces.solve import settle
from planner.lp import SolveOptions
from planner.records.asks import RankedAsk

# of requirement-days; gains that differ by less are equal, as goals are held within a millionth
DIGITS = 4


@dataclass(frozen=True)
class Line:
    """A line of a list, as pledges of a problem."""

    id: str
    pledges: tuple[int, ...]
    """One for each contributor that brings some of its units."""


class _Group:
    """A part of the problem with the lines that could serve in it, and those already taken."""

    def __init__(
        self, problem: ForceProblem, lines: list[Line], ends: _Ends, options: SolveOptions
    ) -> None:
        self.problem, self.lines, self.options = problem, lines, options
        self.taken: tuple[Line, ...] = ()
        mine = problem.peak > 0
        self.solved = {
            frozenset[str](): ends.by_tier(ends.none, mine),
            frozenset(line.id for line in lines): ends.by_tier(ends.all, mine),
        }
        self.known: dict[Hashable, Floats] = {}
        self.gains: dict[str, Floats] = {}
        """By line: requirement-days that it fills, tier by tier, as last found."""
        self.fresh: set[str] = set()
        """Lines of which that still holds."""
        limits = problem.active_needs or problem.crowded or problem.concentrated
        self.rises = bool(limits) or bool((problem.least_share[mine] > 0).any())
        """True where a line may be worth more beside others than alone."""
        for line in lines:
            self.weigh(line)

    @property
    def unfilled(self) -> Floats:
        """Requirement-days unfilled with the lines taken, tier by tier."""
        return self._unfilled(self.taken)

    def take(self, line: Line) -> None:
        """Have a line from now on."""
        self.lines = [other for other in self.lines if other != line]
        self.taken = (*self.taken, line)
        self.fresh.clear()
        if self.rises:
            for other in self.lines:
                self.weigh(other)

    def weigh(self, line: Line) -> None:
        """Find what a line adds to those taken."""
        self.gains[line.id] = self.unfilled - self._unfilled((*self.taken, line))
        self.fresh.add(line.id)

    def _unfilled(self, lines: tuple[Line, ...]) -> Floats:
        """Requirement-days unfilled with these lines, tier by tier."""
        key = frozenset(line.id for line in lines)
        if key not in self.solved:
            away = {p for line in (*self.lines, *self.taken) for p in line.pledges}
            away -= {p for line in lines for p in line.pledges}
            there, _ = with_tours(self.problem, ~np.isin(self.problem.tour_pledge, list(away)))
            filled = settle(there, None, self.options, self.known)
            self.solved[key] = np.array(list(filled.unfilled.values()))
        return self.solved[key]


@dataclass(frozen=True)
class _Ends:
    """The fill without any line, and with all: their parts need no solve of their own."""

    none: Filled
    all: Filled

    def by_tier(self, filled: Filled, mine: Bools) -> Floats:
        """Requirement-days unfilled of the requirements `mine` [R], tier by tier."""
        days = days_unfilled(filled)
        tiers = filled.problem.tier
        return np.array([days[mine & (tiers == tier)].sum() for tier in np.unique(tiers)])


def together(problem: ForceProblem, lines: Sequence[Line]) -> int:
    """Most lines that hang together in one part of the problem: what the time of a ranking takes.

    The number of re-solves grows with its square at worst.
    """
    return max((len(mine) for _, mine in _split(problem, lines)), default=0)


def ranked(
    problem: ForceProblem,
    lines: Sequence[Line],
    base: Filled,
    closed: Filled,
    options: SolveOptions,
) -> Iterator[RankedAsk]:
    """Every line, the one that buys the most first; of equals the first by id.

    `problem` has what was pledged and the units of the lines; `base` is the best without them,
    `closed` the best with all of them.
    """
    ends = _Ends(base, closed)
    groups = [_Group(part, mine, ends, options) for part, mine in _split(problem, lines)]
    others = ends.by_tier(base, base.problem.peak > 0) - _total(groups)
    for _ in lines:
        group, line = _next(groups)
        gain = group.gains[line.id]
        group.take(line)
        unfilled = others + _total(groups)
        yield RankedAsk(line.id, _told(base, gain), _told(base, unfilled))


def _next(groups: Sequence[_Group]) -> tuple[_Group, Line]:
    """The line that adds the most: the first whose gain holds still, in the order of gains."""
    while True:
        group, line = min(
            ((group, line) for group in groups for line in group.lines),
            key=lambda pair: _worth(*pair),
        )
        if line.id in group.fresh:
            return group, line
        group.weigh(line)


def _total(groups: Sequence[_Group]) -> Floats:
    return np.sum([group.unfilled for group in groups], axis=0)


def _told(base: Filled, days: Floats) -> dict[int, float]:
    """By tier; what is left of a sum of differences is no requirement-day."""
    # adding 0 makes nought of -0
    return dict(zip(base.unfilled, (np.round(days, DIGITS) + 0.0).tolist(), strict=True))


def _worth(group: _Group, line: Line) -> tuple[tuple[float, ...], str]:
    return tuple((-np.round(group.gains[line.id], DIGITS)).tolist()), line.id


def _split(
    problem: ForceProblem, lines: Sequence[Line]
) -> Iterator[tuple[ForceProblem, list[Line]]]:
    """The parts of the problem in which any line could serve, with those lines."""
    for part in parts(problem):
        there = set(part.problem.tour_pledge.tolist())
        mine = [line for line in lines if not there.isdisjoint(line.pledges)]
        if mine:
            yield part.problem, mine
