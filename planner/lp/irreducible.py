"""Which limits contradict each other: sets of groups that nothing can be left out of.

An elastic solve first: only groups that give way, or stand against it, can be in a contradiction.
Of these a deletion filter leaves one whose every member is needed. A smaller one is then looked for
among all groups (implicit hitting sets): whatever contradicts has a member in each set of groups
without which the rest has a point, so no smaller set than the fewest groups that hit all such sets
can. Then all members are lifted, and the next contradiction is looked for beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Flags, Floats, Ids, Sense, Terms
from planner.lp.elastic import NOTHING, Elastic, Group, TimeIsUp, Trial
from planner.lp.matrix import Matrix
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.solution import Status
from planner.lp.solve import Session

# How many contradictions that share no member are told, one after another.
MOST = 10
# How many elastic solves a smaller contradiction is looked for in, each time.
SEARCHES = 40
# How much dearer it gets to give way for groups that did: the next set is another. Prices that are
# further apart than the second are lost in the solver's tolerances.
DEARER, CHEAPEST = 100.0, 1e-4


@dataclass(frozen=True)
class Member:
    """A group of a contradiction.

    `more` and `less` say by how much its value alone would have to give way, the other members
    kept (up and down; a limit that gives way counts as up); None where that is not known.
    `binding` are the positions, among its rows and then its bounds, of those that take part; None
    where nobody can say.
    """

    group: int
    more: float | None = None
    less: float | None = None
    binding: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Contradiction:
    """Groups that no point keeps to, whatever becomes of the others.

    `is_irreducible`: without any one member there is a point. `is_smallest`: no contradiction of
    the model, beside those told before it, has fewer members. Both say what is proven.
    """

    members: tuple[Member, ...]
    is_irreducible: bool
    is_smallest: bool


@dataclass(frozen=True)
class Contradictions:
    """Contradictions without a common member. `are_all` is true where the rest has a point."""

    found: tuple[Contradiction, ...]
    are_all: bool


def contradictions(
    matrix: Matrix,
    groups: Sequence[Group],
    options: SolveOptions | None = None,
    *,
    most: int = MOST,
    searches: int = SEARCHES,
) -> Contradictions:
    """Contradictions between groups of a model's limits, which share no member; none where it has
    a point.

    What is in no group always holds. One without any group in it is a contradiction without
    members. `most` are told, and a smaller one than the first is looked for in `searches` solves.
    At the time limit of the options what is known is told, and what is not proven is not called so.
    """
    elastic = Elastic(matrix, groups, options or SolveOptions())
    lifted = np.zeros(len(groups), dtype=np.bool_)
    found: list[Contradiction] = []
    search: _Search | None = None
    while len(found) < most:
        search = _Search(elastic, lifted, searches, search)
        try:
            if not search.begin():
                return Contradictions(tuple(found), True)
            search.reduce()
        except TimeIsUp:
            pass
        if search.known is None:
            break
        found.append(search.told())
        lifted = lifted | search.known
        if search.rest_has_point():
            return Contradictions(tuple(found), True)
        if not search.known.any() or not found[-1].is_irreducible:
            break
    return Contradictions(tuple(found), False)


class _Search:
    """One contradiction among the groups that are not lifted; `known` is the smallest yet."""

    def __init__(
        self, elastic: Elastic, lifted: Flags, searches: int, before: _Search | None
    ) -> None:
        self.known: Flags | None = None
        self._elastic = elastic
        self._all = ~lifted
        self._searches = searches
        self._irreducible = self._smallest = self._linear = False
        # groups without which there is a point: each contradiction has one of each set
        self._sets: list[Flags] = []
        # where the first contradiction was found there may be others
        self._near = ~lifted
        if before is not None:
            self._sets = [without & ~lifted for without in before._sets]
            self._near = before._near & ~lifted

    def begin(self) -> bool:
        """Is there any? Then `known` is one, which may be large."""
        if self._near.any() and (self._all & ~self._near).any():
            self.known = self._relaxed(self._near)
        if self.known is None:
            self.known = self._relaxed(self._all)
        if self.known is not None:
            self._near = self.known
        self._linear = self.known is not None
        if self.known is None and self._elastic.has_integers:
            self.known = self._whole(self._all)
        return self.known is not None

    def rest_has_point(self) -> bool:
        """Is there surely a point that keeps to all groups but those of `known`?"""
        assert self.known is not None
        return any(not (without & ~self.known).any() for without in self._sets)

    def reduce(self) -> None:
        """Leave out what is not needed, then look for a smaller one."""
        assert self.known is not None
        if self._linear:
            self._filter(self._relaxed)
        if self._elastic.has_integers:
            self._filter(self._whole)
        self._irreducible = True
        self._look_for_smaller()

    def told(self) -> Contradiction:
        """What is known, with how far each member would have to give way."""
        assert self.known is not None
        ids = np.flatnonzero(self.known)
        binding = self._binding(ids)
        members = [
            Member(int(g), *(self._alone(int(g)) if self._irreducible else (None, None)), at)
            for g, at in zip(ids, binding, strict=True)
        ]
        return Contradiction(tuple(members), self._irreducible, self._smallest)

    # ------------------------------------------------------------------------------- questions

    def _relaxed(self, kept: Flags) -> Flags | None:
        """The groups of `kept` that contradict each other although columns need not be whole;
        None where that is not so."""
        trial = self._elastic.least(kept.astype(np.float64), whole=False)
        if trial is None:  # what is in no group contradicts itself
            return np.zeros(kept.size, dtype=np.bool_)
        if not self._elastic.has_integers:
            self._note(trial)
        return kept & trial.used if trial.value > NOTHING else None

    def _whole(self, kept: Flags) -> Flags | None:
        """The same where columns must be whole; it does not say which groups stand against it."""
        trial = self._elastic.least(np.zeros(kept.size), kept, whole=True)
        return kept if trial is None else None

    def _contradict(self, kept: Flags) -> Flags | None:
        shrunk = self._relaxed(kept)
        if shrunk is None and self._elastic.has_integers:
            shrunk = self._whole(kept)
        return shrunk

    # ------------------------------------------------------------------------------- reduction

    def _filter(self, question: Callable[[Flags], Flags | None]) -> None:
        """Deletion: leave out one after another, or many at once while many are left."""
        assert self.known is not None
        size = max(1, int(self.known.sum()) // 2) if question == self._whole else 1
        needed = np.zeros(self.known.size, dtype=np.bool_)
        while True:
            waiting = np.flatnonzero(self.known & ~needed)
            for start in range(0, waiting.size, size):
                chunk = waiting[start : start + size]
                chunk = chunk[self.known[chunk]]
                if not chunk.size:
                    continue
                rest = self.known.copy()
                rest[chunk] = False
                if (shrunk := question(rest)) is not None:
                    self.known = shrunk
                elif chunk.size == 1:
                    needed[chunk] = True
            if not (self.known & ~needed).any():
                return
            size = max(1, size // 2)

    def _note(self, trial: Trial) -> Flags:
        """Remember who gave way at a point; the others have one together."""
        way: Flags = trial.gave_way & self._all
        if way.any():
            self._sets.append(way)
        return way

    def _look_for_smaller(self) -> None:
        assert self.known is not None
        costs = np.ones(self.known.size)
        until = self._elastic.solves + self._searches
        while True:
            fewest = _fewest_hitting(self._sets, self.known.size, self._elastic.left())
            if fewest.sum() >= self.known.sum():
                self._smallest = True
                return
            if self._elastic.solves >= until:
                return
            # a part of an irreducible set contradicts nothing
            in_doubt = (fewest & ~self.known).any()
            if in_doubt and (shrunk := self._contradict(fewest)) is not None:
                self.known, self._smallest = shrunk, True
                return
            costs[np.any(self._sets, axis=0)] *= DEARER
            trial = self._beside(fewest, costs)
            if trial is None or not self._note(trial).any():
                return  # rounding: nothing more is proven

    def _beside(self, kept: Flags, costs: Floats) -> Trial | None:
        """Who gives way where `kept` do not, the dearest last; whoever is lifted does for free."""
        priced = np.where(self._all, np.maximum(costs / costs.max(), CHEAPEST), 0.0)
        whole = self._elastic.has_integers
        return self._elastic.least(priced, kept, whole=whole, enough=True)

    # --------------------------------------------------------------------------------- amounts

    def _alone(self, group: int) -> tuple[float | None, float | None]:
        """By how much a member has to give way where the other members do not."""
        assert self.known is not None
        others = self.known.copy()
        others[group] = False
        costs = np.zeros(others.size)
        costs[group] = 1.0
        try:
            whole = self._elastic.has_integers
            trial = self._elastic.least(costs, others, whole=whole, enough=True)
        except TimeIsUp:
            return None, None
        if trial is None or trial.solution.status is not Status.OPTIMAL:
            return None, None
        scale = self._elastic.scales[group]
        return float(trial.more[group] * scale), float(trial.less[group] * scale)

    def _binding(self, ids: Ids) -> list[tuple[int, ...] | None]:
        """Which rows of each member forbid together what the members forbid."""
        assert self.known is not None
        try:
            trial = self._elastic.least(self.known.astype(np.float64), whole=False)
        except TimeIsUp:
            trial = None
        if trial is None or trial.value <= NOTHING or trial.solution.duals is None:
            return [None] * ids.size
        priced = np.abs(trial.solution.duals) > NOTHING
        return [
            tuple(np.flatnonzero(priced[self._elastic.rows_of[g]]).tolist()) for g in ids.tolist()
        ]


def _fewest_hitting(sets: Sequence[Flags], size: int, seconds: float | None) -> Flags:
    """The fewest groups of which each set has at least one. Raises `TimeIsUp` where that is not
    proven in so many seconds."""
    chosen = np.zeros(size, dtype=np.bool_)
    if not sets:
        return chosen
    groups = np.flatnonzero(np.any(sets, axis=0))
    model = LinearModel("fewest", {"group": [str(g) for g in groups], "set": _numbers(len(sets))})
    columns = model.add_columns("taken", {"group": np.arange(groups.size)}, upper=1.0, integer=True)
    row, column = np.nonzero(np.array(sets)[:, groups])
    terms = [Terms(row, columns.ids[column])]
    model.add_rows("hit", {"set": np.arange(len(sets))}, Sense.GE, 1.0, terms)
    goal = Goal("taken", columns.ids, np.ones(groups.size))
    solution = Session(model, SolveOptions(time_limit=seconds)).minimise(goal)
    if solution.status is not Status.OPTIMAL:
        raise TimeIsUp
    chosen[groups] = solution.of(columns) > 0.5
    return chosen


def _numbers(count: int) -> list[str]:
    return [str(i) for i in range(count)]
